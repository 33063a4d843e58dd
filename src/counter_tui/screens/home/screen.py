"""Today: my matters by nearest promise, what waits for me, the requests that are asked for most."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult

from counter_tui.commands import home as commands
from counter_tui.i18n import _
from counter_tui.screens.home import counted
from counter_tui.screens.home.acts import HomeActs
from counter_tui.screens.home.body import BREAKPOINTS, DETAIL_FROM, HOME_CSS, LIST_CELLS, body
from counter_tui.screens.home.columns import heading_line
from counter_tui.screens.home.keys import HOME_KEYS
from counter_tui.screens.home.lists import KINDS, NOTHING_OPEN, ListName
from counter_tui.screens.home.parts import Detail, Digits, OpenTable
from counter_tui.screens.home.rows import next_lines, row_target, rows
from counter_tui.screens.home.second_line import SecondLine
from counter_tui.screens.home.waiting import FLAGS, SCREENS, TO_PUT_RIGHT, waiting_rows
from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.lines import Line, Section
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.views.home import HomeView
    from counter_tui.services.views.matter import MatterView


class HomeScreen(HomeActs):
    """One list at a time at the left (mine first), what waits at the right, digits below."""

    KEYS = HOME_KEYS
    CSS = HOME_CSS
    AUTO_FOCUS = "#home-list"
    tells_low = True
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS

    def __init__(self, known: HomeView | None = None) -> None:
        super().__init__()
        self._known = known
        self._minute = ""
        self._row = ""
        self._wrongly_told = 0
        self._flags, self._flags_asked = ("", 0), ""
        self._told_rating = ("", "")

    def place(self) -> str:
        """The station's own name."""
        return ""

    def second_line(self) -> tuple[Piece | str, ...]:
        """What is due, what is late, what is offered."""
        if self._view is None:
            return ()
        room = self.app.size.width - 2
        return SecondLine(self._view, self.now(), room, self.counter.key, self.may).pieces()

    def compose_body(self) -> ComposeResult:
        """List and digits, detail, what waits."""
        yield from body()

    def coming(self, *details: Any) -> None:
        """What waits may be known already."""
        self._known = details[0] if details else None

    @on(events.ScreenResume)
    def _came_back(self) -> None:
        if self._flags[1]:
            # Somebody may have looked into them meanwhile.
            self._flags_asked = ""
        known, self._known = self._known, None
        if known is None or not self._composed:
            self.refresh_home()
        else:
            self._minute = f"{self.counter.now():%H:%M}"
            self._show(known)

    def store_changed(self) -> None:
        """Somebody wrote: look again; the mark stays on its row."""
        self.refresh_home()

    def refresh_status(self) -> None:
        """Look again each minute too: what is due moves with the clock. A banner that comes or goes moves the list."""
        super().refresh_status()
        if self._view is not None and self.stands:
            self._fit()
        minute = f"{self.counter.now():%H:%M}"
        if self._view is not None and minute != self._minute:
            self.refresh_home()

    def refresh_home(self) -> None:
        """Ask what waits."""
        self._minute = f"{self.counter.now():%H:%M}"
        self.ask(partial(self.services.home.view, self.actor), self._show, group="home")

    def _tell_rating(self, view: HomeView) -> None:
        """Say once what a pad of its own does with the last visit; never the level."""
        if self.app.screen is not self or view.rating == self._told_rating:
            return
        before, self._told_rating = self._told_rating, view.rating
        visit, said = view.rating
        if said == "asked" or (said and visit == before[0]):
            from counter_tui.services.wording.ratings import say_token_state

            self.counter.tell(_("Rating: {what}").format(what=say_token_state(said)))

    def _show(self, view: HomeView) -> None:
        self._view = view
        self.show_second_line()
        self._fill_waiting(view)
        self._fill_list(view)
        self.query_one("#home-digits", Digits).show(
            [(place, self.word(kind.short)) for place, kind in enumerate(view.top_kinds, 1)]
            if self.may("accept")
            else []
        )
        self.query_one("#home-digits-box").display = self.may("accept")
        now, zone, shown = self.now(), self.zone, self._list
        self.query_one("#home-next", Detail).show(lambda _cells: next_lines(view, shown, now, zone))
        self._fit()
        # The rows may be the same and what happened to the marked one not.
        self._show_detail_of(self.query_one("#home-list", OpenTable).marked)
        self.refresh_bindings()
        self._tell_rating(view)
        if self.may("publish"):
            # Counting them reads the answer cards, for which nobody's first look at the day has to wait.
            self.ask(partial(self.services.cards.wrongly_told, self.actor), self._tell_wrong, group="right")
        self._ask_flags()

    def _ask_flags(self) -> None:
        """A month of ratings takes long to look through: once an hour is enough, and after a look where some wait."""
        hour = f"{self.now():%Y-%m-%d %H}"
        if self.may("lead_matter") and self._flags_asked != hour:
            self._flags_asked = hour
            self.ask(partial(self.services.gaming.to_check, self.actor), self._tell_flags, group="flags")

    def _tell_flags(self, found: tuple[str, int]) -> None:
        if found != self._flags and self._view is not None:
            self._flags = found
            self._fill_waiting(self._view)

    def _tell_wrong(self, count: int) -> None:
        if count != self._wrongly_told and self._view is not None:
            self._wrongly_told = count
            self._fill_waiting(self._view)

    def after_retranslation(self) -> None:
        """Fill the new widgets."""
        super().after_retranslation()
        if self._view is not None and self.query("#home-list"):
            row, table = self._row, self.query_one("#home-list", OpenTable)
            self._show(self._view)
            table.mark(row)
            self._show_detail_of(table.marked)

    def _fill_list(self, view: HomeView) -> None:
        kind, table = KINDS[self._list], self.query_one("#home-list", OpenTable)
        filled = rows(self._list, view, self.now(), self.zone)
        remark = counted.remark(self._list, view).format(key=self.counter.key(commands.TAKE))
        self.query_one("#home-title", Section).name_it(_(kind.title), remark)
        self.query_one("#home-heads", Line).show([Piece(heading_line(self._list), "secondary")])
        table.fill(filled)
        table.display = self.query_one("#home-heads").display = bool(filled)
        empty = self.query_one("#home-empty", Line)
        empty.display = not filled
        words = kind.empty if self._list != "mine" or self.may("accept") else NOTHING_OPEN
        empty.show([Piece(_(words).format(key=self.counter.key(commands.ACCEPT)), "quiet")])
        if not filled:
            self.query_one("#home-detail", Detail).clear()
            if self.focused is None or self.focused is table:
                self.query_one("#home-waiting", OpenTable).focus()
        elif self.focused is None:
            table.focus()

    def _fill_waiting(self, view: HomeView) -> None:
        waiting = waiting_rows(view, self._list, self.now(), self._wrongly_told, self._flags[1])
        self.query_one("#home-waiting", OpenTable).fill(waiting)

    def show_list(self, name: ListName) -> None:
        """Show another list at the left and go to it."""
        self._list = name
        if self._view is not None:
            self._show(self._view)
            table = self.query_one("#home-list", OpenTable)
            if table.row_count:
                table.move_cursor(row=0, animate=False)
                table.focus()

    def action_back(self) -> None:
        """From another list back to mine."""
        self.show_list("mine")

    @on(FactTable.RowSelected, "#home-waiting")
    def _chose_list(self, event: FactTable.RowSelected) -> None:
        if event.row_key.value == TO_PUT_RIGHT:
            self.counter.go("voice", "right")
        elif event.row_key.value == FLAGS:
            self.counter.go("gaming", self._flags[0])
        elif event.row_key.value in SCREENS:
            self.counter.go(event.row_key.value)
        else:
            self.show_list(event.row_key.value)  # type: ignore[arg-type]  # the rows are named after the lists

    @on(FactTable.RowSelected, "#home-list")
    def _chose_row(self, event: FactTable.RowSelected) -> None:
        self._open(event.row_key.value or "")

    @on(FactTable.RowHighlighted, "#home-list")
    def _marked(self, event: FactTable.RowHighlighted) -> None:
        self._row = event.row_key.value or ""
        self._show_detail_of(self._row or None)

    def _show_detail_of(self, row_id: str | None) -> None:
        if row_id is None or self.app.size.width < DETAIL_FROM:
            return
        what, target = row_target(row_id)
        if what != "matter":
            self.query_one("#home-detail", Detail).clear()
            return
        self.ask(partial(self.services.matters.view, self.actor, target), self._detail, group="detail")

    def _detail(self, view: MatterView) -> None:
        # Loaded only where the window has room for it.
        from counter_tui.screens.home.detail import detail_lines

        self.query_one("#home-detail", Detail).show(partial(detail_lines, view, self.now(), self.zone))

    @on(events.Resize)
    def _resized(self) -> None:
        self._fit()
        self.show_second_line()
        self._show_detail_of(self.query_one("#home-list", OpenTable).marked)

    def _fit(self) -> None:
        """The list is as high as its rows, and scrolls when the digits below need the room."""
        digits = self.query_one("#home-digits", Digits)
        below = digits.get_content_height(self.size, self.size, LIST_CELLS) + 2 if digits.choices else 0
        banner = int(self.query_one("#banner").display)
        self.query_one("#home-list").styles.max_height = max(3, self.size.height - 6 - banner - below)
        # With a banner and everything waiting, the search field below would be pushed out of the window.
        self.query_one("#home-waiting").styles.max_height = max(3, self.size.height - 9)
