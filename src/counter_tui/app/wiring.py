"""What the app is handed: the station to open, the screens, the settings, the clocks."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol

from msgspec import Struct, field

from counter_tui.domain.errors import RuleBroken
from counter_tui.screens.base import Screens
from counter_tui.settings import Settings
from counter_tui.widgets.burst import code_shaped
from counter_tui.widgets.status import StatusView

if TYPE_CHECKING:
    from counter_tui.app.app import CounterApp
    from counter_tui.commands.keymap import Problem
    from counter_tui.screens.centre_call import CentreCall


class Station(Protocol):
    """What the app asks of the opened station; everything else is between bootstrap and the screens."""

    def status(self) -> StatusView:
        """The state of the counter now; called in a thread."""

    def look(self) -> Literal["changed", "unsettled", "at rest"]:
        """What the store's files tell of writes since the last look; "unsettled" where asking the store is worth it.

        Called at every tick in the thread of the screen: it must cost next to nothing.
        """

    def moved(self) -> bool:
        """Has another program written into the store since the last call? Called in a thread."""

    def keep_copies(self) -> None:
        """Make the copies of the store that are due; called in a thread, now and then."""

    def keep_in_touch(self, call: CentreCall) -> None:
        """Call the centre where that is due or wanted; called in a thread of its own, now and then.

        Raises RuleBroken where there can be no call.
        """

    def say(self, broken: RuleBroken) -> str:
        """The broken rule in words, in the language in use."""

    def close(self) -> None:
        """Let go of the store."""


class Wiring(Struct, frozen=True):
    """What bootstrap (or a test) hands the app.

    ``open_station`` runs in a thread after the first frame; ``screens`` makes the screens by name and
    ``first`` is the one shown when the station is open, or before it with ``first_waits`` False. ``now``
    gives local time, ``seconds`` a clock that only runs forward. ``tick`` is how often the clock and the
    store are looked at (None: never, the test calls ``App.tick``). ``looks_like_code`` decides what a
    burst of keys must look like to be a scan (None: every key is a person's). ``idle`` is called when
    nobody has pressed a key for the minutes of
    the settings, ``lock`` when somebody asks for the screen to be covered. ``check_settings`` raises
    RuleBroken for a folder that may not be used, and gives back what else to say about the settings.
    ``closed`` is called when the company's centre has closed this PC down. ``unusable`` puts a failure to open into
    words.
    ``keys`` are other keys by the id of their command; ``key_problems`` says why those of the file are not used.
    ``plain`` is what the terminal asks for where the settings leave the look open.
    ``connected`` tells whether there still is a terminal to read keys from.
    """

    open_station: Callable[[], Station]
    now: Callable[[], datetime]
    screens: Screens = field(default_factory=dict)
    first: str = ""
    first_waits: bool = True
    settings: Settings = field(default_factory=Settings)
    save_settings: Callable[[Settings], None] = lambda _settings: None
    plain: bool = False
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    key_problems: tuple[Problem, ...] = ()
    idle: Callable[[CounterApp], None] = lambda _app: None
    lock: Callable[[CounterApp], None] = lambda _app: None
    closed: Callable[[CounterApp], None] = lambda _app: None
    check_settings: Callable[[Settings], str] = lambda _settings: ""
    unusable: Callable[[Exception], str] = lambda error: type(error).__name__
    looks_like_code: Callable[[str], bool] | None = code_shaped
    tick: float | None = 0.5
    seconds: Callable[[], float] = time.monotonic
    connected: Callable[[], bool] = lambda: True
