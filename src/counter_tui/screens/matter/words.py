"""Keeping what is typed into a question about a matter, until it is sent or thrown away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from threading import Lock
from typing import Any

from textual import events, on
from textual.timer import Timer
from textual.widgets import Input

from counter_tui.domain.errors import RuleBroken
from counter_tui.screens.base import CounterDialog
from counter_tui.services.views.matter import MatterView
from counter_tui.widgets.pick_list import PickList

PAUSE = 0.4
"""Seconds without a key after which what is typed is kept."""

Typed = Mapping[str, Any]
"""What stands in the fields, by their ids."""


class Words:
    """Knows what is kept and keeps what is not; nothing is kept any more once it is sent or thrown away.

    Every method may run in a thread of its own: a text kept late must not come back after it was sent.
    """

    def __init__(self, found: Typed, keep: Callable[[Typed], None], drop: Callable[[], None]) -> None:
        self.found = found
        self._kept: Typed = dict(found)
        self._keep, self._drop = keep, drop
        self._lock = Lock()
        self._done = False

    def go_on_with(self, found: Typed) -> bool:
        """This was kept before, and is known only now; False when something has been kept since."""
        with self._lock:
            if self._kept or self._done:
                return False
            self.found = found
            self._kept = dict(found)
            return True

    def keep(self, typed: Typed) -> None:
        """Keep this, where it is not kept already."""
        with self._lock:
            if not self._done and typed != self._kept:
                self._keep(typed)
                self._kept = typed

    def sending(self, deed: Callable[[], MatterView]) -> MatterView:
        """Do the act, which takes the kept text away with it; refused, everything stays."""
        with self._lock:
            view = deed()
            self._done = True
            return view

    def drop(self) -> None:
        """Throw it away."""
        with self._lock:
            self._done = True
            self._drop()


class Keeping(CounterDialog[MatterView]):
    """A question that keeps what is typed at every pause, and begins with what was kept and not sent."""

    def __init__(self, words: Words | None = None) -> None:
        super().__init__()
        self.words = words
        self._typed: Typed = dict(words.found) if words else {}
        self._pause: Timer | None = None

    def on_mount(self) -> None:
        """Put back what was typed before and not sent."""
        if self.words is not None and self.words.found:
            self._fill(self.words.found)

    def go_on_with(self, found: Typed) -> None:
        """Put back what was typed before, which is known only now; what has been typed since stays."""
        if self.words is None or self._typed or not found or not self.words.go_on_with(found):
            return
        self._typed = dict(found)
        if self.is_attached:
            self._fill(found)

    def _fill(self, found: Typed) -> None:
        for each in self._fields():
            if each.id in found:
                each.restore(found[each.id])
        self.put_back()

    def put_back(self) -> None:
        """The fields were filled again without telling anybody: show what goes with them. Default: nothing."""

    @on(PickList.Chosen)
    @on(PickList.Typed)
    @on(Input.Changed)
    def _changed(self) -> None:
        if self.words is None:
            return
        self._typed = {each.id: each.kept() for each in self._fields() if each.id}
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._keep)

    @on(events.ScreenSuspend)
    def _keep(self) -> None:
        """Keep what is typed; another screen may be in front, perhaps the lock."""
        if self.words is not None and not self.write(
            partial(self.words.keep, self._typed), lambda _none: None, group="words"
        ):
            self._pause = self.set_timer(PAUSE, self._keep)

    async def on_unmount(self) -> None:
        """Keep what is typed, whoever closed the question: another clerk, the lock, the end of the program."""
        if self.words is not None:
            with suppress(RuleBroken):
                await asyncio.to_thread(self.words.keep, self._typed)
