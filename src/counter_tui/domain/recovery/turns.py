"""Whose turn a bad rating is at, and who may know of it. Apart from what may be done, which Home need not load."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from counter_tui.domain.matter.context import Context
from counter_tui.domain.recovery.state import Recovery, Step
from counter_tui.domain.staff.roles import may


class Turn(Struct, frozen=True):
    """A bad rating that is not made good: what was done, the clerk concerned, and who calls back without a plan."""

    recovery: Recovery
    clerk: str
    first_contact: str

    @property
    def caller(self) -> str:
        """Who calls the customer back."""
        plan = self.recovery.plan
        return plan.caller if plan else self.first_contact


def knows(turn: Turn, context: Context, *, sees: bool, is_time: Callable[[], bool]) -> bool:
    """Whether this person may know that there is one: whoever sees its value, and whom its plan gives work.

    Who calls back need not wait for a plan: he knows once its value is shown to clerks (``is_time``), though not the
    value. The limits run from the press, and the sources ask for a call, not for a plan before it.
    """
    concerned = turn.clerk == context.actor.staff_no or context.acts_for(turn.caller)
    if sees or (concerned and turn.recovery.plan is not None):
        return True
    return context.acts_for(turn.caller) and is_time()


def is_turn_of(turn: Turn, step: Step, context: Context) -> bool:
    """Whether the next step, or a review that waits, is this person's.

    A lead plans, reviews and closes, but closes and reviews none of his own and reviews nothing he asked for; the
    rest is the caller's.
    """
    leads, mine = may(context.actor.role, "lead_matter"), context.acts_for(turn.clerk)
    if step in ("plan", "closed"):
        return leads and step == "plan"
    appeal = turn.recovery.appeal
    if appeal is not None and turn.recovery.reviewed:
        if leads and not mine and context.actor.staff_no != appeal.said.by:
            return True
    elif step == "close":
        return leads and not mine
    return step in ("call", "correct") and may(context.actor.role, "write") and context.acts_for(turn.caller)
