"""Personal data in full on a screen: since when, until when, and never across a lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from counter_tui.domain.revealing import SHOWN_FOR
from counter_tui.i18n import ngettext

Answer = TypeVar("Answer")
REVEALED_FOR = SHOWN_FOR.total_seconds()
"""Seconds for which full details stay on the screen, by the app's own clock."""


class Asked:
    """When full details were asked for; a lock makes the asking count no more, whenever its answer comes."""

    def __init__(self) -> None:
        self._at: float | None = None

    def asking(self, now: float, deed: Callable[[], Answer]) -> Answer:
        """Ask; called in a thread."""
        self._at = now
        return deed()

    def forget(self) -> None:
        """The counter is being locked."""
        self._at = None

    def until(self, now: float) -> float | None:
        """Until when what was asked for may be shown, None when it may not."""
        if self._at is None or now >= self._at + REVEALED_FOR:
            return None
        return self._at + REVEALED_FOR


def say_left(until: float, now: float) -> str:
    """How long full details are still shown."""
    left = max(0, int(until - now + 0.999))
    return ngettext(
        "Full details, hidden again in {count} second",
        "Full details, hidden again in {count} seconds",
        left,
    ).format(count=left)
