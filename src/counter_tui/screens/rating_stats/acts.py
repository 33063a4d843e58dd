"""What is done with a month of ratings: another month, printed, saved, the best clerk named or withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.ratings_month.models import month_before, month_of
from counter_tui.i18n import _
from counter_tui.screens.desk import DeskScreen
from counter_tui.screens.rating_stats.lines import ALL, Line, Way
from counter_tui.services.ratings.stats import NAMING, WITHDRAWAL
from counter_tui.services.wording.rating_stats import say_award

if TYPE_CHECKING:
    from counter_tui.services.views.printing import Printed
    from counter_tui.services.views.rating_stats import RatingMonth


class StatsActs(DeskScreen):
    """The acts; what is shown is in ``RatingStatsScreen``."""

    if TYPE_CHECKING:

        def look(self) -> None:
            """Ask for the month."""

        def found(self, view: RatingMonth) -> None:
            """Show this month."""

        def marked(self) -> Line | None:
            """The marked line."""

    def __init__(self, month: str = "") -> None:
        super().__init__()
        self.month = month
        """The month shown; empty: this one."""
        self.way: Way = "clerk"
        self.view: RatingMonth | None = None
        self.lines: tuple[Line, ...] = ()

    def has_month_after(self) -> bool:
        """Whether a month after the shown one has begun."""
        return bool(self.month) and self.month < month_of(self.today)

    def has_month_before(self) -> bool:
        """Whether the station had begun before the shown month."""
        return self.view is not None and self.view.begun < self.view.first

    def action_move(self, back: int) -> None:
        """Another month, none after this one."""
        wanted = month_before(self.month or month_of(self.today), back)
        stats, actor = self.services.rating_stats, self.actor
        self.ask(lambda: stats.month(actor, wanted), self._moved, group="stats")

    def _moved(self, view: RatingMonth) -> None:
        self.month = "" if view.month >= month_of(self.today) else view.month
        self.found(view)

    def action_print_sheet(self) -> None:
        """Print the sheet of the month."""
        if self.view is not None:
            make = partial(self.services.rating_stats.print, self.actor, self.view.month)
            self.write(make, self._printed, group="print")

    def _printed(self, printed: Printed) -> None:
        from counter_tui.services.wording.sheets import say_sheet_printed

        self.counter.tell(say_sheet_printed(printed))

    def action_save_workbook(self) -> None:
        """Save the month as a workbook."""
        if self.view is not None:
            make = partial(self.services.rating_stats.save, self.actor, self.view.month)
            self.write(make, self._saved, group="print")

    def _saved(self, where: str) -> None:
        self.counter.tell(_("Sheet in {where}").format(where=where))

    def can_name(self) -> bool:
        """Whether a clerk is marked in a month that is over and has no best clerk yet."""
        view, line = self.view, self.marked() if self.is_mounted else None
        return (
            view is not None
            and view.over
            and view.award is None
            and self.way == "clerk"
            and line is not None
            and line.id != ALL
        )

    def action_name(self) -> None:
        """Name the marked clerk; who passes over the first says why."""
        view, line = self.view, self.marked()
        if view is None or line is None or not self.can_name():
            return
        if line.missing:
            # Nobody gives a PIN for what cannot be.
            broken = RuleBroken("award_lacking", lacks=line.missing)
            self.counter.tell(self.counter.say(broken), "warning")
        elif line.id == self.actor.staff_no:
            self.counter.tell(self.counter.say(RuleBroken("award_own")), "warning")
        elif view.best is None or view.best.clerk == line.id:
            self._confirm_naming(line, "")
        else:
            title = _("Another comes before: why is {name} named?").format(name=line.name)
            naming = partial(self._confirm_naming, line)
            self._ask_words(f"{NAMING} {view.month} {line.id}", title, naming)

    def can_withdraw(self) -> bool:
        """Whether the month has a best clerk."""
        return self.view is not None and self.view.award is not None

    def action_withdraw(self) -> None:
        """Withdraw the best clerk of the month; the reason first."""
        view = self.view
        if view is None or view.award is None:
            return
        name = view.people.get(view.award.given.clerk, view.award.given.clerk)
        title = _("Best clerk of {month} withdrawn: {name}").format(month=view.month, name=name)
        withdrawing = partial(self._confirm_withdrawal, view.month, title)
        self._ask_words(
            f"{WITHDRAWAL} {view.month}", _("Why is {name} withdrawn?").format(name=name), withdrawing
        )

    def _ask_words(self, act: str, title: str, then: Callable[[str], None]) -> None:
        from counter_tui.screens.matter.ask import TextDialog
        from counter_tui.screens.matter.going_on import ask_going_on

        kept = self.services.action_words

        def deed(text: str) -> Any:
            # Kept until the PIN is given, however soon that question follows.
            kept.keep(self.actor, "", act, {"text": text})
            return text

        def worded(text: Any) -> None:
            if text:
                then(text)

        place = _("in a few words")
        ask_going_on(
            self,
            kept,
            ("", act),
            lambda words: TextDialog(title, deed, placeholder=place, words=words),
            worded,
        )

    def _confirm_naming(self, line: Line, words: str) -> None:
        assert self.view is not None
        month, award = self.view.month, self.services.rating_stats.award

        def deed(number: str, pin: str) -> RatingMonth:
            return award(self.actor, month, line.id, number, pin, words)

        self._confirm(_("Best clerk of {month}: {name}").format(month=month, name=line.name), deed)

    def _confirm_withdrawal(self, month: str, title: str, words: str) -> None:
        withdraw = self.services.rating_stats.withdraw_award

        def deed(number: str, pin: str) -> RatingMonth:
            return withdraw(self.actor, month, number, pin, words)

        self._confirm(title, deed)

    def _confirm(self, title: str, act: Callable[[str, str], RatingMonth]) -> None:
        """Ask for number and PIN of who confirms it: the person who acts, or another lead or the head."""
        from counter_tui.screens.close.forms import CloseDialog
        from counter_tui.screens.dialogs.form import Field, Filled

        number = Field("lead", _("Staff number of the lead"), text=self.actor.staff_no, cells=24)
        pin = Field("pin", _("PIN"), secret=True, cells=24)

        def deed(typed: dict[str, str]) -> RatingMonth:
            return act(typed["lead"].strip(), typed["pin"])

        def filled(done: Filled | None) -> None:
            if done is not None and done.answer is not None:
                self.counter.tell(say_award(done.answer))
                self.look()

        self.app.push_screen(CloseDialog(title, [number, pin], deed), filled)
