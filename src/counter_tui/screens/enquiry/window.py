"""What the windows of enquiries share: a deed that is done once, and its refusal said under the lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from textual.binding import Binding
from textual.containers import Vertical

from counter_tui.commands import binding, shell
from counter_tui.commands import enquiries as commands
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.matter.draft import Draft
from counter_tui.i18n import _
from counter_tui.screens.dialogs.pick import INNER_CELLS
from counter_tui.screens.leaving import Leaving
from counter_tui.trouble_log import note_trouble
from counter_tui.widgets.cells import fold
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line
from counter_tui.widgets.roles import Piece, Pieces

if TYPE_CHECKING:
    from counter_tui.screens.desk import Desk

LONGEST = 500
"""Cells of a text that is written in one go."""


class Done(Leaving["Draft | str"]):
    """Ends with the draft of a request to go on with, or with the words of what was done."""

    KEYS = (commands.ANSWERED, commands.REQUEST)
    BINDINGS = [
        binding(commands.ANSWERED),
        binding(commands.REQUEST),
        Binding("f5,ctrl+backslash", "cards", show=False, id=shell.CARDS.id),
    ]
    CSS = """
    #dialog { max-height: 22; }
    #dialog .line-input { margin: 0; width: 1fr; }
    .window-label { margin-top: 1; }
    #window-complaint { height: auto; }
    #window-keys { margin-top: 1; }
    """

    def keys_line(self) -> Pieces:
        """The keys of the window."""
        yield Piece("Enter ", "accent")
        yield _("Answered")
        yield Piece(f"  {self.counter.key(commands.REQUEST)} ", "accent")
        yield _("not answered: request")
        yield Piece(f"  {self.counter.key(shell.CARDS)} ", "accent")
        yield _("Answer cards")
        yield Piece("  Esc ", "accent")
        yield _("Cancel")

    def attempt(self, deed: Callable[[], object], said: str = "") -> None:
        """Do it once; ``said`` is told afterwards where no draft comes of it."""
        if not self._ended:
            self.write(deed, lambda answer: self._end(answer, said))

    def _end(self, answer: object, said: str) -> None:
        self._ended = True
        self.dismiss(answer if isinstance(answer, Draft) else said)

    def asked_about(self) -> tuple[str, str]:
        """The enquiry, by its id, and its topic; empty where they are not known yet."""
        return "", ""

    def action_cards(self) -> None:
        """Show what customers are told to this question."""
        from counter_tui.screens.voice.cards import offer_cards

        desk = cast("Desk", self.counter.station)
        enquiry, topic = self.asked_about()
        if desk.actor is not None:
            offer_cards(self, desk.services.cards, desk.actor, topic=topic, enquiry=enquiry)

    def refused(self, broken: RuleBroken) -> None:
        """Say it here, where everything typed still is; words that were held are asked about."""
        if broken.code == "wording_improper":
            self.counter.ask_politely(self, broken)
        else:
            self.complain(self.counter.say(broken))

    def failed(self, error: Exception) -> None:
        """Log it and say its number here."""
        words = _("It was not saved, try again. Tell the lead this number: {number}")
        self.complain(words.format(number=note_trouble(error)))

    def complain(self, words: str) -> None:
        """Say under the lines what is wrong."""
        box = self.query_one("#window-complaint", Vertical)
        box.remove_children()
        box.mount_all(Line(Piece(line, "broken")) for line in fold(words, INNER_CELLS))

    def text(self, name: str) -> str:
        """What stands in a line."""
        return self.query_one(f"#{name}", LineInput).value

    def leaving_question(self) -> str:
        """What would be lost when the program is closed now."""
        lost = any(each.value.strip() for each in self.query(LineInput))
        return super().leaving_question() or (_("Discard what was typed?") if lost else "")
