"""The app's eye on the station: at each tick what may have changed is shown, and copies that are due are made."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, cast

from textual import on
from textual.message import Message

from counter_tui.app.keyboard import KeyboardApp
from counter_tui.app.wiring import Station, Wiring
from counter_tui.domain.errors import RuleBroken
from counter_tui.screens.base import CounterScreen
from counter_tui.screens.centre_call import CentreCall
from counter_tui.trouble_log import note_trouble
from counter_tui.widgets.status import StatusView

if TYPE_CHECKING:
    from counter_tui.app.app import CounterApp

HUNG_UP = 129
"""The exit code when the terminal has gone, as a shell gives it for a hang-up."""

COPIES_EVERY = 60.0
"""Seconds between two looks whether a copy of the store is due."""

CALLS_EVERY = 30.0
"""Seconds between two looks whether a call to the centre is due."""

SHOWN_EVERY = 5.0
"""Seconds between two times that screens ask anew while a call writes page after page; its end is shown at once."""


class Polled(Message):
    """The station has been looked at."""

    def __init__(self, status: StatusView, moved: bool) -> None:
        super().__init__()
        self.status, self.moved = status, moved


class Looked(Message):
    """A look at the station is over, whatever it told."""


class CallMoved(Message):
    """The call to the centre has come further, or is over."""


class WatchingApp(KeyboardApp, inherit_bindings=False):
    """An app with a station behind it, open or not yet, that it looks at without being asked."""

    def __init__(self, wiring: Wiring) -> None:
        super().__init__(wiring.looks_like_code, wiring.seconds)
        self.wiring, self.settings = wiring, wiring.settings
        self.status = StatusView(online=None)
        self.station: Station | None = None
        self._polling = self._poll_again = self._copying = False
        self._minute: datetime | None = None
        self._copies_seen = self._calls_seen = wiring.seconds()
        self._in_touch: Thread | None = None
        self.centre_call: CentreCall | None = None
        """The call to the centre that goes on, or the last one that was looked for."""
        self._unshown, self._shown_at = False, 0.0

    def now(self) -> datetime:
        """Local time."""
        return self.wiring.now()

    def tick(self) -> None:
        """Move the clock on, look at the station if it may have changed, notice that nobody is there any more."""
        if not self.wiring.connected():
            # A window that was closed need not tell the program; without this it would read nothing for ever.
            self.exit(return_code=HUNG_UP)
            return
        if isinstance(self.screen, CounterScreen):
            self.screen.refresh_status()
        self._look_at_station()
        self._keep_copies()
        self._keep_in_touch()
        if self.idle_seconds() >= self.settings.idle_minutes * 60:
            self.touch()
            self.wiring.idle(cast("CounterApp", self))

    def _look_at_station(self) -> None:
        """Ask the station where it may say something else: each minute too, since what it says of the date moves."""
        if self.station is None or self._polling:
            return
        before, self._minute = self._minute, self.now().replace(second=0, microsecond=0)
        told = self.station.look()
        if told == "changed" or before != self._minute:
            self.poll()
        elif told == "unsettled":
            self.poll(if_moved=True)

    def poll(self, *, if_moved: bool = False) -> None:
        """Ask for the state of the station in a thread (only where the store has moved).

        A look that goes on may have begun before what is to be shown now, such as who has signed in: then the station
        is asked once more after it.
        """
        if self._polling:
            self._poll_again |= not if_moved
        elif self.station is not None:
            self._polling = True
            self.run_worker(partial(self._look, if_moved), thread=True, group="poll", exit_on_error=False)

    def _keep_copies(self) -> None:
        """Let copies of the store be made in a thread where they are due, seldom, and one such thread at a time."""
        now = self.wiring.seconds()
        if self.station is not None and not self._copying and now - self._copies_seen >= COPIES_EVERY:
            self._copying, self._copies_seen = True, now
            self.run_worker(self._copy, thread=True, group="copies", exit_on_error=False)

    def _copy(self) -> None:
        try:
            if self.station is not None:
                self.station.keep_copies()
        except Exception as error:  # what cannot be copied must not stop the counter
            note_trouble(error)
        finally:
            # What became of it is said at the next tick.
            self._copying, self._minute = False, None

    def _keep_in_touch(self) -> None:
        """Let the centre be called where that is due."""
        if self.wiring.seconds() - self._calls_seen >= CALLS_EVERY:
            self._begin_call(by_hand=False)

    def call_centre(self) -> None:
        """Call the centre now, since somebody wants it; a call that is going on is that call."""
        self._begin_call(by_hand=True)

    def _begin_call(self, *, by_hand: bool) -> None:
        """Make a call in a thread of its own, one at a time.

        The thread is not waited for when somebody leaves: a call that is cut off is made again.
        """
        if self.station is None or self._calling():
            return
        self._calls_seen = self.wiring.seconds()
        self.centre_call = call = CentreCall(self.wiring.seconds, self._call_moved, by_hand=by_hand)
        self._in_touch = Thread(target=self._call_centre, args=(self.station, call), daemon=True)
        self._in_touch.start()

    def _calling(self) -> bool:
        return self._in_touch is not None and self._in_touch.is_alive()

    def _call_centre(self, station: Station, call: CentreCall) -> None:
        try:
            station.keep_in_touch(call)
        except RuleBroken as broken:
            call.broken = broken
            if not call.by_hand:
                note_trouble(broken)
        except Exception as error:  # what cannot be sent now must not stop the counter
            call.failed = note_trouble(error)
        finally:
            # What it brought, or that the centre closed this PC down, is said at the next tick.
            self._minute = None
            call.end()

    def _call_moved(self) -> None:
        self.post_message(CallMoved())

    @on(CallMoved)
    def _show_call(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, CounterScreen):
                screen.call_moved()

    def _look(self, if_moved: bool) -> None:
        try:
            if self.station is not None:
                moved = self.station.moved()
                if moved or not if_moved:
                    self.post_message(Polled(self.station.status(), moved))
        except Exception as error:  # what cannot be shown must not stop the counter
            note_trouble(error)
        finally:
            self.post_message(Looked())

    @on(Looked)
    def _look_is_over(self) -> None:
        again, self._polling, self._poll_again = self._poll_again, False, False
        if again:
            self.poll()

    @on(Polled)
    def _show_polled(self, event: Polled) -> None:
        self.status = event.status
        if event.status.closed:
            self.wiring.closed(cast("CounterApp", self))
            return
        moved = self._is_shown_now(event.moved)
        for screen in self.screen_stack:
            if isinstance(screen, CounterScreen):
                screen.refresh_status()
                if moved:
                    screen.store_changed()

    def _is_shown_now(self, moved: bool) -> bool:
        """Whether screens ask the store anew: what a call brings would otherwise cost every key of its time."""
        now = self.wiring.seconds()
        self._unshown |= moved
        if not self._unshown or (self._calling() and now - self._shown_at < SHOWN_EVERY):
            return False
        self._unshown, self._shown_at = False, now
        return True
