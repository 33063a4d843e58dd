"""How the closing sheet stands in the list, and the marked line in full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from typing import TYPE_CHECKING

from msgspec import Struct

from counter_tui.i18n import _, language
from counter_tui.screens.sheet import LABEL_CELLS, Lines, folded, labelled
from counter_tui.services.wording.close import say_cash, say_figure, say_gap, say_row, say_unnamed
from counter_tui.services.wording.dates import say_day
from counter_tui.widgets.cells import cut, width
from counter_tui.widgets.fact_table import Column, Row
from counter_tui.widgets.roles import Piece, Role, sign

if TYPE_CHECKING:
    from counter_tui.domain.close.models import Figure, Gap
    from counter_tui.services.views.close import CloseView

_SIGN, _LEFT = 2, {"zh": 12, "en": 16}
_ALL = 71
"""Cells of a line of the list but for the room between its columns."""


class Shown(Struct, frozen=True):
    """What a line of the list is: a figure, or one of its gaps."""

    figure: Figure
    gap: Gap | None = None

    @property
    def id(self) -> str:
        """By what the line is marked."""
        return self.gap.key if self.gap else self.figure.code


def columns() -> tuple[Column, ...]:
    """A sign, what was counted or does not agree, and what is left to do."""
    left = _LEFT[language()]
    return (Column("", _SIGN), Column(_("What has to agree"), _room()), Column("", left))


def lines_of(view: CloseView) -> Iterator[Shown]:
    """Every figure, and under it what does not agree."""
    for figure in view.sheet.figures:
        yield Shown(figure)
        yield from (Shown(figure, gap) for gap in figure.gaps)


def row(shown: Shown, view: CloseView, plain: bool) -> Row:
    """The line as a row; what does not agree has a sign as well as a colour."""
    room, gap = _room(), shown.gap
    if gap is not None:
        said = "  ".join(filter(None, (say_row(gap), say_gap(gap, money=view.money))))
        role: Role = "secondary" if gap.words else "broken"
        open_ = _("to explain") if view.sheet.at is None else _("not explained")
        left = Piece(_("has words"), "done") if gap.words else Piece(open_, "broken")
        return Row(shown.id, ("", Piece("   " + cut(said, room - 3), role), left))
    figure = shown.figure
    if figure.counts is None:
        return Row(shown.id, (Piece("-", "quiet"), Piece(say_figure(figure), "quiet"), ""))
    said = _counted(figure, view)
    if not figure.all_gaps:
        return Row(shown.id, (Piece(sign("done", plain), "done"), cut(said, room), ""))
    role = "broken" if figure.open_gaps else "soon"
    count = Piece(_("gaps {count}").format(count=figure.all_gaps), role)
    return Row(shown.id, (Piece(sign("broken", plain), role), cut(said, room), count))


def _room() -> int:
    """Cells of what a line says."""
    return _ALL - _LEFT[language()] - _SIGN


def _counted(figure: Figure, view: CloseView) -> str:
    """What was counted, of charges also each way of payment."""
    if figure.code != "charges":
        return say_figure(figure)
    return "  ".join([say_figure(figure), *(say_cash(each, money=view.money) for each in view.sheet.cash)])


def in_full(shown: Shown | None, view: CloseView, zone: tzinfo, cells: int) -> Lines:
    """The marked line over as many lines as it takes, then what the sheet vouches for."""
    room = cells - LABEL_CELLS
    made: Lines = []
    gap = shown.gap if shown else None
    if gap is not None:
        said = "  ".join(filter(None, (gap.name if gap.kind == "matter" else say_row(gap), _said(gap, view))))
        made += labelled(_("Gap"), folded(said, room, "strong", most=2))
        if gap.words:
            words = _("{words}, {name}").format(words=gap.words, name=gap.by)
            made += labelled(_("Explained"), folded(words, room, most=2))
    elif shown is not None and shown.figure.unnamed:
        made += labelled(_("Gap"), folded(say_unnamed(shown.figure), room, "broken", most=2))
    elif shown is not None and shown.figure.counts is not None:
        said = _counted(shown.figure, view)
        made += labelled(_("Figure"), folded(said, room, most=2)) if width(said) > _room() else []
    if view.later_of is not None and view.later:
        told = _("{day}: {count} matters went on: {numbers}").format(
            day=say_day(view.later_of, view.sheet.day),
            count=len(view.later),
            numbers=_(", ").join(each.number for each in view.later),
        )
        made += labelled(_("Went on"), folded(told, room, most=2))
    return made + labelled(_("On sheet"), folded(_fingerprint(view, zone), room, most=3))


def _said(gap: Gap, view: CloseView) -> str:
    return say_gap(gap, money=view.money)


def _fingerprint(view: CloseView, zone: tzinfo) -> str:
    sheet = view.sheet
    if sheet.at is None:
        return _("{print} so far; printed once the day is closed").format(print=view.fingerprint)
    lead = view.names.get(sheet.decided_by, sheet.decided_by)
    at = f"{sheet.at.astimezone(zone):%m-%d %H:%M}"
    return _("{print}   closed {at} by {lead}").format(print=view.fingerprint, at=at, lead=lead)
