"""What became of what failed: each as what is to be put right, by whom and by when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll

from counter_tui.i18n import _
from counter_tui.screens.base import CounterDialog
from counter_tui.screens.checks.lines import fault_lines
from counter_tui.screens.sheet import Sheet
from counter_tui.widgets.lines import Line
from counter_tui.widgets.roles import Piece

if TYPE_CHECKING:
    from counter_tui.services.views.checks import Fault


class FaultsTold(CounterDialog[None]):
    """The failed items; Enter or Esc closes."""

    BINDINGS = [
        Binding("enter", "dismiss", show=False, priority=True),
        Binding("escape", "dismiss", show=False),
    ]
    CSS = """
    FaultsTold #dialog { width: 64; max-height: 22; }
    FaultsTold #faults { height: auto; max-height: 14; margin: 1 0; }
    FaultsTold .sheet { width: 1fr; height: auto; }
    """

    def __init__(self, faults: tuple[Fault, ...], today: date) -> None:
        super().__init__()
        self._faults, self._today = faults, today

    def compose(self) -> ComposeResult:
        """Heading, the items, the key."""
        with Vertical(id="dialog"):
            yield Line(Piece(_("To be put right"), "heading"))
            with VerticalScroll(id="faults"):
                yield Sheet(lambda cells, _plain: fault_lines(self._faults, self._today, cells))
            yield Line(Piece("Enter ", "accent"), _("Go on"))
