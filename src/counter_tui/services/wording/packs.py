"""The words of hand-over packs: what may not be done, what a line is, what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from counter_tui.i18n import N_, _
from counter_tui.services.wording.codes import say_code

if TYPE_CHECKING:
    from counter_tui.db.tables.counter import LeadCallRow

WORDS = {
    "pack_unknown": N_("This hand-over pack is not on this PC: look at the list again"),
    "pack_waiting": N_("Your last pack has not been signed for yet: take it back first"),
    "pack_to_self": N_("This is you: choose the colleague who takes over"),
    "pack_empty": N_("There is nothing in your hands: no pack is needed"),
    "pack_not_leading": N_("You do not lead the shift now: hand over without the lead"),
    "pack_receiver_cannot_work": N_("The role of {to} does not work on matters: choose somebody else"),
    "pack_receiver_cannot_lead": N_("The role of {to} cannot lead the shift: choose a lead or the head"),
    "pack_settled": N_("This pack was signed for or taken back already: look at the list again"),
    "pack_for_another": N_("This pack is for {to}: {to} signs for it"),
    "pack_not_yours": N_("This pack is from {to}: only {to} or who leads takes it back"),
    "pack_line_unknown": N_("This line is not in the pack: look at it again"),
    "pack_line_told": N_("This line only tells something: there is nothing to refuse"),
    "pack_group_open": N_("“{pack_group}” has not been looked at: accept it, or refuse its lines"),
    "holds_items": N_(
        "Still in hand: {held}. Sign in as this person and offer a hand-over pack, or give them to others first"
    ),
    "holds_pack": N_(
        "A pack of this person still waits for a signature: have it signed for, or take it back"
    ),
}
"""The words of the rules by code."""

_GROUPS = {
    "matter": N_("Matters"),
    "offer": N_("Offered work"),
    "task": N_("Tasks"),
    "action": N_("Action items"),
    "enquiry": N_("Questions open"),
    "recovery": N_("Customers to call back"),
    "paper": N_("Papers owed"),
    "decide": N_("For the lead"),
    "call": N_("Calls"),
    "notice": N_("Notices"),
    "advice": N_("Special care"),
}
_OUTCOMES = {
    "": N_("waits"),
    "taken": N_("taken over"),
    "told": N_("told"),
    "refused": N_("refused"),
    "changed": N_("had changed"),
}
_STATES = {"offered": N_("not signed for"), "taken": N_("signed for"), "withdrawn": N_("taken back")}
_HELD = {
    "matters": N_("matters {count}"),
    "tasks": N_("tasks {count}"),
    "actions": N_("action items {count}"),
    "enquiries": N_("questions {count}"),
    "recoveries": N_("bad ratings to make good {count}"),
}


def say_group(kind: str) -> str:
    """What a group of lines is called; an unknown kind as it is written."""
    return say_code(_GROUPS, kind)


def say_outcome(outcome: str) -> str:
    """What became of a line; an unknown outcome as it is written."""
    return say_code(_OUTCOMES, outcome)


def say_pack_state(state: str) -> str:
    """Where a pack stands; an unknown state as it is written."""
    return say_code(_STATES, state)


def say_held(counts: dict[str, int]) -> str:
    """What a person still has in hand: each kind that there is, with its count."""
    return _(", ").join(_(_HELD[kind]).format(count=count) for kind, count in counts.items() if count)


def say_call_line(call: LeadCallRow | None, name_of: Callable[[str], str]) -> str:
    """A call that waits for the lead."""
    if call is None:
        return ""
    words = _("{name} reports") if call.kind == "report" else _("{name} calls the lead")
    return words.format(name=name_of(call.caller))


def problem_words(kind: str, name: str, reason: str) -> str:
    """A refused line as what is to be put right, as long as such a text may be."""
    words = _("Refused at the relay: {group} {name}: {reason}")
    return words.format(group=say_group(kind), name=name, reason=reason)[:200]


def again_words() -> str:
    """How it is looked at whether a refused line was seen to."""
    return _("Look whose it is now and what was agreed")


def given_words() -> str:
    """Why an action item has another owner after a pack was signed for."""
    return _("Hand-over pack")
