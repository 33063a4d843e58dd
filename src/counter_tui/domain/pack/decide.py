"""What may be done with a hand-over pack: both sign, groups are taken, lines refused with a reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.pack import (
    PackLine,
    PackOffered,
    PackWithdrawn,
    RefusedLine,
    TakenAtRelay,
)
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.pack.state import OWNED, WORK, Pack, groups
from counter_tui.domain.staff.absence import Colleague
from counter_tui.domain.staff.roles import ROLES, Action, may, require
from counter_tui.domain.typed import words_within

LONGEST = 200
"""Characters of a reason."""


def decide_offer(
    context: Context,
    to: Colleague | None,
    lines: Sequence[PackLine],
    *,
    lead: bool = False,
    leads: bool = False,
    waiting: bool = False,
) -> PackOffered:
    """Offer everything in one's hands to one colleague; with ``lead`` the lead of the shift, which is his (``leads``).

    ``waiting`` says that a pack of his waits already. Raises RuleBroken("not_allowed"), "pack_waiting",
    "receiver_unknown", "pack_to_self", "receiver_away", "pack_empty", "pack_not_leading", and what
    ``require_fit`` raises of the receiver.
    """
    require(context.actor, "write")
    if waiting:
        raise RuleBroken("pack_waiting")
    if to is None or not to.active:
        raise RuleBroken("receiver_unknown", to=to.staff_no if to else "")
    if to.staff_no == context.actor.staff_no:
        raise RuleBroken("pack_to_self")
    if to.stand_in:
        raise RuleBroken("receiver_away", to=to.staff_no, stand_in=to.stand_in)
    if lead and not leads:
        raise RuleBroken("pack_not_leading")
    if not lines and not lead:
        raise RuleBroken("pack_empty")
    require_fit(to.staff_no, to.role, lines, lead=lead)
    return PackOffered(to=to.staff_no, lead=lead, lines=tuple(lines))


def require_fit(to: str, role: str, lines: Sequence[PackLine], *, lead: bool) -> None:
    """Raise unless this role can take these lines.

    The codes: RuleBroken("pack_receiver_cannot_work") or "pack_receiver_cannot_lead".
    """
    needed: Action = "work" if any(line.kind in WORK for line in lines) else "write"
    if not _can(role, needed):
        raise RuleBroken("pack_receiver_cannot_work", to=to)
    if lead and not _can(role, "lead_matter"):
        raise RuleBroken("pack_receiver_cannot_lead", to=to)


def _can(role: str, action: Action) -> bool:
    return any(each == role and may(each, action) for each in ROLES)


def decide_take(
    pack: Pack, context: Context, accepted: Collection[str], refusals: Mapping[int, str]
) -> tuple[RefusedLine, ...]:
    """What is refused of a pack that is signed for: every group is accepted, or each of its lines refused.

    Raises RuleBroken("not_allowed"), "pack_settled", "pack_for_another", "pack_line_unknown", "pack_line_told",
    "reason_missing", "reason_too_long", "pack_group_open" (``pack_group``), and what ``require_fit`` raises.
    """
    require(context.actor, "write")
    _require_offered(pack)
    if context.actor.staff_no != pack.to:
        raise RuleBroken("pack_for_another", to=pack.to)
    lines = [each.line for each in pack.lines]
    refused = tuple(refused_line(lines, place, refusals[place]) for place in sorted(refusals))
    for kind, places in groups(lines):
        if kind not in accepted and not set(places) <= refusals.keys():
            raise RuleBroken("pack_group_open", pack_group=kind)
    left = [line for place, line in enumerate(lines) if place not in refusals]
    require_fit(pack.to, context.actor.role, left, lead=pack.lead)
    return refused


def refused_line(lines: Sequence[PackLine], place: int, reason: str) -> RefusedLine:
    """One line that is refused. Raises RuleBroken("pack_line_unknown"), "pack_line_told", or what the reason breaks."""
    if not 0 <= place < len(lines):
        raise RuleBroken("pack_line_unknown")
    if lines[place].kind not in OWNED:
        raise RuleBroken("pack_line_told")
    return RefusedLine(line=place, reason=_reason(reason))


def _reason(typed: str) -> str:
    reason = words_within(typed, LONGEST)
    if not reason:
        raise RuleBroken("reason_missing")
    return reason


def decide_withdraw(pack: Pack, context: Context) -> PackWithdrawn:
    """Take a pack back that nobody has signed for: its giver, or who leads.

    Raises RuleBroken("not_allowed"), "pack_settled" or "pack_not_yours".
    """
    require(context.actor, "write")
    _require_offered(pack)
    if context.actor.staff_no != pack.giver and not may(context.actor.role, "lead_matter"):
        raise RuleBroken("pack_not_yours", to=pack.giver)
    return PackWithdrawn()


def _require_offered(pack: Pack) -> None:
    if pack.state != "offered":
        raise RuleBroken("pack_settled")


def on_matter(
    matter: Matter, giver: str, pack: str, *, work: bool, tasks: Collection[str]
) -> TakenAtRelay | None:
    """What of a matter can be taken on from the giver now; None where nothing of it is in his hands any more."""
    if matter.ended:
        return None
    offered = matter.offer.fact.to if matter.offer else ""
    has_work = work and giver in (matter.handler, offered)
    held = (each for each in matter.open_tasks if each.to == giver and each.state != "returned")
    mine = tuple(each.task_id for each in held if each.task_id in tasks)
    if not has_work and not mine:
        return None
    return TakenAtRelay(giver=giver, pack=pack, work=has_work, tasks=mine)
