"""Putting out the papers of a request that was accepted: the receipt, the letter to sign, the register entry."""

from __future__ import annotations

from functools import partial

from counter_tui.commands import acceptance as commands
from counter_tui.domain.errors import RuleBroken
from counter_tui.screens.acceptance.printed import (
    PATH_LINES,
    Out,
    entry_said,
    letter_said,
    nothing_said,
    receipt_said,
)
from counter_tui.screens.desk import DeskScreen
from counter_tui.services.views.acceptance import Accepted
from counter_tui.services.views.matter import MatterView
from counter_tui.services.views.printing import Printed
from counter_tui.widgets.lines import Line, plain_look
from counter_tui.widgets.roles import Piece, sign


class PuttingOut(DeskScreen):
    """The part of the panel after an acceptance that prints its papers, has them signed, and says where they are."""

    def __init__(self, accepted: Accepted) -> None:
        super().__init__()
        self._accepted = accepted
        self._matter: MatterView | None = None
        self._printed: Printed | None = None
        self._letter: Printed | None = None
        self._entry: tuple[Printed, bool] | None = None
        self._trouble = ""

    def read(self, view: MatterView) -> None:
        """Show the matter as it is now."""

    @property
    def _letter_waits(self) -> bool:
        """Is there a letter to sign that has not been printed here?"""
        return self._accepted.letter and self._letter is None

    @property
    def _to_sign(self) -> str | None:
        """The code of the letter that is printed and not signed, None when there is none."""
        papers = self._matter.papers if self._matter and self._letter else ()
        return next((each.paper for each in papers if each.letter and each.state == "owed"), None)

    def action_print(self) -> None:
        """Print what has not been printed: the receipt, and the letter to sign."""
        self._put_out(receipt=self._printed is None, letter=self._letter_waits)

    def action_copy(self) -> None:
        """Print the receipt once more, marked as a copy."""
        self._put_out(receipt=True, letter=False)

    def action_letter(self) -> None:
        """Print the letter once more."""
        self._put_out(receipt=False, letter=True)

    def action_signed(self) -> None:
        """The customer has signed the letter."""
        if (letter := self._to_sign) is not None:
            collect = self.services.matters.collect
            self.write(partial(collect, self.actor, self._accepted.matter_id, letter), self._was_signed)

    def _was_signed(self, view: MatterView) -> None:
        self._trouble = ""
        self.read(view)

    def refused(self, broken: RuleBroken) -> None:
        """Say here what stands in the way."""
        self._trouble = self.counter.say(broken)
        self.show_papers()

    def _put_out(self, *, receipt: bool, letter: bool) -> None:
        if self.write(partial(self._print, receipt, letter), self._was_printed):
            # The keys that follow wait until it is known whether the papers are there.
            self.ready = False

    def action_register(self) -> None:
        """Print the register entry; once there is one to sign, ask whether the customer has signed it."""
        from counter_tui.screens.register.entry import ask_signed

        view = self._matter
        if view is None or "sign_entry" not in view.can:
            self._print_entry()
            return
        sign = partial(self.services.register.sign, self.actor, self._accepted.matter_id)
        ask_signed(self.app, lambda: self.write(sign, self._entry_signed), self._print_entry)

    def _print_entry(self) -> None:
        matter, actor, services = self._accepted.matter_id, self.actor, self.services

        def printed() -> tuple[MatterView, Printed]:
            entry = services.register.print(actor, matter)
            return services.matters.view(actor, matter), entry

        if self.write(printed, lambda done: self._entry_out(*done)):
            self.ready = False

    def _entry_out(self, view: MatterView, printed: Printed) -> None:
        self.ready, self._trouble = True, ""
        self._entry = printed, "sign_entry" not in view.can
        self.read(view)

    def _entry_signed(self, view: MatterView) -> None:
        self._trouble = ""
        if self._entry is not None:
            self._entry = self._entry[0], True
        self.read(view)

    def _show_entry(self) -> None:
        line = self.query_one("#accepted-entry", Line)
        line.display = self._entry is not None
        if self._entry is not None:
            line.show(entry_said(*self._entry, self.counter.key(commands.REGISTER), plain_look(self)))

    def failed(self, error: Exception) -> None:
        """Keys work again, whatever happened."""
        self.ready = True
        super().failed(error)

    def _print(self, receipt: bool, letter: bool) -> Out:
        """Both papers, or as far as it went: what is printed is never printed twice for the other's sake."""
        out = Out()
        try:
            if receipt:
                out = Out(self.services.receipts.print(self.actor, self._accepted.matter_id))
            if letter:
                out = Out(out.receipt, self.services.letters.print(self.actor, self._accepted.matter_id))
        except RuleBroken as broken:
            return Out(out.receipt, broken=broken)
        return out

    def _was_printed(self, out: Out) -> None:
        self.ready = True
        self._printed, self._letter = out.receipt or self._printed, out.letter or self._letter
        self._trouble = self.counter.say(out.broken) if out.broken else ""
        self.show_papers()
        self.refresh_bindings()

    def show_papers(self) -> None:
        """Say which papers are printed, where they are, and what stands in the way."""
        said, path = self._receipt()
        self.query_one("#accepted-receipt", Line).show(said)
        for place in range(PATH_LINES):
            line = self.query_one(f"#accepted-path-{place}", Line)
            line.display = place < len(path)
            line.show([Piece("  " + each, "quiet") for each in path[place : place + 1]])
        letter = self.query_one("#accepted-letter", Line)
        letter.display = self._letter is not None
        letter.show(letter_said(self._letter, self._printed, plain_look(self)) if self._letter else ())
        self._show_entry()

    def _receipt(self) -> tuple[list[Piece], list[str]]:
        """What is said of the receipt, and where it is."""
        plain = plain_look(self)
        if self._trouble:
            return [Piece(sign("broken", plain) + " " + self._trouble, "broken")], []
        if self._printed is None:
            return nothing_said(self._accepted.letter), []
        return receipt_said(self._printed, self.app.size.width - 4, plain)
