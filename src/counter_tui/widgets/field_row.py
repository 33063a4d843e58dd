"""A field of a form: its label, the filled line, and what the app makes of the input, all on one line."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widget import Widget

from counter_tui.widgets.lines import Line
from counter_tui.widgets.roles import Piece, Pieces


class FieldRow(Widget):
    """Label (10 cells) | control (30 cells) | verdict (the rest); up and down go to the row above and below.

    ``hint`` says what the field expects, with an example; the help screen shows it when the field has the
    focus.
    """

    DEFAULT_CLASSES = "field-row"
    BINDINGS = [
        Binding("up", "go(-1)", show=False),
        Binding("down", "go(1)", show=False),
    ]

    def __init__(
        self,
        label: str,
        control: Widget,
        *,
        verdict: Pieces = (),
        hint: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.label = label
        self.control = control
        self.hint = hint
        self._verdict = Line(*verdict, classes="field-verdict")

    def compose(self) -> ComposeResult:
        """The three columns."""
        yield Line(Piece(self.label, "secondary"), classes="field-label")
        self.control.add_class("field-control")
        yield self.control
        yield self._verdict

    def action_go(self, step: int) -> None:
        """Go to the field so many rows further down, where there is one; a field that uses these keys keeps them."""
        fields = [each for each in self.screen.focus_chain if _in_row(each)]
        place = fields.index(self.screen.focused) + step if self.screen.focused in fields else -1
        if 0 <= place < len(fields):
            fields[place].focus()

    def judge(self, *pieces: Piece | str) -> None:
        """Show this verdict; none clears it."""
        self._verdict.show(pieces)

    @property
    def verdict(self) -> str:
        """The words of the verdict as they stand."""
        return "".join(each if isinstance(each, str) else each.text for each in self._verdict.pieces)


def _in_row(widget: Widget) -> bool:
    return any(isinstance(each, FieldRow) for each in widget.ancestors)
