"""Notices and answer cards in words: where they stand, and why something may not be done with them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from counter_tui.i18n import N_, _, language
from counter_tui.services.wording.codes import say_code
from counter_tui.services.wording.sources import say_source

if TYPE_CHECKING:
    from datetime import date

    from counter_tui.domain.receipt.slip import Receipt
    from counter_tui.services.views.voice import CardView, NoticeReport

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "notices_unread": N_("Read first, one key each: {count}. “{title}”"),
        "notice_unknown": N_("There is no such notice: look at the list again"),
        "notice_too_long": N_("A summary has at most {most} lines: write it shorter, the rest into the text"),
        "notice_over": N_("Its last day, {until}, is past: nobody would ever see it"),
        "days_reversed": N_("The last day is before the first"),
        "day_unknown": N_("“{day}” is no day: write it as 2026-12-01"),
        "code_unfit": N_("A code has 1 to 32 letters, digits, points and hyphens"),
        "text_too_long": N_("One of the lines is too long: title 60 characters, summary 200, text 4000"),
        "edition_old": N_("Edition {edition} is not newer than the one there is, {newest}"),
        "card_unknown": N_("There is no such answer card: look at the list again"),
        "card_not_current": N_("This answer card may not be used: {card_state}"),
        "telling_unknown": N_("Nothing is known of this: look at the list again"),
        "wording_improper": N_("“{piece}” is not said to a customer: {why}"),
        "input_too_large": N_("{file} is larger than {most} MB: cut it in parts"),
    }
)
"""The words of the rules of one voice, by code."""

_CARD_STATES = {
    "current": N_("in use"),
    "coming": N_("not in force yet"),
    "expired": N_("its last day is past"),
    "superseded": N_("has a newer text"),
    "withdrawn": N_("withdrawn"),
    "notice_over": N_("notice is over"),
}


def say_card_state(state: str) -> str:
    """Where a text of an answer card stands."""
    return say_code(_CARD_STATES, state)


def say_notice_state(report: NoticeReport) -> str:
    """Where a notice stands, and why where it is over."""
    if report.state == "holds":
        return _("in force")
    if report.state == "coming":
        return _("from {day}").format(day=report.notice.valid_from.isoformat())
    if report.superseded_by:
        return _("replaced by {notice}").format(notice=report.superseded_by)
    return _("withdrawn: {why}").format(why=report.why) if report.why else _("over")


def say_card(card: CardView, station: str, today: date) -> Receipt:
    """An answer card as a paper to take home: who says it, when, and by which edition."""
    from counter_tui.domain.receipt.slip import Receipt, Row, Section

    said = _("Edition {edition}, told on {day}. If it changes we tell you.").format(
        edition=card.edition, day=today.isoformat()
    )
    source = _("After: {source}").format(source=say_source(card.source)) if card.source else ""
    return Receipt(
        station=station,
        title=card.title.say(language()),
        copy="",
        sections=(Section("", (Row("", card.text.say(language())),)),),
        sign=(),
        foot="  ".join(part for part in (source, said) if part),
    )
