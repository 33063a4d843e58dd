"""Opening the windows of enquiries from a full screen, and the form where one becomes a request."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from counter_tui.domain.matter.draft import Draft
from counter_tui.screens.desk import DeskScreen

if TYPE_CHECKING:
    from counter_tui.services.lines.enquiries import EnquiryLine


class Enquiring(DeskScreen):
    """A screen from which a question is logged, settled, or carried on as a request."""

    def action_enquiry(self) -> None:
        """Log a question."""
        from counter_tui.screens.enquiry.ask import Ask

        seconds = self.counter.wiring.seconds
        self.app.push_screen(Ask(self.services.enquiries, self.actor, seconds), self._asked)

    def settle(self, line: EnquiryLine, due: str) -> None:
        """Settle a question that stands open; ``due`` says when an answer was promised."""
        from counter_tui.screens.enquiry.settle import Settle

        self.app.push_screen(Settle(self.services.enquiries, self.actor, line, due), self._asked)

    def make_request(self, line: EnquiryLine) -> None:
        """Open the form with what was asked."""
        self.ask(
            partial(self.services.enquiries.draft, self.actor, line.enquiry_id), self._asked, group="draft"
        )

    def _asked(self, outcome: Draft | str | None) -> None:
        if isinstance(outcome, Draft):
            self.counter.go("acceptance", outcome)
        elif outcome:
            self.counter.tell(outcome)
            self.after_asking()

    def after_asking(self) -> None:
        """Something was logged or settled here. Default: nothing."""
