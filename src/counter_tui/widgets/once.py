"""A call that comes once, after a while, and comes for certain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.message_pump import MessagePump
from textual.timer import Timer


def once(node: MessagePump, seconds: float, then: Callable[[], Any]) -> Timer:
    """Call this after so many seconds, or as soon after them as the program gets to it.

    Textual's timers skip calls they are late for. One that rings a single time and is late already at its first look,
    since the program stood still just then, would be gone without a word: a held key never sent, a draft never saved.
    """
    timer = node.set_timer(seconds, then)
    # It begins to run at the next turn of the loop.
    timer._skip = False
    return timer
