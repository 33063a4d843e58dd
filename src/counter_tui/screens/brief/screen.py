"""The morning brief on one page: what deserves the ten minutes first, yesterday in few lines, today's watch-list."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message

from counter_tui.commands import brief as commands
from counter_tui.commands import shell
from counter_tui.i18n import _
from counter_tui.screens.brief.charts import charts
from counter_tui.screens.brief.figure import FigureList
from counter_tui.screens.brief.lines import ALL_CASES, CASE, lines
from counter_tui.screens.brief.opening import RowOpening
from counter_tui.screens.day_list import DayScreen
from counter_tui.screens.sheet import Lines, Sheet
from counter_tui.services.wording.dates import say_long_day
from counter_tui.widgets.lines import plain_look
from counter_tui.widgets.roles import Piece
from counter_tui.widgets.spots import Spots

if TYPE_CHECKING:
    from counter_tui.domain.brief.models import Point
    from counter_tui.services.brief.service import BriefView

_BESIDE_FROM = 120
"""Columns from which the charts stand beside the figures."""
_CELLS = 80
"""Columns of the figures, however wide the window is."""


class Columns(Horizontal):
    """The figures and the charts side by side; says when there is more room for them, or less."""

    class Sized(Message):
        """The room has changed."""

    def on_resize(self) -> None:
        """Say so."""
        self.post_message(self.Sized())


class BriefLines(Spots):
    """The lines of the brief; Enter opens what is marked, and the key line says so."""

    BINDINGS = [Binding("enter", "choose", commands.OPEN.label, show=True, id=commands.OPEN.id)]


class BriefScreen(RowOpening, DayScreen):
    """Lines of figures, each of which opens its list; charts beside them, or in their place by a key."""

    KEYS = (
        commands.OPEN,
        commands.CHARTS,
        commands.BEFORE,
        commands.AFTER,
        *commands.CASES,
        shell.BACK,
    )
    AREA = commands.AREA.title
    AUTO_FOCUS = "#brief-lines"
    CSS = """
    BriefScreen { #brief-columns { height: 1fr; } #brief-main { width: 1fr; height: 1fr; padding-left: 1; }
      #brief-side { display: none; width: 1fr; height: 1fr; padding-left: 1; } #brief-charts { height: auto; } }
    BriefScreen.-charts { #brief-main { display: none; } #brief-side { display: block; } }
    BriefScreen.-wide { #brief-main { display: block; width: 80; padding-right: 2; }
      #brief-side { display: block; padding-left: 2; border-left: vkey $line; } }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_BESIDE_FROM, "-wide")]

    def __init__(self, day: date | None = None) -> None:
        super().__init__()
        self.day = day
        self._view: BriefView | None = None
        self._points: tuple[Point, ...] = ()

    def place(self) -> str:
        """Where am I."""
        return _("Morning brief")

    def second_line(self) -> tuple[Piece | str, ...]:
        """Which day, and that a day that is over is told as it began."""
        if self._view is None:
            return ()
        day = self._view.brief.day
        said = Piece(say_long_day(day) + "   ", "strong")
        if day < self.today:
            return (said, Piece(_("a day that is over"), "quiet"))
        cases = len(self._view.brief.cases)
        return (said, Piece(_("{count} to speak of").format(count=cases), "soon" if cases else "quiet"))

    def compose_body(self) -> ComposeResult:
        """The lines, and the charts."""
        with Columns(id="brief-columns"):
            with VerticalScroll(id="brief-main", can_focus=False):
                yield BriefLines(id="brief-lines")
            with VerticalScroll(id="brief-side"):
                yield Sheet(id="brief-charts")

    def look(self) -> None:
        """Ask for the day, and for what the briefs before it told."""
        brief, actor, day = self.services.brief, self.actor, self.day
        self.ask(lambda: (brief.of(actor, day), brief.last(actor, day)), self._found, group="brief")

    def _found(self, found: tuple[BriefView, tuple[Point, ...]]) -> None:
        self._view, self._points = found
        self._show()

    def _show(self) -> None:
        view = self._view
        if view is None or not self.query("#brief-lines"):
            return
        rows = lines(
            view,
            self._points,
            self.today,
            room=self.query_one("#brief-columns").size.height,
            cells=min(self.size.width, _CELLS) - 3,
            plain=plain_look(self),
        )
        self.query_one("#brief-lines", Spots).fill(rows)
        self.query_one("#brief-charts", Sheet).show(self._charts)
        self.show_second_line()
        self.refresh_bindings()

    def _charts(self, cells: int, plain: bool) -> Lines:
        return charts(self._view, self._points, self.zone, cells, plain) if self._view else []

    @on(Columns.Sized)
    def _sized(self) -> None:
        # How many cases have room is known once the bands have theirs, which may be after the answer has come.
        self._show()

    def after_retranslation(self) -> None:
        """Fill the new lines."""
        super().after_retranslation()
        self._show()

    @on(Spots.Chosen)
    def _chosen(self, event: Spots.Chosen) -> None:
        self._open(event.spot)

    def action_open(self) -> None:
        """Open what is marked."""
        self._open(self.query_one("#brief-lines", Spots).marked)

    def action_case(self, digit: int) -> None:
        """Open what the line with this digit is about."""
        self._open(f"{CASE}:{digit - 1}")

    def _open(self, spot: str) -> None:
        view = self._view
        sort, _colon, what = spot.partition(":")
        if view is None or not spot:
            return
        if sort != CASE:
            self.app.push_screen(FigureList(view, "" if sort == ALL_CASES else what))
            return
        case = view.brief.cases[int(what)]
        if self.opens_row(case.item):
            self.open_row(case.item)
        else:
            self.app.push_screen(FigureList(view, case.figure))

    def action_charts(self) -> None:
        """The charts in place of the figures, or these again."""
        shown = not self.has_class("-charts")
        self.set_class(shown, "-charts")
        self.query_one("#brief-side" if shown else "#brief-lines").focus()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No charts where they stand already, no case that is not there."""
        if action == "charts":
            return self.app.size.width < _BESIDE_FROM
        if action == "case":
            cases = self._view.brief.cases if self._view else ()
            return parameters[0] in range(1, len(cases) + 1)
        if action == "open":
            return self._view is not None and not (
                self.has_class("-charts") and self.app.size.width < _BESIDE_FROM
            )
        return super().check_action(action, parameters)
