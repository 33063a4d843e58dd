"""What is done on the closing sheet: a gap explained, the money counted, the day closed, the sheet printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from counter_tui.commands import close as commands
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.roles import may
from counter_tui.i18n import _
from counter_tui.screens.day_list import DayScreen
from counter_tui.services.wording.close import say_left, say_row
from counter_tui.services.wording.dates import say_long_day
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from datetime import date

    from counter_tui.domain.close.models import Gap
    from counter_tui.screens.close.lines import Shown
    from counter_tui.screens.matter.ask import ActDialog
    from counter_tui.screens.matter.words import Words
    from counter_tui.services.audit.verify import Verified
    from counter_tui.services.views.close import CloseView
    from counter_tui.services.views.printing import Printed

_GOES = {
    "action": "actions",
    "recovery": "recovery",
    "charges": "charges",
    "check": "checks",
    "enquiry": "enquiries",
    "meeting": "meeting",
    "notice": "voice",
    "pack": "packs",
}
"""The screen behind each sort of gap that is no matter."""


class CloseActs(DayScreen):
    """The acts; what is shown is in ``CloseScreen``."""

    if TYPE_CHECKING:

        def marked(self) -> Shown | None:
            """The marked line."""

    def __init__(self) -> None:
        super().__init__()
        self._view: CloseView | None = None

    @property
    def shown_day(self) -> date:
        """The day of the sheet."""
        return self._view.sheet.day if self._view else self.today

    @property
    def closed(self) -> bool:
        """Is the day shown closed?"""
        return self._view is not None and self._view.sheet.at is not None

    def can_go(self, screen: str) -> bool:
        """Is there a screen of this name for this person?"""
        return bool(self.app.check_action("go", (screen,)))

    def action_open(self) -> None:
        """Open what the marked gap is of; on any other line go on with the close."""
        shown = self.marked()
        gap = shown.gap if shown else None
        if gap is None:
            # A closed day has no next step: Enter once too often prints nothing.
            if not self.closed:
                self.action_next()
        elif gap.kind == "matter" and gap.opens:
            self.open_matter(gap.opens)
        elif gap.kind == "charges" and not self.closed and self.may("work"):
            self.action_count()
        elif (screen := _GOES.get(gap.kind)) is not None and self.can_go(screen):
            self.counter.go(screen)
        else:
            self.action_explain()

    def action_explain(self) -> None:
        """Say why the marked gap does not agree, or all of the marked line nobody has words for."""
        gaps = self._to_explain()
        if not gaps or self.closed or not self.may("write"):
            return
        from counter_tui.screens.matter.ask import TextDialog
        from counter_tui.services.close.service import explaining

        keys, day = [gap.key for gap in gaps], self.shown_day
        said = _("Written down; it stands on the sheet.")

        def deed(words: str) -> Any:
            self.services.close_day.explain(self.actor, day, keys, words)
            return said

        name = say_row(gaps[0])
        if len(gaps) == 1:
            title = _("Why does it not agree? {name}").format(name=name)
        else:
            title = _("Why do these {count} not agree?").format(count=len(gaps))
        place, before = _("in a few words"), gaps[0].words
        self._ask(
            lambda words: TextDialog(title, deed, placeholder=place, text=before, words=words),
            explaining(keys),
        )

    def _to_explain(self) -> Sequence[Gap]:
        shown = self.marked()
        if shown is None:
            return ()
        if shown.gap is not None:
            return (shown.gap,)
        return tuple(gap for gap in shown.figure.gaps if not gap.words)

    def action_count(self) -> None:
        """Take down what was counted."""
        if self._view is None or self.closed or not self._view.sheet.cash:
            return
        from counter_tui.screens.close.forms import CountDialog
        from counter_tui.services.close.service import COUNTING

        day, cash, said = self.shown_day, self._view.sheet.cash, _("Counted.")

        def deed(counts: Mapping[str, int]) -> Any:
            self.services.close_day.count(self.actor, day, counts)
            return said

        self._ask(lambda words: CountDialog(cash, deed, words), COUNTING)

    def action_next(self) -> None:
        """The next step: count what nobody counted, close, print."""
        if self._view is None:
            return
        if self.closed:
            self.action_print()
        elif self._view.to_count and self.may("work"):
            self.action_count()
        elif self.may("write"):
            self._close()

    def _close(self) -> None:
        from counter_tui.screens.close.forms import CloseDialog
        from counter_tui.screens.dialogs.form import Field, Filled

        assert self._view is not None
        sheet, day, own = self._view.sheet, self.shown_day, may(self.actor.role, "lead_matter")
        lead = Field("lead", _("Staff number of the lead"), text=self._view.lead, cells=24)
        pin = Field("pin", _("Your PIN") if own else _("PIN of the lead"), secret=True, cells=24)
        said = [Piece(say_left(sheet), "broken" if sheet.unexplained else "text")]
        if sheet.unexplained:
            said.append(Piece(_("They stand on the sheet as not explained."), "quiet"))

        def deed(typed: dict[str, str]) -> Any:
            lead_no = self.actor.staff_no if own else typed["lead"]
            self.services.close_day.close(self.actor, day, lead_no, typed["pin"])
            return self._paper(day)

        def filled(done: Filled | None) -> None:
            if done is not None and isinstance(done.answer, RuleBroken):
                words = _("The day is closed, its sheet is not printed. {why}; then {key} prints it.")
                why, key = self.counter.say(done.answer), self.counter.key(commands.PRINT)
                self.counter.tell(words.format(why=why, key=key), "warning")
            elif done is not None:
                self._printed(done.answer)
            self.look()

        title = _("Close {day}").format(day=say_long_day(day))
        fields = [pin] if own else [lead, pin]
        self.app.push_screen(CloseDialog(title, fields, deed, said=said), filled)

    def _paper(self, day: date) -> Printed | RuleBroken:
        """The sheet of a day that is closed by now, or why there is none: that takes nothing of the close back."""
        try:
            return self.services.close_day.print(self.actor, day)
        except RuleBroken as broken:
            return broken

    def action_print(self) -> None:
        """Print the sheet of a closed day once more."""
        if self.closed:
            printing = partial(self.services.close_day.print, self.actor, self.shown_day)
            self.write(printing, self._printed, group="print")

    def action_verify(self) -> None:
        """Say whether the ledger is as it was written."""
        if self.may("oversee"):
            self.show_second_line(Piece(_("Looking the ledger over …"), "quiet"))
            self.ask(partial(self.services.verify.look, self.actor), self._verified, group="verify")

    def _verified(self, verified: Verified) -> None:
        from counter_tui.screens.close.verified import VerifiedDialog

        self.show_second_line()
        self.app.push_screen(VerifiedDialog(verified))

    def _printed(self, printed: Printed) -> None:
        from counter_tui.services.wording.printers import say_trouble

        words = _("The day is closed; the sheet is in {where}").format(where=printed.file)
        if printed.silent:
            words = _("{trouble}: the closing sheet is in {where}").format(
                trouble=say_trouble(printed), where=printed.file
            )
        self.counter.tell(words)

    def _ask(self, dialog_with: Callable[[Words], ActDialog], act: str) -> None:
        """Ask, and go on with what was typed for the same question before and not sent."""
        from counter_tui.screens.matter.going_on import ask_going_on

        ask_going_on(self, self.services.close_words, (self.shown_day, act), dialog_with, self._done)

    def _done(self, said: Any) -> None:
        if said:
            self.counter.tell(said)
        self.look()
