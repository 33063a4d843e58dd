"""A customer's full particulars, for a minute after a reason was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical

from counter_tui.i18n import _
from counter_tui.screens.base import CounterDialog
from counter_tui.screens.revealing import say_left
from counter_tui.screens.sheet import Lines, Sheet, folded, labelled
from counter_tui.services.wording.particulars import say_field
from counter_tui.widgets.lines import Line
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.customers.reveals import Particulars

_SHOWN = ("account", "name", "id_number", "phone", "phone2", "address")


class FullParticulars(CounterDialog[None]):
    """Shows them until the time is over, Esc, another screen or the lock; then nothing of them is left."""

    DEFAULT_CSS = """
    FullParticulars { #dialog { width: 76; padding: 1 2; }  .sheet { width: 1fr; height: auto; } }
    """

    def __init__(self, particulars: Particulars, until: float) -> None:
        super().__init__()
        self._particulars: Particulars | None = particulars
        self._until = until

    def compose(self) -> ComposeResult:
        """The particulars, how long they are shown, and the way back."""
        with Vertical(id="dialog"):
            yield Line(Piece(_("Full details"), "heading"))
            yield Line("")
            yield Sheet(self._lines)
            yield Line("")
            yield Line(id="left")
            yield Line(Piece("Esc ", "accent"), _("Back"))

    def on_mount(self) -> None:
        """Count down, and look once a second whether the time is over."""
        self.look()
        self.set_interval(1.0, self.look)

    def look(self) -> None:
        """Say how long is left; close when nothing is."""
        now = self.counter.seconds()
        if now >= self._until:
            self.covered()
        self.query_one("#left", Line).show([Piece(say_left(self._until, now), "soon")])

    def covered(self) -> None:
        """Forget the particulars at once and close, now or as soon as this is in front again."""
        self._particulars = None
        self.query_one(Sheet).show(self._lines)
        self._close()

    @on(events.ScreenSuspend)
    def _left(self) -> None:
        self.covered()

    @on(events.ScreenResume)
    def _close(self) -> None:
        if self._particulars is None and self.is_current:
            self.dismiss(None)

    def _lines(self, cells: int, _plain: bool) -> Lines:
        lines: Lines = []
        if self._particulars is None:
            return lines
        for field in _SHOWN:
            value = getattr(self._particulars, field)
            if value:
                lines += labelled(say_field(field), folded(value, cells - 10))
        return lines
