"""What stands where on the first screen, in narrow, wide and widest windows."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from counter_tui.i18n import _
from counter_tui.screens.home.columns import columns
from counter_tui.screens.home.parts import Detail, Digits, OpenTable, waiting_columns
from counter_tui.widgets.line_input import LineInput
from counter_tui.widgets.lines import Line, Section

LIST_CELLS = 50
DETAIL_FROM = 120
"""Columns from which the marked matter stands beside the list."""
NEXT_FROM = 160
"""Columns from which the first rows of what else waits stand at the right."""
BREAKPOINTS = [(0, "-narrow"), (DETAIL_FROM, "-wide"), (NEXT_FROM, "-widest")]
HOME_CSS = """
    HomeScreen { #home-empty { padding-left: 1; color: $quiet; }
      #home-heads { background: $surface; }
      #home-columns { height: 1fr; }
      #home-main { width: 50; height: 1fr; }
      #home-gap { width: 2; height: 1fr; }
      #home-detail { display: none; }
      #home-side { width: 26; height: 1fr; border-left: vkey $line; padding-left: 1; }
      #home-digits-box { height: auto; margin-top: 1; }
      #home-waiting { background: $background; width: 24; }
      #home-search { width: 24; }
      #home-next { display: none; height: 1fr; margin-top: 1; }
      #home-digits { height: auto; }
    }
    HomeScreen.-wide { #home-gap { width: 1fr; padding: 0 3; } #home-detail { display: block; height: 1fr; } }
    HomeScreen.-widest { #home-gap { width: 1fr; padding: 0 3; } #home-detail { display: block; height: 1fr; }
      #home-side { width: 54; } #home-next { display: block; } }
    """


def body() -> ComposeResult:
    """List and digits, detail, what waits."""
    with Horizontal(id="home-columns"):
        with Vertical(id="home-main"):
            yield Section(_("My matters"), id="home-title")
            yield Line(id="home-heads")
            yield OpenTable(columns(), id="home-list")
            yield Line(id="home-empty")
            with Vertical(id="home-digits-box"):
                yield Section(_("Frequent requests"))
                yield Digits(id="home-digits")
        with Vertical(id="home-gap"):
            yield Detail(id="home-detail")
        with Vertical(id="home-side"):
            yield Section(_("Waiting for me"))
            yield OpenTable(waiting_columns(), id="home-waiting")
            yield Section(_("Customer or matter"))
            yield LineInput(
                placeholder=_("name, initials, phone"),
                max_cells=120,
                enter_moves=False,
                id="home-search",
            )
            yield Detail(id="home-next")
