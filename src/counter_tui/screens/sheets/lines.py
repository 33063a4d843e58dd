"""How a sheet stands in the list, and how it is shown in full."""

from __future__ import annotations

from datetime import date, tzinfo
from typing import TYPE_CHECKING

from counter_tui.domain.sheet.paper import table_lines
from counter_tui.i18n import _, language
from counter_tui.screens.sheet import Lines, folded
from counter_tui.services.wording.dates import say_day
from counter_tui.services.wording.sheet_marks import say_kind, say_mark, say_office, say_way
from counter_tui.services.wording.sheets import say_corrected, say_sheet
from counter_tui.widgets.fact_table import Column, Row
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.views.sheets import SheetLine, SheetMark, SheetView

_DAYS = 14
_KIND = {"zh": 6, "en": 12}
_MARK = {"zh": 22, "en": 20}


def columns() -> tuple[Column, ...]:
    """Which sheet, of which days, and how it stands with each recipient."""
    return (
        Column(_("Sheet"), _KIND[language()]),
        Column(_("Day or week"), _DAYS),
        Column(say_office("deputy"), _MARK[language()], most=40),
        Column(say_office("head"), _MARK[language()], most=40),
    )


def id_of(line: SheetLine) -> str:
    """What tells the sheet from the others of the list."""
    return f"{line.kind} {line.day.isoformat()}"


def row(line: SheetLine, today: date, zone: tzinfo) -> Row:
    """The sheet as a row; what is still to be done about one whose days are over stands out."""
    marks = {mark.recipient.office: _mark(mark, zone, over=line.over and line.working) for mark in line.marks}
    days = say_day(line.day, today)
    if line.day != line.last:
        days = f"{line.day:%m-%d} - {line.last:%m-%d}"
    cells = (say_kind(line.kind), days, marks.get("deputy", Piece("")), marks.get("head", Piece("")))
    return Row(id_of(line), cells)


def _mark(mark: SheetMark, zone: tzinfo, *, over: bool) -> Piece:
    sent = mark.sent
    if sent is None:
        return Piece(_("to send"), "soon" if over else "quiet")
    if sent.acknowledged_at is None:
        went = _("sent {when} {way}")
        return Piece(
            went.format(when=f"{sent.at.astimezone(zone):%m-%d %H:%M}", way=say_way(sent.way)), "soon"
        )
    return Piece(
        _("received {when}").format(when=f"{sent.acknowledged_at.astimezone(zone):%m-%d %H:%M}"), "done"
    )


def in_full(view: SheetView, zone: tzinfo, cells: int) -> Lines:
    """To whom it went and what is otherwise since, then the sheet as it stands on paper."""
    table = say_sheet(view, zone)
    made: Lines = [[Piece(f"{table.title}   {table.said[0]}", "strong")]]
    for mark in view.line.marks:
        done = mark.sent is not None and mark.sent.acknowledged_at is not None
        made += folded(say_mark(mark, zone), cells, "done" if done else "soon")
    for said in say_corrected(view):
        made += folded(said, cells, "broken")
    for said in table.said[2:]:
        made += folded(said, cells)
    made.append([])
    made += [
        [Piece(text, "heading" if is_heading else "text")] for is_heading, text in table_lines(table, cells)
    ]
    made.append([])
    for said in (*table.notes, table.foot):
        made += folded(said, cells, "quiet")
    return made
