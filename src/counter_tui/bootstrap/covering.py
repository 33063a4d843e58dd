"""What hides a clerk's screens while he is away, and what stands there once a PC is closed down."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import Home

if TYPE_CHECKING:
    from counter_tui.app import CounterApp
    from counter_tui.screens.desk import Desk


def cover(desk: Desk, why: str, app: CounterApp) -> None:
    """Cover the clerk's screen; the customer's own screen is left alone."""
    if desk.manned and getattr(app.screen, "with_bands", True):
        desk.locked = True
        for each in app.screen_stack:
            getattr(each, "covered", _nothing)()
        # What was told was told to who was here.
        app.clear_notifications()
        app.poll()
        app.go("sign_in", why)


def close(desk: Desk, app: CounterApp) -> None:
    """Nobody works here any more: every screen goes, and what became of the PC is said."""
    if not app.screen.has_class("at-closed"):
        desk.actor = None
        app.start_over("closed")


def closed_screen(home: Home) -> Any:
    """What says on this home what became of the PC."""
    from counter_tui.screens.closed import ClosedScreen

    return ClosedScreen(partial(_closed_words, home))


def _closed_words(home: Home) -> list[str]:
    from counter_tui.services.centre.closed_pc import read_closed
    from counter_tui.services.wording.closing import say_closed
    from counter_tui.services.wording.rules import say_rule

    noted = read_closed(home)
    return say_closed(home, noted) if noted else [say_rule(RuleBroken("closed_down"))]


def _nothing() -> None:
    """What a screen does that has nothing to hide."""
