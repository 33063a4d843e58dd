"""The words of sending sheets: which sheet, to whom, how, who has it, and what may not be done with one."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from counter_tui.i18n import N_, _
from counter_tui.services.wording.codes import say_code

if TYPE_CHECKING:
    from counter_tui.services.views.sheets import Recipient, SheetMark

WORDS = {
    "sheet_day_ahead": N_("This day has not begun: choose an earlier one"),
    "sheet_day_before": N_("The station began on {day}: there is no sheet of an earlier day"),
    "sheet_not_for": N_("This sheet does not go to the head: the daily one goes to the deputy alone"),
    "sheet_not_sent": N_("This sheet has not been sent yet: note first that it was"),
    "sheet_words_missing": N_("Say in a few words how you know, such as: said so on the telephone"),
}
"""The words of the rules by code."""

_KINDS = {"daily": N_("Daily sheet"), "weekly": N_("Weekly sheet")}
_OFFICES = {"deputy": N_("Deputy in charge"), "head": N_("Head of the station")}
_WAYS = {"paper": N_("on paper"), "file": N_("as a file"), "told": N_("by word of mouth")}


def say_kind(kind: str) -> str:
    """Daily or weekly."""
    return say_code(_KINDS, kind)


def say_office(office: str) -> str:
    """Who gets sheets, by the office."""
    return say_code(_OFFICES, office)


def say_way(way: str) -> str:
    """How a sheet went."""
    return say_code(_WAYS, way)


def say_recipient(recipient: Recipient) -> str:
    """The office, and who holds it where that is known."""
    return f"{say_office(recipient.office)} {recipient.name}".rstrip()


def say_mark(mark: SheetMark, zone: tzinfo) -> str:
    """To whom a sheet went, when and how, and whether he has it."""
    who, sent = say_recipient(mark.recipient), mark.sent
    if sent is None:
        return _("{who}: not sent").format(who=who)
    # Whoever held the office then got it.
    who = f"{say_office(sent.to)} {sent.name}".rstrip()
    went = _("{who}: sent {when} {way}").format(who=who, when=_moment(sent.at, zone), way=say_way(sent.way))
    if sent.acknowledged_at is None:
        return _("{went}, not acknowledged").format(went=went)
    when = _moment(sent.acknowledged_at, zone)
    if sent.acknowledged_words:
        return _("{went}, acknowledged {when} ({words})").format(
            went=went, when=when, words=sent.acknowledged_words
        )
    return _("{went}, acknowledged {when}").format(went=went, when=when)


def _moment(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%m-%d %H:%M}"
