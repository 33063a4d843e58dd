"""The rating pad on a home's open station."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from counter_tui.paths import Home
from counter_tui.settings import Language, read_settings
from counter_tui.trouble_log import close_log, open_log

if TYPE_CHECKING:
    from counter_tui.app.pad import PadApp
    from counter_tui.bootstrap.services import Services
    from counter_tui.domain.errors import RuleBroken
    from counter_tui.services.ratings.pad import PadHold
    from counter_tui.terminal import Terminal


def make_pad(
    home: Home,
    services: Services,
    hold: PadHold,
    *,
    language: Language | None = None,
    touch: bool = False,
    **wiring: Any,
) -> PadApp:
    """The pad's app, not yet running; ``wiring`` replaces parts of its wiring. Raises SettingsBroken."""
    from counter_tui.app.pad import PadApp, PadWiring
    from counter_tui.screens.rating.pad_screen import PadScreen

    settings = read_settings(home.settings)
    if language is not None:
        settings = replace(settings, language=language)
    screen = partial(PadScreen, services, hold, sound=settings.pad_sound, touch=touch)
    return PadApp(PadWiring(**{"screen": screen, "say": _say, "settings": settings, **wiring}))


def run_pad(
    home: Home,
    services: Services,
    hold: PadHold,
    terminal: Terminal,
    *,
    language: Language | None = None,
    touch: bool = False,
) -> int:
    """Be the pad until its window is closed; the exit code. Raises SettingsBroken."""
    wiring = {"plain": terminal.plain, "connected": sys.stdin.isatty}
    app = make_pad(home, services, hold, language=language, touch=touch, **wiring)
    log = open_log(home)
    try:
        app.run()
    finally:
        close_log(log)
    return app.return_code or 0


def _say(broken: RuleBroken) -> str:
    # Loaded when something is refused, which most pads never see.
    from counter_tui.services.wording.rules import say_rule

    return say_rule(broken)
