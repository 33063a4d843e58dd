"""A month's flags on ratings and its drawn visits: looked into, called about, settled."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll

from counter_tui.commands import gaming as commands
from counter_tui.commands import shell
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.gaming.calls import AGAINST
from counter_tui.domain.gaming.decide import UNRATED
from counter_tui.i18n import _
from counter_tui.screens.desk import DeskScreen
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
from counter_tui.screens.matter.sheet import Lines, Sheet, nothing
from counter_tui.services.wording.gaming import name_of, say_finding, say_outcome
from counter_tui.services.wording.ratings import say_level
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.lines import Line, Section
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.views.gaming import FlagLine, GamingMonth, SampleLine

_FINDINGS = ("clean", "manipulated", "unclear")


class GamingTable(FactTable):
    """A list whose Enter shows what is marked, and the key line says so."""

    BINDINGS = [Binding("enter", "select_cursor", commands.OPEN.label, show=True, id=commands.OPEN.id)]


class GamingScreen(DeskScreen):
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
        self._view: GamingMonth | None = None
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

    def action_check_flag(self) -> None:
        """Ask what was found, then for the words."""
        view, flag = self._view, self.flag()
        if view is None or flag is None:
            return
        if flag.for_head and self.actor.role != "head":
            # Nobody types words for what cannot be kept.
            self.counter.tell(self.counter.say(RuleBroken("flag_of_lead")), "warning")
            return
        from counter_tui.screens.door.pick import Pick

        choices = [Choice(each, say_finding(each)) for each in _FINDINGS]
        title = _("{who}, {flag}: what was found?").format(
            who=flag.clerk_name, flag=name_of(flag.flag.rule, view.rules)
        )
        self.app.push_screen(Pick(title, choices), partial(self._ask_found, view.month, flag))

    def _ask_found(self, month: str, flag: FlagLine, finding: Any) -> None:
        if finding is None:
            return
        check, rule = self.services.gaming.check, flag.flag.rule

        def deed(text: str) -> Any:
            check(self.actor, month, flag.clerk, rule, finding, text)
            return True

        self._ask_words(
            _("What did you look at, and what came out?"),
            deed,
            f"flag {month} {flag.clerk} {rule}",
            _("such as: video of three visits, the customers pressed themselves"),
        )

    def action_note_call(self) -> None:
        """Ask what the customer said; words are needed only where he did not rate so."""
        view, sample = self._view, self.sample()
        if view is None or sample is None:
            return
        from counter_tui.screens.door.pick import Pick

        choices = [Choice(each, say_outcome(each)) for each in sample.answers]
        title = _("What did the customer say?")
        self.app.push_screen(Pick(title, choices), partial(self._called, view.month, sample))

    def _called(self, month: str, sample: SampleLine, outcome: Any) -> None:
        if outcome is None:
            return
        if outcome not in UNRATED:
            self._keep_call(month, sample, outcome, "0")
            return
        from counter_tui.screens.door.pick import Pick

        scale = self.services.station.scale
        choices = [Choice(str(level), say_level(scale, level)) for level in range(1, 6)]
        self.app.push_screen(
            Pick(_("How content is the customer?"), choices),
            partial(self._keep_call, month, sample, outcome),
        )

    def _keep_call(self, month: str, sample: SampleLine, outcome: Any, content: Any) -> None:
        if content is None:
            return
        called = self.services.gaming.called

        def deed(text: str) -> Any:
            called(self.actor, month, sample.visit, outcome, text, int(content))
            return True

        if outcome in AGAINST:
            title, place = _("What did the customer say exactly?"), _("such as: left at once, rated nothing")
            self._ask_words(title, deed, f"sample {sample.visit}", place)
        else:
            self.write(partial(deed, ""), self._kept)

    def _ask_words(self, title: str, deed: Any, act: str, place: str) -> None:
        from counter_tui.screens.matter.ask import TextDialog
        from counter_tui.screens.matter.going_on import ask_going_on

        ask_going_on(
            self,
            self.services.action_words,
            ("", act),
            lambda words: TextDialog(title, deed, placeholder=place, words=words),
            self._kept,
        )

    def _kept(self, done: Any) -> None:
        if done:
            self.counter.tell(_("Kept."))
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
