"""A month's flags on ratings and its drawn visits: looked into, called about, settled."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll

from counter_tui.commands import gaming as commands
from counter_tui.commands import shell
from counter_tui.i18n import _
from counter_tui.screens.gaming.acts import GamingActs
from counter_tui.screens.gaming.lines import (
    about_flag,
    about_sample,
    flag_columns,
    flag_id,
    flag_row,
    in_full,
    sample_columns,
    sample_row,
)
from counter_tui.screens.sheet import Lines, Sheet, nothing
from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.lines import Line, Section
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.views.gaming import FlagLine, GamingMonth, SampleLine


class GamingTable(FactTable):
    """A list whose Enter shows what is marked, and the key line says so."""

    BINDINGS = [Binding("enter", "select_cursor", commands.OPEN.label, show=True, id=commands.OPEN.id)]


class GamingScreen(GamingActs):
    """The flags above, the drawn visits under them; what is said of the marked one at the foot."""

    KEYS = (
        commands.OPEN,
        commands.CHECK,
        commands.CALLED,
        commands.BEFORE,
        commands.AFTER,
        shell.BACK,
    )
    AREA = commands.AREA.title
    AUTO_FOCUS = "#flag-list"
    CSS = """
    GamingScreen { #gaming-main { height: 1fr; } #flag-list { height: auto; max-height: 40%; }
      #sample-list { height: 1fr; } #flag-empty, #sample-empty { padding-left: 1; }
      #gaming-about { height: auto; max-height: 5; padding-left: 1; }
      #gaming-shown { height: 1fr; display: none; padding-left: 1; } #gaming-one { height: auto; } }
    """

    def __init__(self, month: str = "") -> None:
        super().__init__()
        self.month = month
        self._open_flag = ""
        self._side = "#flag-list"
        """The list the keys were last for."""

    def place(self) -> str:
        """Where am I."""
        return _("Checks of ratings")

    def second_line(self) -> tuple[Piece | str, ...]:
        """Which month, and what is still to be done of it."""
        view = self._view
        if view is None:
            return ()
        said = Piece(f"{view.month}   ", "strong")
        if not view.unchecked and not view.to_call:
            return (said, Piece(_("nothing to look into"), "quiet"))
        todo = _("to look into {flags}, to call {calls}").format(flags=view.unchecked, calls=view.to_call)
        return (said, Piece(todo, "soon"))

    def compose_body(self) -> ComposeResult:
        """The two lists with what is said of the marked row, and in their place the visits of a flag."""
        with Vertical(id="gaming-main"):
            yield Section(_("To be looked into"), id="flag-title")
            yield GamingTable(flag_columns(), id="flag-list")
            yield Line(id="flag-empty")
            yield Section(_("Customers to call"), id="sample-title")
            yield GamingTable(sample_columns(), id="sample-list")
            yield Line(id="sample-empty")
            yield Sheet(nothing, id="gaming-about")
            with VerticalScroll(id="gaming-shown"):
                yield Sheet(nothing, id="gaming-one")

    @on(events.ScreenResume)
    def look(self) -> None:
        """Ask for the month."""
        self.ask(partial(self.services.gaming.month, self.actor, self.month), self._found, group="gaming")

    def store_changed(self) -> None:
        """Somebody wrote: look again."""
        self.look()

    def _found(self, view: GamingMonth) -> None:
        self._view = view
        self._show()

    def _show(self) -> None:
        view = self._view
        if view is None:
            return
        flags, samples = (self.query_one(each, FactTable) for each in ("#flag-list", "#sample-list"))
        flags.fill([flag_row(each, view) for each in view.flags])
        samples.fill([sample_row(each) for each in view.samples])
        one = next((each for each in view.flags if flag_id(each) == self._open_flag), None)
        for name in ("#flag-title", "#sample-title", "#gaming-about"):
            self.query_one(name).display = one is None
        self._list_or_words("flag", _("Nothing is flagged in this month."), bool(view.flags), one is None)
        none_drawn = _("No visit of this month has been drawn yet.")
        self._list_or_words("sample", none_drawn, bool(view.samples), one is None)
        shown = self.query_one("#gaming-shown", VerticalScroll)
        shown.display = one is not None
        self.query_one("#gaming-one", Sheet).show(
            nothing if one is None else partial(_drawn, self, view, one)
        )
        if one is not None:
            shown.focus()
        elif self.focused is None or self.focused is shown or not self.focused.display:
            self._focus_list(flags, samples)
        self._tell()

    def _focus_list(self, flags: FactTable, samples: FactTable) -> None:
        """The keys are for the list they were for before, as long as something is in it."""
        last, other = (samples, flags) if self._side == "#sample-list" else (flags, samples)
        (last if last.display or not other.display else other).focus()

    def _list_or_words(self, name: str, words: str, filled: bool, in_front: bool) -> None:
        """The list where something is in it, else these words in its place."""
        empty = self.query_one(f"#{name}-empty", Line)
        self.query_one(f"#{name}-list").display = in_front and filled
        empty.display = in_front and not filled
        empty.show([Piece(words, "quiet")])

    def _tell(self) -> None:
        """Say under the lists what the marked row is about."""
        self.query_one("#gaming-about", Sheet).show(partial(_about, self))
        self.show_second_line()
        self.refresh_bindings()

    def after_retranslation(self) -> None:
        """Fill the new lists."""
        super().after_retranslation()
        self._show()

    def flag(self) -> FlagLine | None:
        """The flag that is shown, else the marked one while its list has the focus."""
        view = self._view
        if view is None:
            return None
        marked = self._open_flag
        if not marked and self._in("#flag-list"):
            marked = self.query_one("#flag-list", FactTable).marked or ""
        return next((each for each in view.flags if flag_id(each) == marked), None)

    def sample(self) -> SampleLine | None:
        """The marked drawn visit while its list has the focus."""
        view = self._view
        if view is None or self._open_flag or not self._in("#sample-list"):
            return None
        marked = self.query_one("#sample-list", FactTable).marked
        return next((each for each in view.samples if each.visit == marked), None)

    def _in(self, name: str) -> bool:
        return self.focused is not None and f"#{self.focused.id}" == name

    @on(FactTable.RowSelected)
    def _chosen(self) -> None:
        self.action_open()

    @on(FactTable.RowHighlighted)
    def _marked_another(self) -> None:
        self._tell()

    @on(events.DescendantFocus)
    def _went_over(self) -> None:
        self._side = next((each for each in ("#flag-list", "#sample-list") if self._in(each)), self._side)
        self._tell()

    def action_open(self) -> None:
        """Show the visits of the marked flag, or open the matter of the marked visit."""
        flag, sample = self.flag(), self.sample()
        if flag is not None and not self._open_flag:
            self._open_flag = flag_id(flag)
            self._show()
            self.query_one("#gaming-shown", VerticalScroll).scroll_home(animate=False)
        elif sample is not None and sample.matter:
            self.open_matter(sample.matter)

    def action_back(self) -> None:
        """From the visits to the lists, from these to the screen before."""
        if not self._open_flag:
            super().action_back()
            return
        self._open_flag = ""
        self._show()

    def action_move(self, months: int) -> None:
        """Another month; none after this one."""
        first = date.fromisoformat(f"{self._view.month}-01") if self._view else self.today.replace(day=1)
        moved = (first + timedelta(days=31 if months > 0 else -1)).replace(day=1)
        self.month, self._open_flag = f"{min(moved, self.today):%Y-%m}", ""
        self.look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What there is to do with what is marked, for this person."""
        mounted = self.is_mounted
        flag, sample = (self.flag(), self.sample()) if mounted else (None, None)
        possible = {
            "open": (flag is not None and not self._open_flag) or sample is not None,
            "check_flag": flag is not None,
            "note_call": sample is not None and sample.waits,
        }
        if not possible.get(action, True):
            return False
        if action == "move" and parameters == (1,):
            return self._view is not None and self._view.month < f"{self.today:%Y-%m}"
        return super().check_action(action, parameters)


def _drawn(screen: GamingScreen, view: GamingMonth, flag: FlagLine, cells: int, _plain: bool) -> Lines:
    return in_full(flag, view, screen.now(), screen.zone, cells)


def _about(screen: GamingScreen, cells: int, _plain: bool) -> Lines:
    view, flag, sample = screen._view, screen.flag(), screen.sample()
    if view is not None and flag is not None:
        return about_flag(flag, view, screen.now(), screen.zone, cells)
    return about_sample(sample, cells) if sample is not None else []
