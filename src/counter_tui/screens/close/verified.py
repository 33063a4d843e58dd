"""What the check of the ratings and the ledger found (验真), over the closing sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll

from counter_tui.i18n import _
from counter_tui.screens.base import CounterDialog
from counter_tui.services.wording.verify import (
    say_found,
    say_held,
    say_open,
    say_sealed,
    say_tablet,
    say_unsealed,
    say_verdict,
)
from counter_tui.widgets.cells import fold
from counter_tui.widgets.lines import Line, plain_look
from counter_tui.widgets.roles import Piece, sign

if TYPE_CHECKING:
    from counter_tui.services.audit.verify import Verified

INNER_CELLS = 68


class VerifiedDialog(CounterDialog[None]):
    """The verdict first, then what was found and how far it is sealed; Enter and Esc close it."""

    BINDINGS = [
        Binding("enter", "dismiss", show=False, priority=True),
        Binding("escape", "dismiss", show=False),
    ]
    CSS = """
    VerifiedDialog { #verified { height: auto; max-height: 14; } #verified Line { height: auto; } }
    """

    def __init__(self, verified: Verified) -> None:
        super().__init__()
        self._verified = verified

    def _words(self) -> Iterator[str]:
        verified = self._verified
        yield say_sealed(verified)
        if verified.unsealed:
            yield say_unsealed(verified)
        yield say_open(verified)
        yield from map(say_found, verified.found)
        yield from map(say_tablet, reversed(verified.tablets))

    def compose(self) -> ComposeResult:
        """Verdict, findings, how far."""
        verified = self._verified
        with Vertical(id="dialog", classes="wide"):
            role: Literal["done", "broken"] = "done" if verified.clean else "broken"
            mark = sign(role, plain_look(self))
            for line in fold(f"{mark} {say_verdict(verified)}", INNER_CELLS):
                yield Line(Piece(line, role))
            with VerticalScroll(id="verified"):
                for words in self._words():
                    for line in fold(words, INNER_CELLS):
                        yield Line(line)
            for line in fold(say_held(verified), INNER_CELLS):
                yield Line(Piece(line, "quiet"))
            yield Line("")
            yield Line(Piece("Enter ", "accent"), _("Go on"))
