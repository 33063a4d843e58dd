"""How the customers of a day rated: the own ones as far as they are shown by now, everybody's for who oversees."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from counter_tui.commands import my_ratings as commands
from counter_tui.commands import shell
from counter_tui.domain.ids import parse_number
from counter_tui.i18n import _
from counter_tui.screens.day_list import DayScreen
from counter_tui.screens.sheet import Lines, Sheet, columns, nothing
from counter_tui.services.wording.dates import say_long_day
from counter_tui.services.wording.ratings import say_pad, say_shown, say_token_state
from counter_tui.widgets.fact_table import Column, FactTable, Row
from counter_tui.widgets.lines import Line, Section, plain_look
from counter_tui.widgets.roles import Piece, Role, sign

if TYPE_CHECKING:
    from counter_tui.services.ratings.views import ClerkSum, RatingDay, RatingLine

UNASKED = ("unexplained", "device_down")
"""What became of a token that was nobody's wish: the customer was not asked, or the pad failed."""


class RatingTable(FactTable):
    """A list whose Enter opens the matter, and the key line says so."""

    BINDINGS = [Binding("enter", "select_cursor", commands.OPEN.label, show=True, id=commands.OPEN.id)]


class MyRatingsScreen(DayScreen):
    """The own customers of a day: whether each rated, and how once that is shown."""

    KEYS = (commands.OPEN, commands.BEFORE, commands.AFTER, shell.BACK)
    AREA = commands.AREA.title
    AUTO_FOCUS = "#rated-list"
    CSS = """
    MyRatingsScreen { #rated-list { height: 1fr; } #rated-main { height: 1fr; }
      #rated-marked { color: $quiet; padding-left: 1; }
      #rated-sums { height: auto; max-height: 8; padding-left: 1; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self._view: RatingDay | None = None

    def place(self) -> str:
        """Where am I."""
        return _("My ratings")

    def second_line(self) -> tuple[Piece | str, ...]:
        """Which day, how many customers rated, and how many of them badly as far as that is known."""
        view = self._view
        if view is None:
            return ()
        visits, rated = _sum(view, "visits"), _sum(view, "rated")
        pieces = [Piece(say_long_day(view.day) + "   ")]
        if visits:
            said = _("{rated} of {visits} rated, {share} %")
            pieces.append(
                Piece(said.format(rated=rated, visits=visits, share=round(rated * 100 / visits)), "strong")
            )
        low = sum(each.low or 0 for each in view.clerks)
        if low:
            pieces.append(Piece("   " + _("bad {count}").format(count=low), "broken"))
        return tuple(pieces)

    def compose_body(self) -> ComposeResult:
        """The list, what the marked row is about, and the sums under it."""
        with Vertical(id="rated-main"):
            yield Section(self._title(), id="rated-title")
            yield RatingTable(self._columns(), id="rated-list")
            yield Line(id="rated-marked")
            yield from self._below()

    def _title(self) -> str:
        return _("My customers of the day")

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(_("Time"), 5),
            Column(_("Number"), 9),
            Column(_("Rating"), 21),
            Column(_("Reason"), 34, most=60),
        )

    def _below(self) -> ComposeResult:
        yield from ()

    def look(self) -> None:
        """Ask for the day."""
        views = self.services.rating_views
        self.ask(partial(views.mine, self.actor, self.day), self._show, group="ratings")

    def _show(self, view: RatingDay) -> None:
        self._view = view
        hidden = any(line.hidden for line in view.lines)
        remark = say_shown(view.shows_from, self.now(), self.zone) if hidden else ""
        self.query_one("#rated-title", Section).name_it(self._title(), remark)
        table = self.query_one("#rated-list", FactTable)
        table.fill([Row(line.visit, self._cells(line)) for line in view.lines])
        self._say_marked(table.marked)
        self.show_second_line()
        self.refresh_bindings()

    def after_retranslation(self) -> None:
        """Fill the new list."""
        super().after_retranslation()
        if self._view is not None:
            self._show(self._view)

    def _cells(self, line: RatingLine) -> tuple[Piece | str, ...]:
        number = parse_number(line.number)
        return (
            f"{line.at.astimezone(self.zone):%H:%M}",
            number.short if number else "",
            self._rating(line),
            self.word(line.reason_text) if line.reason_text else "",
        )

    def _rating(self, line: RatingLine) -> Piece:
        """The level where it is shown, else what became of the token."""
        if line.level_name is not None:
            return Piece(self.word(line.level_name), level_role(line))
        said = say_token_state(line.state)
        if line.state == "rated":
            said = f"{said} {sign('done', plain_look(self))}"
            return Piece(said)
        return Piece(said, "soon" if line.state in UNASKED else "quiet")

    @on(FactTable.RowHighlighted, "#rated-list")
    def _moved(self, event: FactTable.RowHighlighted) -> None:
        self._say_marked(event.row_key.value if event.row_key else None)

    def _say_marked(self, visit: str | None) -> None:
        """The business, the second question after a bad rating, when and on which pad was pressed."""
        line = next((each for each in self._view.lines if each.visit == visit), None) if self._view else None
        self.query_one("#rated-marked", Line).show([Piece(self._about(line), "quiet")] if line else [])
        if not line and self._view is not None:
            empty = _("Nobody could be asked for a rating on this day.")
            self.query_one("#rated-marked", Line).show([Piece(empty, "quiet")])

    def _about(self, line: RatingLine) -> str:
        parts = [self.word(line.kind)] if line.kind else []
        if line.second:
            parts.append(_("asked again after a bad rating"))
        if line.pressed_at is not None and line.state == "rated":
            parts.append(_("pressed {time}").format(time=f"{line.pressed_at.astimezone(self.zone):%H:%M:%S}"))
        if line.pad:
            parts.append(say_pad(line.pad))
        return " · ".join(parts)

    @on(FactTable.RowSelected)
    def _chosen(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the matter of the marked row."""
        marked = self.query_one("#rated-list", FactTable).marked
        lines = self._view.lines if self._view else ()
        found = next((line.matter_id for line in lines if line.visit == marked), "")
        if found:
            self.open_matter(found)


