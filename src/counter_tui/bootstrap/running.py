"""The app on a home: which screens there are, who may open them, and what locks the counter."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import tzinfo
from functools import cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from counter_tui.bootstrap.services import open_services
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.matrix import role_may
from counter_tui.domain.staff.matrix.screens import SCREENS
from counter_tui.paths import Home, command_on
from counter_tui.settings import Language, Settings, SettingsBroken, read_settings, write_settings

if TYPE_CHECKING:
    from counter_tui.app import CounterApp
    from counter_tui.domain.clock import Clock
    from counter_tui.screens.base import Factory
    from counter_tui.screens.desk import Desk
    from counter_tui.services.centre_calls import Says
    from counter_tui.services.views.sync import Called
    from counter_tui.terminal import Terminal

Progress = Callable[[int, int], None]
"""Told how many of how many steps are done."""

_SCREENS = {
    "acceptance": "counter_tui.screens.acceptance.screen:AcceptanceScreen",
    "my_ratings": "counter_tui.screens.my_ratings.screen:MyRatingsScreen",
    "day_ratings": "counter_tui.screens.my_ratings.screen:DayRatingsScreen",
    "packs": "counter_tui.screens.packs.screen:PacksScreen",
    "actions": "counter_tui.screens.actions.screen:ActionsScreen",
    "check": "counter_tui.screens.checks.one:CheckScreen",
    "checks": "counter_tui.screens.checks.screen:ChecksScreen",
    "minutes": "counter_tui.screens.minutes.screen:MinutesScreen",
    "charges": "counter_tui.screens.charges.screen:ChargesScreen",
    "comments": "counter_tui.screens.comments.screen:CommentsScreen",
    "close": "counter_tui.screens.close.screen:CloseScreen",
    "closed": "counter_tui.screens.closed:ClosedScreen",
    "enquiries": "counter_tui.screens.enquiry.day:EnquiriesScreen",
    "bundles": "counter_tui.screens.bundles.screen:BundlesScreen",
    "brief": "counter_tui.screens.brief.screen:BriefScreen",
    "breaches": "counter_tui.screens.breaches.screen:BreachesScreen",
    "find": "counter_tui.screens.find.screen:FindScreen",
    "first_start": "counter_tui.screens.first_start.screen:FirstStartScreen",
    "home": "counter_tui.screens.home.screen:HomeScreen",
    "labels": "counter_tui.screens.labels.screen:LabelsScreen",
    "matter": "counter_tui.screens.matter.screen:MatterScreen",
    "meeting": "counter_tui.screens.meeting.screen:MeetingScreen",
    "passphrase": "counter_tui.screens.passphrase:PassphraseScreen",
    "praise": "counter_tui.screens.praise.screen:PraiseScreen",
    "proof": "counter_tui.screens.proof.screen:ProofScreen",
    "rating": "counter_tui.screens.rating.screen:RatingScreen",
    "recovery": "counter_tui.screens.recovery.screen:RecoveryScreen",
    "rating_stats": "counter_tui.screens.rating_stats.screen:RatingStatsScreen",
    "attention": "counter_tui.screens.attention.screen:AttentionScreen",
    "gaming": "counter_tui.screens.gaming.screen:GamingScreen",
    "sheets": "counter_tui.screens.sheets.screen:SheetsScreen",
    "register": "counter_tui.screens.register.screen:RegisterScreen",
    "settings": "counter_tui.screens.settings:SettingsScreen",
    "shift": "counter_tui.screens.shift.screen:ShiftScreen",
    "sign_in": "counter_tui.screens.sign_in.screen:SignInScreen",
    "site_card": "counter_tui.screens.site_card.screen:SiteCardScreen",
    "staff": "counter_tui.screens.staff.screen:StaffScreen",
    "sync": "counter_tui.screens.sync.screen:SyncScreen",
    "units": "counter_tui.screens.units.screen:UnitsScreen",
    "voice": "counter_tui.screens.voice.screen:VoiceScreen",
}


class Doors(Mapping[str, "Factory"]):
    """The screens by name, each loaded when it is first opened.

    A name is *in* here only for somebody who is signed in, not locked out, and allowed in.
    """

    def __init__(self, desk: Desk, given: Mapping[str, Factory]) -> None:
        self.desk, self.given = desk, given

    def __contains__(self, name: object) -> bool:
        actor = self.desk.actor
        if name not in self.given and name not in _SCREENS:
            return False
        need = SCREENS.get(str(name), "anybody")
        return actor is not None and self.desk.manned and role_may(actor.role, need)

    def __getitem__(self, name: str) -> Factory:
        if name in self.given:
            return self.given[name]
        module, _colon, factory = _SCREENS[name].partition(":")
        made: Factory = getattr(import_module(module), factory)
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(_SCREENS | dict(self.given))

    def __len__(self) -> int:
        return len(_SCREENS | dict(self.given))


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
                "closed": lambda: _closed_screen(place[0]),
            },
        ),
        "first": first,
        "first_waits": first == "first_start",
        "settings": settings,
        **_keys_of(home),
        "save_settings": lambda changed: write_settings(place[0].settings, changed),
        "check_settings": lambda wished: _check_settings(place[0], wished),
        "idle": partial(_cover, desk, "idle"),
        "lock": partial(_cover, desk, "change"),
        "closed": partial(_close, desk),
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
    log = log_of(home)
    try:
        app.run()
    finally:
        if log is not None:
            logging.getLogger("counter_tui").removeHandler(log)
            log.close()
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


def _cover(desk: Desk, why: str, app: CounterApp) -> None:
    """Cover the clerk's screen; the customer's own screen is left alone."""
    if desk.manned and getattr(app.screen, "with_bands", True):
        desk.locked = True
        for each in app.screen_stack:
            getattr(each, "covered", _nothing)()
        app.poll()
        app.go("sign_in", why)


def _close(desk: Desk, app: CounterApp) -> None:
    """Nobody works here any more: every screen goes, and what became of the PC is said."""
    if not app.screen.has_class("at-closed"):
        desk.actor = None
        app.start_over("closed")


def _closed_screen(home: Home) -> Any:
    from counter_tui.screens.closed import ClosedScreen

    return ClosedScreen(partial(_closed_words, home))


def _closed_words(home: Home) -> list[str]:
    from counter_tui.services.closed_pc import read_closed
    from counter_tui.services.wording.closing import say_closed
    from counter_tui.services.wording.rules import say_rule

    noted = read_closed(home)
    return say_closed(home, noted) if noted else [say_rule(RuleBroken("closed_down"))]


def _nothing() -> None:
    """What a screen does that has nothing to hide."""


def _check_settings(home: Home, wished: Settings) -> str:
    from counter_tui.services.fit_to_set_up import require_outside
    from counter_tui.services.printers.usable import require_usable

    require_outside(home, wished.papers_folder)
    require_usable(wished)
    if not wished.backup_folder or wished.backup_folder == _kept_backup_folder(home):
        # A stick that is out for the moment stands in the way of no other setting.
        return ""
    from counter_tui.services.backups import require_folder
    from counter_tui.services.wording.backup import say_same_disk

    return say_same_disk(wished.backup_folder) if require_folder(home, wished.backup_folder) else ""


def _kept_backup_folder(home: Home) -> str:
    try:
        return read_settings(home.settings).backup_folder
    except SettingsBroken:
        return ""


def _unusable(error: Exception) -> str:
    from counter_tui.services.wording.rules import say_rule

    if isinstance(error, RuleBroken):
        return say_rule(error)
    return str(error) if isinstance(error, SettingsBroken) else type(error).__name__


def log_of(home: Home) -> logging.Handler | None:
    """The home's log, readable by its owner only; None where there is no station or it cannot be written."""
    if not home.store.exists():
        return None
    try:
        home.log.touch(mode=0o600)
        handler = logging.FileHandler(home.log, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.getLogger("counter_tui").addHandler(handler)
    return handler
