"""Waiting until a process has nothing to do, told by its event loop instead of by its clock.

Textual's pilot looks at the process's time every 20 ms. The loop knows at once: nothing is ready to run, no thread
works for it, and the screen asks for no drawing. Where a thread works, or is held by a test, the wait is Textual's own.
"""

from __future__ import annotations

import asyncio
from time import monotonic, process_time
from typing import Any, cast

import textual.app
import textual.pilot
from textual._context import active_app
from textual._wait import SLEEP_GRANULARITY, SLEEP_IDLE

QUIET_TURNS = 3
"""So many turns of the loop without anything ready: callbacks of finished threads and due timers come in between."""
A_MOMENT = 0.001
"""How long to wait at first for what has no event of its own; each wait is twice the last, for a look costs time."""
HELD = 2 * SLEEP_IDLE
"""A process that took less of the processor in a look of at least SLEEP_GRANULARITY is held: the looks take a part."""


async def idle(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Wait until the process has nothing to do; as long as Textual's own at most where a thread works."""
    start = monotonic()
    await _turned()
    while threads_work() or monotonic() - start < min_sleep:
        spent, since, moment = process_time(), monotonic(), A_MOMENT
        while threads_work() and monotonic() - since < SLEEP_GRANULARITY:
            await asyncio.sleep(moment)
            moment *= 2
        await _turned()
        held = monotonic() - since >= SLEEP_GRANULARITY and process_time() - spent < HELD
        if held or monotonic() - start >= max_sleep:
            return


async def _turned() -> None:
    """Turn the loop until nothing is ready and nothing is left to draw."""
    ready = cast(Any, asyncio.get_running_loop())._ready
    quiet = 0
    while quiet < QUIET_TURNS:
        await asyncio.sleep(0)
        quiet = 0 if ready or _hastened() else quiet + 1


def _hastened() -> bool:
    """Do at once what Textual leaves to its next frame: take a new size, draw; whether there was any of it."""
    app = active_app.get(None)
    if app is None or not app.is_running or not app._screen_stack:
        return False
    if app._resize_timer is not None:
        app._check_resize()
        return True
    # What stands under a dialog is drawn too.
    drawn = [each for each in app._screen_stack if each.is_running and each._update_timer._active.is_set()]
    for screen in drawn:
        screen._on_timer_update()
    return bool(drawn)


def threads_work() -> bool:
    """Does any thread of the loop's work on something?"""
    threads: Any = cast(Any, asyncio.get_running_loop())._default_executor
    return threads is not None and len(threads._threads) > threads._idle_semaphore._value


cast(Any, textual.app).wait_for_idle = idle
cast(Any, textual.pilot).wait_for_idle = idle
