"""The next call to the customer: its row in a form, and the question that asks for nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.screens.matter.ask import LONGEST, ActDialog
from counter_tui.screens.matter.moments import read_moment
from counter_tui.screens.matter.words import Words
from counter_tui.services.views.matter import MatterView
from counter_tui.services.wording.dates import say_moment
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.roles import Piece


class CallRow(FieldRow):
    """The row for when the customer is called next; says what the typed words mean."""

    def __init__(self, now: datetime, closing: time, hint: str = "") -> None:
        hint = hint or _("such as 16:00, tomorrow, 11-24 9:00; or empty")
        field = LineInput(id="call", max_cells=30, placeholder=hint)
        super().__init__(_("Next call"), field, hint=hint, id="row-call")
        self._now, self._closes, self._line = now, closing, field

    @property
    def at(self) -> datetime | None:
        """The moment in UTC, None for nothing typed. Raises ValueError for what is no day and no time."""
        text = self._line.value.strip()
        return read_moment(text, self._now, self._closes).astimezone(UTC) if text else None

    def lacks(self) -> bool:
        """Whether what is typed is no moment: then the row says so and has the focus."""
        try:
            _at = self.at
        except ValueError:
            self.judge(Piece(_("not a day or time"), "broken"))
            self._line.focus()
            return True
        return False

    @on(Input.Changed)
    def _typed(self) -> None:
        self.judge_typed()

    def judge_typed(self) -> None:
        """Say what is made of the words."""
        try:
            at = self.at
        except ValueError:
            self.judge(Piece(_("not a day or time"), "soon"))
            return
        if at is None:
            self.judge()
            return
        past = at < self._now
        said = say_moment(at, self._now, self._now.tzinfo or UTC)
        self.judge(Piece(_("past") if past else said, "broken" if past else "done"))


class CallDialog(ActDialog):
    """When the customer is called next, below what he was told where ``asks`` says that this is asked too.

    ``deed`` gets what was said and the moment, None for the next working day.
    """

    is_wide = True

    def __init__(
        self,
        title: str,
        deed: Callable[[str, datetime | None], MatterView],
        now: datetime,
        closing: time,
        words: Words | None = None,
        *,
        asks: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(title, words)
        self._deed, self._now, self._closes, self._asks, self._hint = deed, now, closing, asks, hint

    def compose_questions(self) -> ComposeResult:
        """The rows."""
        if self._asks:
            said = FieldRow(_("Told"), LineInput(id="said", max_cells=LONGEST, placeholder=self._asks))
            said.add_class("first", "long")
            yield said
        call = CallRow(self._now, self._closes, self._hint or _("empty: the next working day, 16:00"))
        call.set_class(not self._asks, "first")
        yield call

    def put_back(self) -> None:
        """What the row says of what stands in it."""
        self.query_one(CallRow).judge_typed()

    def after_retranslation(self) -> None:
        """The same in the other language."""
        super().after_retranslation()
        self.put_back()

    @on(Input.Submitted, "#call")
    def _last(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_send()

    def action_send(self) -> None:
        """Do it; what is no day and no time is said on its row."""
        row = self.query_one(CallRow)
        if row.lacks():
            return
        said = self.query_one("#said", LineInput).value if self._asks else ""
        at = row.at
        self.attempt(lambda: self._deed(said, at))

    def refused(self, broken: RuleBroken) -> None:
        """Say it, and go to the field it is about."""
        super().refused(broken)
        if broken.code == "call_in_the_past":
            self.query_one("#call").focus()
        elif self._asks:
            self.query_one("#said").focus()
