"""The rating pad as a process of its own would be: with services of its own on the same store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from textual.pilot import Pilot

from counter_tui.app.pad import PadApp
from counter_tui.bootstrap import open_services
from counter_tui.bootstrap.pad import make_pad
from counter_tui.i18n import set_language
from counter_tui.screens.rating.pad_screen import PadScreen
from support.apps import settled, styled_once
from support.matter_screen import Seconds
from support.stations import SmallStation


@contextmanager
def pad_on(small: SmallStation, **wiring: Any) -> Iterator[PadApp]:
    """A pad of this station, not yet running: no tick of its own, a clock of seconds that stands still."""
    set_language("zh")
    services = open_services(small.home, small.clock)
    try:
        with services.pad.hold("screen") as hold:
            parts = {"tick": None, "seconds": Seconds(), **wiring}
            yield styled_once(make_pad(small.home, services, hold, **parts))
    finally:
        services.close()
        set_language("zh")


def screen_of(pilot: Pilot[None]) -> PadScreen:
    """The pad's one screen."""
    screen = pilot.app.screen
    assert isinstance(screen, PadScreen)
    return screen


async def ticked(pilot: Pilot[None], seconds: float = 0.0) -> None:
    """Let the pad look at the time and the store, after so many seconds."""
    app = cast(PadApp, pilot.app)
    cast(Seconds, app.seconds).value += seconds
    app.tick()
    await settled(pilot)
