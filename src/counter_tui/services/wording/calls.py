"""The words of calls for the lead: from where, and what the banner says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.domain.ids import parse_number
from counter_tui.i18n import N_, _
from counter_tui.services.wording.particulars import say_field

if TYPE_CHECKING:
    from counter_tui.services.lines.calls import CallLine, CallsView

WORDS = {
    "call_unknown": N_("This call is not on this PC"),
    "call_answered": N_("{to} has answered this call already"),
    "not_your_call": N_("Only whoever called writes this down"),
}
"""The words of the rules by code."""

_SCREENS = {
    "acceptance": N_("Acceptance"),
    "home": N_("First screen"),
    "matter": N_("Matter"),
    "find": N_("Find"),
    "enquiries": N_("Enquiries"),
    "staff": N_("Staff"),
    "settings": N_("Settings"),
}


def say_where(line: CallLine) -> str:
    """From which screen, at which field, about which matter."""
    parts = [_(_SCREENS[line.screen]) if line.screen in _SCREENS else line.screen]
    if line.field and not line.field.startswith("field:"):
        parts.append(say_field(line.field))
    if line.number:
        parts.append(say_number(line))
    return " · ".join(part for part in parts if part)


def say_number(line: CallLine) -> str:
    """The short number of the matter it is about."""
    number = parse_number(line.number)
    return number.short if number else line.number


def say_banner(view: CallsView) -> str:
    """What the banner says to this person: who wants the lead at the counter, else that the lead has answered."""
    conflicts = [line for line in view.to_answer if line.kind == "conflict"]
    if conflicts:
        line = conflicts[0]
        words = _("{who} asks you to the counter, {number}: first screen, Calls") if line.number else ""
        return (words or _("{who} asks you to the counter: first screen, Calls")).format(
            who=line.caller, number=say_number(line)
        )
    if view.answers:
        line = view.answers[0]
        words = _("{lead} answers your report (first screen, Calls, 1 when read): {answer}")
        return words.format(lead=line.answered_by, answer=line.answer)
    return ""
