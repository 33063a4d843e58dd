"""The app of a rating pad: one screen, no staff, no commands."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct
from textual.screen import Screen

from counter_tui.app.dressed import DressedApp, look_of
from counter_tui.app.watching import HUNG_UP
from counter_tui.domain.errors import RuleBroken
from counter_tui.i18n import set_language
from counter_tui.screens import rating
from counter_tui.screens.rating.pad_screen import PadScreen
from counter_tui.settings import Settings
from counter_tui.trouble_log import note_trouble

TICK = 0.25
"""Seconds between two looks at the times of the store's files."""
RATING_STYLE = Path(rating.__file__).with_name("rating.tcss")
STYLES = Path(__file__).parent.parent / "styles"


class PadWiring(Struct, frozen=True):
    """What bootstrap (or a test) hands the pad.

    ``screen`` makes its one screen; ``say`` puts a broken rule into words; the rest is as the counter's app has it.
    """

    screen: Callable[[], PadScreen]
    say: Callable[[RuleBroken], str]
    settings: Settings
    plain: bool = False
    tick: float | None = TICK
    seconds: Callable[[], float] = time.monotonic
    connected: Callable[[], bool] = lambda: True


class PadApp(DressedApp, inherit_bindings=False):
    """The rating pad in a window of its own. No key but those of its screen does anything."""

    # Textual reads no style of the screen an app begins with.
    CSS_PATH = [STYLES / "bands.tcss", RATING_STYLE]
    BINDINGS = []
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, wiring: PadWiring) -> None:
        super().__init__()
        self.wiring = wiring
        self.seconds = wiring.seconds
        set_language(wiring.settings.language)
        self.dress(look_of(wiring.settings.theme, plain=wiring.plain))

    def get_default_screen(self) -> Screen[Any]:
        """The pad."""
        return self.wiring.screen()

    def on_mount(self) -> None:
        """Look at the store from now on."""
        if self.wiring.tick is not None:
            self.set_interval(self.wiring.tick, self.tick)

    def tick(self) -> None:
        """Let the screen look at the time and the store; end when the window has gone."""
        if not self.wiring.connected():
            self.exit(return_code=HUNG_UP)
        elif isinstance(self.screen, PadScreen):
            self.screen.tick()

    def say(self, broken: RuleBroken) -> str:
        """The broken rule in words."""
        return self.wiring.say(broken)

    def give_up(self, broken: RuleBroken) -> None:
        """There is no store to keep a press in any more: end with its words and exit code 4."""
        note_trouble(broken)
        self.exit(return_code=4, message=self.say(broken))

    def _handle_exception(self, error: Exception) -> None:
        note_trouble(error)
        super()._handle_exception(error)
