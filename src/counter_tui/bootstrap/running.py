"""The app on a home: what it is made of, and which screen it begins with."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import tzinfo
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from counter_tui.bootstrap.covering import close, closed_screen, cover
from counter_tui.bootstrap.doors import Doors
from counter_tui.bootstrap.services import open_services
from counter_tui.bootstrap.wished_settings import check_settings
from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import Home, command_on
from counter_tui.settings import Language, SettingsBroken, read_settings, write_settings
from counter_tui.trouble_log import close_log, open_log

if TYPE_CHECKING:
    from counter_tui.app import CounterApp
    from counter_tui.domain.clock import Clock
    from counter_tui.screens.desk import Desk
    from counter_tui.services.centre.calls import Says
    from counter_tui.services.views.sync import Called
    from counter_tui.terminal import Terminal

Progress = Callable[[int, int], None]
"""Told how many of how many steps are done."""


def make_app(
    home: Home,
    clock: Clock | None = None,
    *,
    demo_home: Home | None = None,
    language: Language | None = None,
    passphrase: str = "",
    **wiring: Any,
) -> CounterApp:
    """The app on this home, not yet running: sign-in first, or the questions of the first start without a station.

    A store that is locked by a passphrase is opened with ``passphrase``, else the app asks for it before sign-in.
    ``demo_home`` is where the first start may make a demo station; ``language`` goes before the one in the settings;
    ``wiring`` replaces parts of the app's wiring.
    Raises SettingsBroken.
    """
    from counter_tui.app import CounterApp, Wiring
    from counter_tui.screens.desk import Desk
    from counter_tui.services.clock import SystemClock

    settings = read_settings(home.settings)
    if language is not None:
        settings = replace(settings, language=language)
    clock = clock or SystemClock()
    first = _first(home, passphrase)
    opening = _Opening(home, clock, passphrase, locked=first == "passphrase")
    desk = opening.desk = Desk(call=lambda *how: _call_apart(opening.home, *how))
    parts: dict[str, Any] = {
        "open_station": opening.open,
        "now": lambda: clock.now().astimezone(_zone(settings.timezone)),
        "screens": _doors(opening, home, demo_home or home),
        "first": first,
        "first_waits": first == "first_start",
        "settings": settings,
        **_keys_of(home),
        "save_settings": lambda changed: write_settings(opening.home.settings, changed),
        "check_settings": lambda wished: check_settings(opening.home, wished),
        "idle": partial(cover, desk, "idle"),
        "lock": partial(cover, desk, "change"),
        "closed": partial(close, desk),
        "unusable": _unusable,
    }
    return CounterApp(Wiring(**{**parts, **wiring}))


def _doors(opening: _Opening, home: Home, demo_home: Home) -> Doors:
    """The screens of the app, with those that come before there is a station."""
    return Doors(
        opening.desk,
        {
            "first_start": partial(_first_start, partial(opening.open_demo, demo_home), home),
            "passphrase": partial(_passphrase, opening.unlock),
            "closed": lambda: closed_screen(opening.home),
        },
    )


class _Opening:
    """Opens the station that the app works on, which the first start may put into another home."""

    desk: Desk

    def __init__(self, home: Home, clock: Clock, passphrase: str, *, locked: bool) -> None:
        self.home = home
        self._clock, self._passphrase, self._locked = clock, passphrase, locked

    def open(self) -> Desk:
        """The desk, with its station where there is one and nobody has to unlock it first."""
        if self.home.store.exists() and not self._locked:
            self.desk.opened = open_services(self.home, self._clock, passphrase=self._passphrase)
        return self.desk

    def unlock(self, typed: str) -> Desk:
        """The desk, with the station that this passphrase unlocks."""
        self.desk.opened = open_services(self.home, self._clock, passphrase=typed)
        return self.desk

    def open_demo(self, home: Home, progress: Progress) -> Desk:
        """The desk, with a demo station in this home."""
        from counter_tui.services.demo.station import Wish, ensure_demo, today_here

        self.home = home
        ensure_demo(home, Wish(today_here()), open_services, on_progress=progress)
        return self.open()


def _call_apart(home: Home, key: bytes, says: Says, is_stopped: Callable[[], bool]) -> Called:
    # Loaded when a call is due, which is not before somebody works.
    from counter_tui.bootstrap.apart import call_apart

    return call_apart(home, key, says, is_stopped)


def _keys_of(home: Home) -> dict[str, Any]:
    if not home.keys.exists():
        return {}
    from counter_tui.commands.keymap import read_keys

    read = read_keys(home.keys)
    return {"keys": read.keys, "key_problems": read.problems}


@cache
def _zone(name: str) -> tzinfo:
    # Loaded when a time is shown first, which is after the first frame.
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def run_app(
    home: Home,
    terminal: Terminal,
    *,
    demo_home: Home | None = None,
    language: Language | None = None,
    passphrase: str = "",
) -> int:
    """Run the app on this home until somebody quits; the exit code. Raises SettingsBroken."""
    app = make_app(
        home,
        plain=terminal.plain,
        demo_home=demo_home,
        language=language,
        passphrase=passphrase,
        connected=sys.stdin.isatty,
    )
    log = open_log(home) if home.store.exists() else None
    try:
        app.run()
    finally:
        close_log(log)
    return app.return_code or 0


def _first(home: Home, passphrase: str) -> str:
    """The screen the app begins with."""
    if not home.store.exists():
        return "first_start"
    return "passphrase" if home.asks_passphrase and not passphrase else "sign_in"


def _passphrase(unlock: Callable[[str], Desk]) -> Any:
    from counter_tui.screens.passphrase import PassphraseScreen

    return PassphraseScreen(unlock)


def _first_start(open_demo: Callable[[Progress], Desk], home: Home) -> Any:
    from counter_tui.screens.first_start.screen import FirstStartScreen

    return FirstStartScreen(open_demo, command_on(home, "init"))


def _unusable(error: Exception) -> str:
    """Why the station cannot be opened, in words."""
    from counter_tui.services.wording.rules import say_rule

    if isinstance(error, RuleBroken):
        return say_rule(error)
    return str(error) if isinstance(error, SettingsBroken) else type(error).__name__
