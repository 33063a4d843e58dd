"""The visits behind a line of the figures: what each customer said; Enter opens the matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from counter_tui.commands import rating_stats as commands
from counter_tui.commands import shell
from counter_tui.domain.ids import parse_number
from counter_tui.domain.ratings_month.models import LEVELS
from counter_tui.i18n import _
from counter_tui.screens.desk import DeskScreen
from counter_tui.services.wording.rating_stats import say_group
from counter_tui.services.wording.ratings import say_level, say_rating_reason, say_token_state
from counter_tui.widgets.fact_table import Column, FactTable, Row
from counter_tui.widgets.lines import Line
from counter_tui.widgets.roles import Piece, Role

if TYPE_CHECKING:
    from counter_tui.domain.catalogue.ratings import RatingScale
    from counter_tui.domain.ratings_month.models import Given
    from counter_tui.services.views.rating_stats import RatingMonth


class VisitTable(FactTable):
    """A list whose Enter opens the matter, and the key line says so."""

    BINDINGS = [Binding("enter", "select_cursor", commands.OPEN.label, show=True, id=commands.OPEN.id)]


class VisitList(DeskScreen):
    """The tokens a line counts, those of one level or state together: the lowest level first, the unrated last."""

    KEYS = (commands.OPEN, shell.BACK)
    AREA = commands.AREA.title
    AUTO_FOCUS = "#visit-list"
    CSS = """
    VisitList { #visit-main { height: 1fr; } #visit-list { height: 1fr; } #visit-empty { padding-left: 1; } }
    """

    def __init__(self, view: RatingMonth, name: str, tokens: Sequence[Given]) -> None:
        super().__init__()
        self._view, self._name = view, name
        newest = sorted(tokens, key=lambda each: each.armed_at, reverse=True)
        self._tokens = tuple(sorted(newest, key=_place))

    def place(self) -> str:
        """Where am I."""
        return _("Figures of ratings")

    def second_line(self) -> tuple[Piece | str, ...]:
        """Which line of which month."""
        count = Piece(f" {len(self._tokens)}", "strong")
        levels = Counter(each.level for each in self._tokens if each.state == "rated")
        said = "  ".join(f"{level}: {levels[level]}" for level in LEVELS if levels[level])
        return (Piece(f"{self._view.month}  {self._name}"), count, Piece(f"   {said}", "quiet"))

    def compose_body(self) -> ComposeResult:
        """The list."""
        with Vertical(id="visit-main"):
            yield VisitTable(_columns(), id="visit-list")
            yield Line(id="visit-empty")

    def on_mount(self) -> None:
        """Fill the list."""
        self._fill()

    def after_retranslation(self) -> None:
        """Fill the new list."""
        super().after_retranslation()
        self._fill()

    def _fill(self) -> None:
        table, scale = self.query_one("#visit-list", FactTable), self.services.station.scale
        table.fill([self._row(each, scale) for each in self._tokens])
        table.display = bool(self._tokens)
        empty = self.query_one("#visit-empty", Line)
        empty.display = not self._tokens
        empty.show([Piece(_("There is nothing here."), "quiet")])

    def _row(self, given: Given, scale: RatingScale) -> Row:
        number = parse_number(given.number)
        role: Role = "soon" if given.level is not None and given.level <= 2 else "text"
        return Row(
            given.visit,
            (
                Piece(f"{given.armed_at.astimezone(self.zone):%m-%d %H:%M}", "secondary"),
                number.short if number else "",
                say_group(self._view, "kind", given.kind),
                say_group(self._view, "clerk", given.clerk),
                Piece(_said(given, scale), role),
            ),
        )

    @on(FactTable.RowSelected, "#visit-list")
    def action_open(self) -> None:
        """Open the matter the token was armed with."""
        marked = self.query_one("#visit-list", FactTable).marked
        given = next((each for each in self._tokens if each.visit == marked), None)
        if given is not None and given.number:
            self.open_matter(given.matter)


def _place(given: Given) -> tuple[int, str]:
    """What of the list it belongs to."""
    rated = given.state == "rated" and given.level is not None
    return (given.level or 0, "") if rated else (len(LEVELS) + 1, given.state)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("When"), 11),
        Column(_("Number"), 9),
        Column(_("About"), 16, most=40),
        Column(_("Clerk"), 8, most=16),
        Column(_("Said"), 24, most=60),
    )


def _said(given: Given, scale: RatingScale) -> str:
    if given.state != "rated" or given.level is None:
        return say_token_state(given.state)
    reason = say_rating_reason(scale, given.reason) if given.reason else ""
    after = _("then {level}").format(level=given.after) if given.after is not None else ""
    return "  ".join(filter(None, (f"{given.level} {say_level(scale, given.level)}", after, reason)))
