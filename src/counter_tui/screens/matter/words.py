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
from counter_tui.widgets.once import once
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
        """Keep this, where it is not kept already; nothing typed is nothing kept."""
        with self._lock:
            if self._done or typed == self._kept:
                return
            if typed:
                self._keep(typed)
            else:
                self._drop()
            self._kept = typed

    @property
    def done(self) -> bool:
        """Whether it was sent or thrown away."""
        return self._done

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
    """A question that keeps what is typed at every pause, and begins with what was kept and not sent.

    What a field began with is not typed: it is not kept, and what was kept takes its place.
    """

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
        if self.words is None or self.words.done or not found:
            return
        self.words.go_on_with(found)
        if self.is_attached:
            self.when_it_stands(partial(self._fill, found))

    def _fill(self, found: Typed) -> None:
        """Each field that stands as it began gets what was kept of it."""
        self._typed = {**found, **self.typed_so_far()}
        for each in self._fields():
            if each.id in found and self.takes_kept(each):
                each.restore(found[each.id])
        self.put_back()

    def takes_kept(self, field: Any) -> bool:
        """Whether what was kept of an earlier try goes into this field: nobody has touched it since."""
        return bool(field.as_begun())

    def typed_so_far(self) -> Typed:
        """What stands in the fields that do not stand as they began."""
        return {each.id: each.kept() for each in self._fields() if each.id and not each.as_begun()}

    def put_back(self) -> None:
        """The fields were filled again without telling anybody: show what goes with them. Default: nothing."""

    @on(PickList.Chosen)
    @on(PickList.Typed)
    @on(Input.Changed)
    def keep_soon(self) -> None:
        """What stands in the fields is kept after a pause."""
        if self.words is None:
            return
        self._typed = self.typed_so_far()
        if self._pause is not None:
            self._pause.stop()
        self._pause = once(self, PAUSE, self._keep)

    @on(events.ScreenSuspend)
    def _keep(self) -> None:
        """Keep what is typed; another screen may be in front, perhaps the lock."""
        if self.words is not None and not self.write(
            partial(self.words.keep, self._typed), lambda _none: None, group="words"
        ):
            self._pause = once(self, PAUSE, self._keep)

    async def on_unmount(self) -> None:
        """Keep what is typed, whoever closed the question: another clerk, the lock, the end of the program."""
        if self.words is not None:
            with suppress(RuleBroken):
                await asyncio.to_thread(self.words.keep, self._typed)
