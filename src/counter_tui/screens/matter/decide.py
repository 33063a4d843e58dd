"""The lead's word on who handles a matter: why it came to that, whom, and the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult

from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.screens.colleagues import colleagues
from counter_tui.screens.matter.ask import LONGEST, ActDialog
from counter_tui.screens.matter.hand_over import settled
from counter_tui.screens.matter.passed import passed_lines
from counter_tui.screens.matter.words import Words
from counter_tui.screens.sheet import Sheet
from counter_tui.services.views.matter import MatterView, PassedOn
from counter_tui.services.views.staff import StaffView
from counter_tui.widgets.field_row import FieldRow
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.pick_list import PickList
from counter_tui.widgets.roles import Piece

_AT_REASON = {"reason_missing"}


class DecideDialog(ActDialog):
    """Whom and why, below what was passed on and sent back: initials, Enter, the reason, F10."""

    is_wide = True

    def __init__(
        self,
        title: str,
        staff: Sequence[StaffView],
        passed: Sequence[PassedOn],
        deed: Callable[[str, str], MatterView],
        words: Words | None = None,
    ) -> None:
        super().__init__(title, words)
        self._staff, self._passed, self._deed = tuple(staff), tuple(passed), deed

    def compose_questions(self) -> ComposeResult:
        """What happened, then the rows."""
        yield Sheet(lambda cells, _plain: passed_lines(self._passed, cells), id="passed")
        receiver = FieldRow(
            _("To"),
            PickList(colleagues(self._staff), id="receiver"),
            hint=_("initials of a colleague"),
            id="row-receiver",
        )
        receiver.add_class("first")
        yield receiver
        hint = _("both will read it")
        reason = LineInput(id="reason", max_cells=LONGEST, placeholder=hint)
        row = FieldRow(_("Why"), reason, hint=hint, id="row-reason")
        row.add_class("long")
        yield row

    def typed(self) -> bool:
        """Has anything been filled in?"""
        return super().typed() or bool(self.query_one("#receiver", PickList).typed.strip())

    @on(PickList.Chosen, "#receiver")
    def _chosen(self, event: PickList.Chosen) -> None:
        event.stop()
        self.complain("")
        self.query_one("#row-receiver", FieldRow).judge()

    def action_send(self) -> None:
        """Decide; who is missing is said on the row."""
        to = settled(self.query_one("#receiver", PickList), colleagues(self._staff))
        if not to:
            row = self.query_one("#row-receiver", FieldRow)
            row.judge(Piece(_("choose somebody"), "broken"))
            row.control.focus()
            return
        reason = self.query_one("#reason", LineInput).value
        self.attempt(lambda: self._deed(to, reason))

    def refused(self, broken: RuleBroken) -> None:
        """Say it, and go to the field it is about."""
        super().refused(broken)
        self.query_one("#reason" if broken.code in _AT_REASON else "#receiver").focus()
