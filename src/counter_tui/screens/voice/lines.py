"""The rows of notices, of tellings to put right and of answer cards, and what a marked one says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo

from counter_tui.domain.ids import parse_number
from counter_tui.i18n import _, language
from counter_tui.screens.sheet import Lines, folded, labelled
from counter_tui.services.views.voice import CardView, NoticeReport, Telling
from counter_tui.services.wording.sources import say_source
from counter_tui.services.wording.staff import say_role
from counter_tui.services.wording.voice import say_card_state, say_notice_state
from counter_tui.widgets.fact_table import Row
from counter_tui.widgets.roles import Piece, Role


def notice_row(report: NoticeReport) -> Row:
    """A notice: its code and title, who has read it, and whether it is in force."""
    notice = report.notice
    over = report.state == "over"
    who = _("read {read} of {all}").format(read=len(report.read), all=len(report.read) + len(report.missing))
    role: Role = "quiet" if over else "text"
    due: Role = "soon" if report.missing and not over else "quiet"
    code, title, state = (Piece(each, role) for each in (notice.code, notice.title, say_notice_state(report)))
    return Row(f"{notice.code}#{notice.edition}", (code, title, Piece(who, due), state))


def telling_row(telling: Telling, zone: tzinfo) -> Row:
    """What somebody was told that holds no more: when, what, of which matter, by whom."""
    number = parse_number(telling.number)
    when = f"{telling.told_at.astimezone(zone):%m-%d %H:%M}"
    cells = (when, telling.title.say(language()), number.short if number else "-", telling.by)
    return Row(telling.telling, cells)


def card_row(card: CardView) -> Row:
    """An answer card with its edition."""
    role: Role = "text" if card.state == "current" else "quiet"
    edition = _("edition {edition}").format(edition=card.edition)
    cells = (card.code, card.title.say(language()), edition, say_card_state(card.state))
    return Row(f"{card.code}#{card.edition}", tuple(Piece(each, role) for each in cells))


def of_notice(report: NoticeReport, when: Callable[[NoticeReport], str], cells: int, _plain: bool) -> Lines:
    """What a notice says, for whom, and who has read it (``when``) and who has not."""
    notice, comma = report.notice, _(", ")
    lines: Lines = []
    for each in notice.summary:
        lines += folded(each, cells)
    roles = comma.join(say_role(each) for each in report.audience)
    room = cells - 10
    lines += [[], *labelled(_("For"), folded(roles, room))]
    lines += labelled(_("Has read"), folded(when(report) or "-", room))
    if report.state != "over":
        lines += labelled(_("Not yet"), folded(comma.join(report.missing) or "-", room, "soon"))
    return [*lines, [], *folded(notice.text, cells, "quiet")] if notice.text else lines


def of_telling(telling: Telling, cells: int, _plain: bool) -> Lines:
    """The words somebody was told, and in which matter."""
    room = cells - 10
    lines = labelled(_("Told"), folded(telling.words, room))
    if telling.number:
        lines += labelled(_("Matter"), [[Piece(f"{telling.number}  {telling.customer}  {telling.handler}")]])
    return lines


def of_card(card: CardView, cells: int, _plain: bool) -> Lines:
    """What a card says, and what it rests on."""
    foot = "  ".join(
        part for part in (say_source(card.source), card.valid_from.isoformat(), card.notice) if part
    )
    return [*folded(card.text.say(language()), cells), [], *folded(foot, cells, "quiet")]
