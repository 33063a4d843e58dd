"""One key after another: a key typed ahead reaches the field the keys before it lead to."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from typing import Protocol

from textual import events
from textual.message_pump import MessagePump

from counter_tui.widgets.burst import BurstFilter, Scan, Stroke, seen_at_once
from counter_tui.widgets.once import once

Typed = events.Key | events.Paste
LOOK_AGAIN = 0.02
"""Seconds between two looks whether held keys may go."""
SETTLED_AFTER = 25
"""Looks after which a key nobody reported back about no longer holds up the next.

Looks and not seconds: where the whole program stands still for a while, as on a slow PC at its first form, the key
stands still too and has yet to be answered.
"""


class Desk(Protocol):
    """What the flow asks of the app: where keys go, whether they may go now, and who wants a scan."""

    def ready_for_keys(self) -> bool:
        """Has the screen in front been drawn and given its focus?"""

    def takes_as_text(self, event: Typed) -> bool:
        """Will the focused field simply insert this?"""

    def echo(self, event: Typed) -> None:
        """Let the focused field show the key as if it had been inserted, until the field gets it."""

    def end_echo(self) -> None:
        """What was shown in this way is not going to be inserted."""

    def take_scan(self, text: str) -> bool:
        """Give a scanned text to the screen in front; False when it wants it typed."""

    def pump(self) -> MessagePump:
        """Whose queue and timers the flow uses."""

    def target(self) -> MessagePump:
        """The focused widget, else the screen in front."""

    def front(self) -> MessagePump:
        """The screen in front."""


class KeyFlow:
    """Holds keys back while a reader may be typing and while the key before is still at work."""

    def __init__(
        self,
        desk: Desk,
        send: Callable[[Typed], Awaitable[None]],
        burst: BurstFilter[Typed] | None,
        time: Callable[[], float],
    ) -> None:
        self._desk, self._send, self._burst, self._time = desk, send, burst, time
        self._queue: deque[Typed | Scan[Typed]] = deque()
        self._in_flight: Typed | None = None
        self._flying_through: tuple[MessagePump, ...] = ()
        self._looks = 0
        self._held_up = self._in_line = self._looks_again = False
        self._typed_into: tuple[Typed, MessagePump] | None = None

    @property
    def waiting(self) -> bool:
        """Is any key still on its way?"""
        held = self._burst is not None and self._burst.deadline is not None
        return bool(self._queue) or self._flying() or held

    async def arrived(self, event: Typed) -> None:
        """A key or a pasted text came from the terminal."""
        if self._burst is None:
            self._queue.append(event)
        elif isinstance(event, events.Key):
            self._decided(self._burst.feed(Stroke(event.key, event.character, event.time, event)))
        else:
            self._decided(self._burst.release())
            self._queue.append(event)
        await self.go_on()
        self._echo_held()
        self._look_again_at_deadline()

    async def came_back(self, event: Typed) -> None:
        """The key has been answered by whoever answers it; what that put into the app's queue goes before the next."""
        if event is self._in_flight:
            self._desk.pump().call_later(self._answered, event)

    async def _answered(self, event: Typed) -> None:
        if event is self._in_flight:
            self._in_flight = None
            await self.go_on()

    async def go_on(self) -> None:
        """Send what may be sent now."""
        while self._queue and self._may_send():
            item = self._queue.popleft()
            if isinstance(item, Scan):
                if self._waits_for_text(item):
                    break
                self._desk.end_echo()
                if not self._desk.take_scan(item.text):
                    self._queue.extendleft(stroke.event for stroke in reversed(item.strokes))
                continue
            await self._send_one(item)
        if self._queue and not self._looks_again:
            self._looks_again = True
            once(self._desk.pump(), LOOK_AGAIN, self._look_again)

    async def _look_again(self) -> None:
        self._looks_again = False
        self._looks += 1
        await self._tick()

    def _may_send(self) -> bool:
        if self._flying() and self._looks < SETTLED_AFTER:
            return False
        self._in_flight = None
        if not self._desk.ready_for_keys():
            self._held_up = True
            return False
        if self._held_up and not self._in_line:
            self._in_line = True
            self._desk.pump().call_later(self._my_turn)
        return not self._held_up

    async def _my_turn(self) -> None:
        """Whoever held the keys up has said before where the focus goes: that was carried out by now."""
        self._held_up = self._in_line = False
        await self.go_on()

    def _flying(self) -> bool:
        """Will somebody still report back? Not once the widget or the screen it was sent to has gone."""
        return self._in_flight is not None and all(each.is_running for each in self._flying_through)

    async def _send_one(self, event: Typed) -> None:
        as_text, target, front = self._desk.takes_as_text(event), self._desk.target(), self._desk.front()
        await self._send(event)
        if as_text:
            self._typed_into = (event, target)
        # A key that was answered at once, or only adds a character, holds up nothing.
        if as_text or not event.is_forwarded:
            return
        self._takes_off(event, (target, front))
        target.call_later(self._was_dispatched, event, target)

    def _waits_for_text(self, scan: Scan[Typed]) -> bool:
        """Let what was typed before a scan stand in its field first: the scan may fill that field too."""
        typed, self._typed_into = self._typed_into, None
        if typed is None or not typed[1].is_running:
            return False
        event, target = typed
        self._queue.appendleft(scan)
        self._takes_off(event, (target, self._desk.front()))
        target.call_later(self._desk.pump().call_later, self.came_back, event)
        return True

    def _takes_off(self, event: Typed, through: tuple[MessagePump, ...]) -> None:
        """The next key waits until this one is reported back."""
        self._in_flight, self._flying_through, self._looks = event, through, 0

    def _was_dispatched(self, event: Typed, at: MessagePump) -> None:
        """This one has handled the event: if it was stopped there, nobody else will report back.

        Asked on the event's own way up, behind it in each queue.
        """
        if event._stop_propagation:
            self._desk.pump().call_later(self.came_back, event)
        elif at not in self._flying_through[1:] and at._parent is not None:
            at._parent.call_later(self._was_dispatched, event, at._parent)

    def _decided(self, outcome: list[Stroke[Typed] | Scan[Typed]]) -> None:
        self._queue.extend(each if isinstance(each, Scan) else each.event for each in outcome)

    def _echo_held(self) -> None:
        """Show what is held, where it will be text unless a reader turns out to have sent it.

        Nobody but the eye takes note of it: nothing has to be taken back from anywhere.
        """
        on_the_way = self._queue or self._flying() or self._held_up or not self._desk.ready_for_keys()
        if self._burst is None or on_the_way:
            return
        for stroke in seen_at_once(self._burst.held):
            if self._desk.takes_as_text(stroke.event):
                self._desk.echo(stroke.event)

    def _look_again_at_deadline(self) -> None:
        deadline = self._burst.deadline if self._burst else None
        if deadline is not None:
            once(self._desk.pump(), max(deadline - self._time(), 0) + 0.002, self._tick)

    async def _tick(self) -> None:
        if self._burst is not None:
            self._decided(self._burst.expire(self._time()))
        await self.go_on()
