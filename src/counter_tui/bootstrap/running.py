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
    place = [home]
    desk = Desk(call=lambda *how: _call_apart(place[0], *how))

    first = _first(home, passphrase)

    def open_desk() -> Desk:
        if place[0].store.exists() and first != "passphrase":
            desk.opened = open_services(place[0], clock, passphrase=passphrase)
        return desk

    def unlock(typed: str) -> Desk:
        desk.opened = open_services(home, clock, passphrase=typed)
        return desk

    def open_demo(progress: Progress) -> Desk:
        from counter_tui.services.demo.station import Wish, ensure_demo, today_here

        place[0] = demo_home or home
        ensure_demo(place[0], Wish(today_here()), open_services, on_progress=progress)
        return open_desk()

    parts: dict[str, Any] = {
        "open_station": open_desk,
        "now": lambda: clock.now().astimezone(_zone(settings.timezone)),
        "screens": Doors(
            desk,
            {
                "first_start": partial(_first_start, open_demo, home),
                "passphrase": partial(_passphrase, unlock),
                "closed": lambda: closed_screen(place[0]),
            },
        ),
        "first": first,
        "first_waits": first == "first_start",
        "settings": settings,
        **_keys_of(home),
        "save_settings": lambda changed: write_settings(place[0].settings, changed),
        "check_settings": lambda wished: check_settings(place[0], wished),
        "idle": partial(cover, desk, "idle"),
        "lock": partial(cover, desk, "change"),
        "closed": partial(close, desk),
        "unusable": _unusable,
    }
    return CounterApp(Wiring(**{**parts, **wiring}))


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
