"""Being away and leaving: who stands in, and who takes what is in hand."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from counter_tui.commands import binding
from counter_tui.commands import staff as commands
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.likely import likely_day
from counter_tui.domain.staff.absence import REASONS
from counter_tui.domain.staff.roles import may
from counter_tui.i18n import _
from counter_tui.screens.colleagues import colleagues
from counter_tui.screens.dialogs import Confirm
from counter_tui.screens.leaving import Leaving
from counter_tui.screens.matter.hand_over import settled
from counter_tui.screens.sheet import Sheet, folded
from counter_tui.services.wording.absence import say_absence
from counter_tui.widgets.choices import Choice
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line, Section
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.views.staff import Gone, StaffView

LONGEST = 200
_FIELD_OF = {
    "absence_reason_missing": "reason",
    "reason_missing": "reason",
    "until_past": "until",
    "until_unfit": "until",
    "receiver_cannot_work": "to",
    "receiver_away": "to",
}


class StandInForm(Leaving[str]):
    """A form that asks first of all who stands in; answers with the words of what was done."""

    KEYS = (commands.SAVE,)
    BINDINGS = [binding(commands.SAVE)]
    CSS = """
    #dialog { width: 76; max-height: 22; }
    #dialog .line-input { margin: 0; }
    #dialog .pick-options { margin: 0; max-height: 6; }
    #words { height: 2; }
    """

    def __init__(self, person: StaffView, others: Sequence[StaffView]) -> None:
        super().__init__()
        self._person = person
        self._others = [each for each in others if may(each.role, "work") and not each.stand_in]

    @abstractmethod
    def heading(self) -> str:
        """What is asked about whom."""

    @abstractmethod
    def rows(self) -> ComposeResult:
        """The fields below the stand-in."""

    @abstractmethod
    def done(self) -> str:
        """What the key does."""

    def compose(self) -> ComposeResult:
        """Heading, who stands in, the rest."""
        with Vertical(id="dialog"):
            yield Section(self.heading(), id="heading")
            # Above the fields: an open list covers what is below them.
            yield Sheet(id="words")
            pick = PickList(colleagues(self._others), id="stand-in")
            yield FieldRow(_("Stand-in"), pick, hint=_("initials of a colleague"), id="row-stand-in")
            yield from self.rows()
            yield Line("")
            yield Line(
                Piece(f"{self.counter.key(commands.SAVE)} ", "accent"),
                self.done(),
                Piece("   Esc ", "accent"),
                _("Back"),
            )

    def picked(self, id: str) -> str:
        """The number of the colleague in this field, empty for none."""
        return settled(self.query_one(f"#{id}", PickList), colleagues(self._others))

    @on(Input.Submitted, "LineInput.last")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_save()

    @abstractmethod
    def action_save(self) -> None:
        """Record it."""

    def refused(self, broken: RuleBroken) -> None:
        """Say it, and go to the field it is about."""
        words = self.counter.say(broken)
        self.query_one("#words", Sheet).show(lambda cells, _plain: folded(words, cells, "broken", most=2))
        field = _FIELD_OF.get(broken.code, "stand-in")
        self.query_one(f"#{field}" if self.query(f"#{field}") else "#stand-in").focus()
        if broken.code == "leads_shift":
            question = _("{name} leads the shift. Let somebody take it over now?").format(
                name=self._person.name
            )
            self.app.push_screen(Confirm(question, _("Yes, to the shift")), self._to_the_shift)

    def _to_the_shift(self, yes: bool | None) -> None:
        """The change of lead opens over this form, which is there again afterwards as it was."""
        if yes:
            self.counter.go("shift")


class Away(StandInForm):
    """Somebody is away for a time: who stands in, why, until when."""

    def __init__(
        self,
        person: StaffView,
        others: Sequence[StaffView],
        away: Callable[[str, str, date | None], None],
        today: date,
    ) -> None:
        super().__init__(person, others)
        self._away, self._today = away, today

    def heading(self) -> str:
        """Whose absence."""
        return _("{name} is away").format(name=self._person.name)

    def done(self) -> str:
        """What the key does."""
        return _("Note it")

    def rows(self) -> ComposeResult:
        """Why, until when."""
        reasons = [Choice(each, say_absence(each), (each,)) for each in REASONS]
        yield FieldRow(_("Why"), PickList(reasons, id="reason"), hint=_("a digit or part of it"))
        until = LineInput(max_cells=20, enter_moves=False, id="until", classes="last")
        yield FieldRow(_("Last day"), until, hint=_("+5 or 2025-11-28; empty while nobody knows"))

    def action_save(self) -> None:
        """Note it."""
        reasons = [Choice(each, say_absence(each), (each,)) for each in REASONS]
        reason = settled(self.query_one("#reason", PickList), reasons)
        text = self.query_one("#until", LineInput).value.strip()
        try:
            until = date.fromisoformat(likely_day(text, self._today)) if text else None
        except ValueError:
            self.refused(RuleBroken("until_unfit"))
            return
        stand_in = self.picked("stand-in")
        name = next((each.name for each in self._others if each.staff_no == stand_in), stand_in)
        words = _("{name} is away, {stand_in} stands in.").format(name=self._person.name, stand_in=name)
        self.write(partial(self._away, stand_in, reason, until), lambda _none: self._noted(words))

    def _noted(self, words: str) -> None:
        self.dismiss(words)


class Leave(StandInForm):
    """Somebody who answers for matters leaves for good: stand-in and new handlers in the same act."""

    def __init__(
        self,
        person: StaffView,
        others: Sequence[StaffView],
        leave: Callable[[str, Sequence[str], str], Gone],
    ) -> None:
        super().__init__(person, others)
        self._leave = leave

    def heading(self) -> str:
        """Who leaves."""
        return _("{name} ({number}) leaves the station for good").format(
            name=self._person.name, number=self._person.staff_no
        )

    def done(self) -> str:
        """What the key does."""
        return _("Yes, leaves")

    def rows(self) -> ComposeResult:
        """Who takes the work, and why."""
        people = colleagues(self._others)
        yield FieldRow(_("Work to"), PickList(people, id="to"), hint=_("empty: the stand-in takes it all"))
        also = _("a second one shares them; or empty")
        yield FieldRow(_("And"), PickList(people, id="also"), hint=also)
        reason = LineInput(max_cells=LONGEST, enter_moves=False, id="reason", classes="last")
        yield FieldRow(_("Why"), reason, hint=_("everybody reads it"))

    def action_save(self) -> None:
        """Let the person go."""
        to = [each for each in map(self.picked, ("to", "also")) if each]
        reason = self.query_one("#reason", LineInput).value
        self.write(partial(self._leave, self.picked("stand-in"), to, reason), self._gone)

    def _gone(self, gone: Gone) -> None:
        words = _("{name} has left the station.").format(name=self._person.name)
        if gone.moved:
            words += " " + _("Reassigned: {shares}").format(shares=len(gone.moved))
        if gone.drafts:
            words += " " + _("Drafts now in your list: {count}").format(count=gone.drafts)
        self.dismiss(words)