class DayRatingsScreen(MyRatingsScreen):
    """Everybody's ratings of a day with their values, and each clerk's sum."""

    CSS = MyRatingsScreen.CSS.replace("MyRatingsScreen", "DayRatingsScreen")

    def place(self) -> str:
        """Where am I."""
        return _("Ratings of a day")

    def _title(self) -> str:
        return _("Customers of the day")

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(_("Time"), 5),
            Column(_("Number"), 9),
            Column(_("Clerk"), 8),
            Column(_("Rating"), 21),
            Column(_("Reason"), 24, most=60),
        )

    def _below(self) -> ComposeResult:
        yield Section(_("By clerk"), id="rated-sums-title")
        yield Sheet(nothing, id="rated-sums")

    def look(self) -> None:
        """Ask for the day."""
        views = self.services.rating_views
        self.ask(partial(views.day, self.actor, self.day), self._show, group="ratings")

    def _show(self, view: RatingDay) -> None:
        super()._show(view)
        self.query_one("#rated-sums-title").display = bool(view.clerks)
        self.query_one("#rated-sums", Sheet).show(partial(_sums, view.clerks))

    def _cells(self, line: RatingLine) -> tuple[Piece | str, ...]:
        at, number, *rest = super()._cells(line)
        return (at, number, line.clerk, *rest)


def level_role(line: RatingLine) -> Role:
    """A bad rating is broken, a good one plain text."""
    return "broken" if line.low else "text"


def _sum(view: RatingDay, what: str) -> int:
    return sum(getattr(each, what) for each in view.clerks)


def _sums(clerks: tuple[ClerkSum, ...], cells: int, _plain: bool) -> Lines:
    """Each clerk: customers who could rate, who did, and how many of them badly."""
    rows = [
        [
            Piece(each.clerk),
            Piece(_("{rated} of {visits} rated").format(rated=each.rated, visits=each.visits)),
            Piece(_("bad {count}").format(count=each.low), "broken") if each.low else Piece(""),
        ]
        for each in clerks
    ]
    return columns(rows, cells)
