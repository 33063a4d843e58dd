"""Questions at the door that take words: the dialog does the deed itself, so a refusal loses nothing that was typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from counter_tui.commands import binding
from counter_tui.commands import door as commands
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import _
from counter_tui.screens.base import CounterDialog
from counter_tui.screens.dialogs import Confirm
from counter_tui.screens.dialogs.pick import INNER_CELLS
from counter_tui.trouble_log import note_trouble
from counter_tui.widgets.cells import fold
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line
from counter_tui.widgets.roles import Piece

LONGEST = 500
"""Cells of a text that is written in one go."""


class Field(Struct, frozen=True):
    """A line to fill in: its id, what it asks for, what stands in it already."""

    id: str
    label: str
    text: str = ""
    secret: bool = False
    cells: int = LONGEST


class Filled(Struct, frozen=True):
    """What came of the deed: its answer, or the rule that wants another question asked; and what was typed."""

    typed: dict[str, str]
    answer: Any = None
    broken: RuleBroken | None = None


Deed = Callable[[dict[str, str]], Any]


class FormDialog(CounterDialog[Filled]):
    """Lines to fill in; Enter goes on to the next one, on the last one and with F10 the deed is done.

    A broken rule is said under the lines, except those in ``ask_about``: for them the dialog ends and somebody else
    asks what now.
    """

    KEYS = (commands.SEND,)
    BINDINGS = [binding(commands.SEND), Binding("escape", "cancel", show=False)]
    # A dialog made of this one is drawn by the same rules.
    SCOPED_CSS = False
    CSS = """
    FormDialog #dialog { max-height: 22; }
    FormDialog .form-label { margin-top: 1; }
    FormDialog #dialog .line-input { margin: 0; width: 1fr; }
    FormDialog #form-complaint { height: auto; }
    FormDialog #form-keys { margin-top: 1; }
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        deed: Deed,
        *,
        said: Sequence[Piece] = (),
        ask_about: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__()
        self._title, self._form, self._deed = title, tuple(fields), deed
        self._said, self._ask_about = tuple(said), ask_about
        self._done = False

    def compose(self) -> ComposeResult:
        """Heading, words, the lines, what was wrong, the keys."""
        with Vertical(id="dialog", classes="wide"):
            yield Line(Piece(self._title, "heading"))
            for piece in self._said:
                for line in fold(piece.text, INNER_CELLS):
                    yield Line(Piece(line, piece.role))
            for field in self._form:
                yield Line(Piece(field.label, "secondary"), classes="line form-label")
                yield LineInput(
                    field.text,
                    id=field.id,
                    secret=field.secret,
                    max_cells=field.cells,
                    enter_moves=field is not self._form[-1],
                )
            yield Vertical(id="form-complaint")
            yield Line(
                Piece(f"{self.counter.key(commands.SEND)} ", "accent"),
                _("Send"),
                Piece("   Esc ", "accent"),
                _("Cancel"),
                id="form-keys",
            )

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the lines, by their ids."""
        return {field.id: self.query_one(f"#{field.id}", LineInput).value for field in self._form}

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == self._form[-1].id:
            self.action_send()

    def action_send(self) -> None:
        """Do it with what was typed, once; where one of several lines is empty, go to that one."""
        typed = self.typed
        empty = next((name for name, text in typed.items() if not text.strip()), "")
        if empty and len(typed) > 1:
            # An empty PIN would count as a wrong one of the lead's.
            self.query_one(f"#{empty}", LineInput).focus()
        elif not self._done:
            self.write(lambda: self._deed(typed), lambda answer: self._end(Filled(typed, answer)))

    def action_cancel(self) -> None:
        """Leave without doing it, unless it is being done; asks first where words would be lost."""
        if self.writing or self._done:
            return
        if any(self._is_typed(field) for field in self._form):
            self.app.push_screen(Confirm(_("Discard what was typed?")), self._discard)
        else:
            self._discard(True)

    def _is_typed(self, field: Field) -> bool:
        """Whether it is more than what stood there, or a PIN."""
        return not field.secret and self.typed[field.id].strip() not in ("", field.text.strip())

    def _discard(self, yes: bool | None) -> None:
        if yes and not self.writing and not self._done:
            self._done = True
            self.dismiss(None)

    def _end(self, filled: Filled) -> None:
        self._done = True
        self.dismiss(filled)

    def refused(self, broken: RuleBroken) -> None:
        """Say it here, where everything typed still is; or let somebody ask what now."""
        if broken.code in self._ask_about:
            self._end(Filled(self.typed, broken=broken))
        elif broken.code == "wording_improper":
            self.counter.ask_politely(self, broken)
        else:
            self._complain(self.counter.say(broken))

    def failed(self, error: Exception) -> None:
        """Log it and say its number here."""
        words = _("It was not saved, try again. Tell the lead this number: {number}")
        self._complain(words.format(number=note_trouble(error)))

    def _complain(self, words: str) -> None:
        box = self.query_one("#form-complaint", Vertical)
        box.remove_children()
        box.mount_all(Line(Piece(line, "broken")) for line in fold(words, INNER_CELLS))
        for field in self._form:
            if field.secret:
                self.query_one(f"#{field.id}", LineInput).value = ""

    def leaving_question(self) -> str:
        """What would be lost when the program is closed now."""
        lost = any(text.strip() for text in self.typed.values())
        return super().leaving_question() or (_("Discard what was typed?") if lost else "")
