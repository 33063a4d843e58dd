"""What a customer does at a pad, in one step: the question stands there, and he presses."""

from __future__ import annotations

from typing import Any

from counter_tui.domain.errors import RuleBroken
from counter_tui.services.views.visit import TokenView


def rated(services: Any, visit: str, level: int, reason: str = "", latency_ms: int = 0) -> TokenView:
    """The visit rated at the turned screen; on a used token a press that is refused."""
    with services.pad.hold("turned") as hold:
        _show(services, hold, visit)
        found: TokenView = services.pad.press(hold, visit, level, reason, latency_ms)
        return found


def declined(services: Any, visit: str) -> TokenView:
    """The customer did not want to rate."""
    with services.pad.hold("turned") as hold:
        services.pad.show(hold, visit)
        found: TokenView = services.pad.decline(hold, visit)
        return found


def timed_out(services: Any, visit: str) -> TokenView:
    """Nobody pressed."""
    with services.pad.hold("turned") as hold:
        services.pad.show(hold, visit)
        found: TokenView = services.pad.time_out(hold, visit)
        return found


def _show(services: Any, hold: Any, visit: str) -> None:
    try:
        services.pad.show(hold, visit)
    except RuleBroken as broken:
        if broken.code != "token_used":
            raise
