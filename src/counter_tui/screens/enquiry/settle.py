"""Settling a question that stands open: what the customer was told, or a request made of it."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from counter_tui.domain.staff.roles import Actor
from counter_tui.i18n import _, language
from counter_tui.screens.dialogs.pick import INNER_CELLS
from counter_tui.screens.enquiry.window import LONGEST, Done
from counter_tui.services.enquiries import EnquiryService
from counter_tui.services.lines.enquiries import EnquiryLine
from counter_tui.widgets.cells import fold
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line
from counter_tui.widgets.roles import Piece


class Settle(Done):
    """Enter and F10 say that the customer has the answer, F2 makes a request of it."""

    def __init__(self, enquiries: EnquiryService, actor: Actor, line: EnquiryLine, due: str) -> None:
        super().__init__()
        self._enquiries, self._actor, self._line, self._due = enquiries, actor, line, due

    def compose(self) -> ComposeResult:
        """What was asked, the line for the answer, the keys."""
        with Vertical(id="dialog", classes="wide"):
            yield Line(
                Piece(_("Open enquiry"), "heading"), Piece("  " + self._line.topic.say(language()), "text")
            )
            for line in fold(self._line.words, INNER_CELLS):
                yield Line(Piece(line))
            promised = _("asked of {name}; answer promised {due}")
            words = promised.format(name=self._line.first_contact, due=self._due)
            if self._line.late:
                yield Line(Piece("   ".join((words, _("overdue"))), "broken"))
            else:
                yield Line(Piece(words, "quiet"))
            yield Line(Piece(_("What the customer was told"), "secondary"), classes="line window-label")
            yield LineInput(id="answer", enter_moves=False, max_cells=LONGEST)
            yield Vertical(id="window-complaint")
            yield Line(*self.keys_line(), id="window-keys")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_send()

    def asked_about(self) -> tuple[str, str]:
        """The open enquiry."""
        return self._line.enquiry_id, ""

    def action_send(self) -> None:
        """The customer has the answer."""
        deed = partial(self._enquiries.answer_later, self._actor, self._line.enquiry_id, self.text("answer"))
        self.attempt(deed, _("Answered."))

    def action_request(self) -> None:
        """Make a request of it."""
        self.attempt(partial(self._enquiries.draft, self._actor, self._line.enquiry_id))
