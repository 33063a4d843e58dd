"""The questions of the day's close: what was counted, and who closes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from counter_tui.domain.close.yuan import read_yuan
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.screens.dialogs.form import FormDialog
from counter_tui.screens.matter.ask import ActDialog
from counter_tui.screens.matter.words import Words
from counter_tui.services.wording.prices import say_fen, say_payment
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.domain.close.models import Cash


class CloseDialog(FormDialog):
    """Who closes, by the own PIN: where the lead is known the hand is on the PIN at once."""

    AUTO_FOCUS = "#pin"


class CountDialog(ActDialog):
    """What is there of each way of payment; Enter in the last line and F10 send.

    What should be there is not shown before it was counted: whoever counts says what lies there.
    """

    CSS_PATH = "../matter/dialogs.tcss"
    is_wide = True

    def __init__(
        self, cash: Sequence[Cash], deed: Callable[[Mapping[str, int]], Any], words: Words | None = None
    ) -> None:
        super().__init__(_("What was counted, in yuan"), words)
        self._cash, self._deed = tuple(cash), deed

    def compose_questions(self) -> ComposeResult:
        """A line for each way of payment there was on the day."""
        for place, each in enumerate(self._cash):
            more = place < len(self._cash) - 1
            line = LineInput(
                id=f"paid-{each.paid}", enter_moves=more, max_cells=16, placeholder=_("such as 128.50")
            )
            hint = _("in yuan; 0 where there is nothing")
            row = FieldRow(say_payment(each.paid), line, hint=hint, id=f"row-{each.paid}")
            yield row.add_class(*(() if place else ("first",)))

    def put_back(self) -> None:
        """Say again which amounts are meant."""
        for line in self.query(LineInput):
            self._judge_line(line)

    def after_retranslation(self) -> None:
        """Say again which amounts are meant."""
        super().after_retranslation()
        self.put_back()

    @on(Input.Changed)
    def _judge(self, event: Input.Changed) -> None:
        if isinstance(event.input, LineInput):
            self._judge_line(event.input)

    def _judge_line(self, line: LineInput) -> None:
        paid = (line.id or "").removeprefix("paid-")
        rows = list(self.query(f"#row-{paid}").results(FieldRow))
        if not rows:
            return
        try:
            said = (Piece(say_fen(read_yuan(line.value)), "quiet"),) if line.value.strip() else ()
        except RuleBroken:
            said = (Piece(_("no amount"), "broken"),)
        rows[0].judge(*said)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._cash and event.input.id == f"paid-{self._cash[-1].paid}":
            self.action_send()

    def action_send(self) -> None:
        """Take it down; the first line in which no amount stands is gone to."""
        counts: dict[str, int] = {}
        for each in self._cash:
            line = self.query_one(f"#paid-{each.paid}", LineInput)
            try:
                counts[each.paid] = read_yuan(line.value)
            except RuleBroken as broken:
                self.complain(self.counter.say(broken))
                line.focus()
                return
        self.attempt(lambda: self._deed(counts))
