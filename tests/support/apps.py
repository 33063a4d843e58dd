"""The app on the small station, for pilot tests."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from typing import Any, TypeVar, cast

from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import DataTable
from textual.worker import WorkerCancelled

from counter_tui.app import CounterApp
from counter_tui.app.dressed import DressedApp
from counter_tui.app.style_sheet import KeptStylesheet
from counter_tui.bootstrap import make_app
from counter_tui.domain.staff.roles import Actor
from counter_tui.i18n import set_language
from counter_tui.screens.desk import Desk
from support.frames import draw_first, drawn
from support.idle import A_MOMENT, idle
from support.stations import SmallStation

AnyApp = TypeVar("AnyApp", bound=DressedApp)

MOST_ROUNDS = 50_000
"""After so many looks an app that still has something on its way will not come to rest."""
QUIET_LOOKS = 2
PATIENCE = 60
"""Seconds, for a machine with much else to do."""


class Looks:
    """Seconds that pass by looking: a thousandth at each look, or as many as a test lets pass."""

    def __init__(self) -> None:
        self.passed = 0.0

    def __call__(self) -> float:
        """The seconds so far."""
        self.passed += 0.001
        return self.passed


def app_on(small: SmallStation, **wiring: Any) -> CounterApp:
    """The app on this station: no tick of its own, no bursts, a clock that moves a thousandth at every look."""
    set_language("zh")
    parts: dict[str, Any] = {"tick": None, "looks_like_code": None, "seconds": Looks(), **wiring}
    app = make_app(small.home, small.clock, **parts)
    return styled_once(app)


def styled_once(app: AnyApp) -> AnyApp:
    """The app with the style sheet of all apps of this process: rules are read, and styles worked out, only once.

    It keeps styles by what the rules can tell apart, whichever app the widget is in (test_kept_styles holds that).
    """
    colours = app.get_css_variables()
    app.stylesheet = _sheet(tuple(sorted(colours.items())))
    app.stylesheet.set_variables(colours)
    return app


@cache
def _sheet(colours: tuple[tuple[str, str], ...]) -> KeptStylesheet:
    return KeptStylesheet(dict(colours))


def desk_of(app: CounterApp) -> Desk:
    """The desk of an app whose station is open."""
    return cast(Desk, app.station)


async def settled(pilot: Pilot[None], waiting: str = "") -> None:
    """Wait until every question has its answer and everything has its place.

    ``waiting`` is a group of workers that themselves wait for a person to answer a dialog.
    """
    app = cast(CounterApp, pilot.app)
    quiet = 0
    for _round in range(MOST_ROUNDS):
        await idle()
        # A screen that came to the front while it was being changed asks for no frame of its own.
        app.screen._on_timer_update()
        # An empty list would mean all of them.
        awaited = [each for each in app.workers if each.group != waiting]
        with suppress(WorkerCancelled):
            # A later question of its group has overtaken one that was waited for here.
            if awaited:
                await app.workers.wait_for_complete(awaited)
        quiet = 0 if any(_under_way(app, waiting)) else quiet + 1
        if quiet == QUIET_LOOKS:
            draw_first(app)
            return
        if not quiet:
            await asyncio.sleep(A_MOMENT)
    raise AssertionError(f"never came to rest: {[what for what in _under_way(app, waiting) if what]}")


async def until(there: Callable[[], object]) -> None:
    """Wait for what comes by a timer of the app's own, such as the end of a pause in typing."""
    async with asyncio.timeout(PATIENCE):
        while not there():
            await asyncio.sleep(A_MOMENT)
            await idle()


def _under_way(app: CounterApp, waiting: str = "") -> Iterator[object]:
    """What is still on its way: keys, a new size, questions, messages, tables, layouts."""
    # A rating pad has no fields for which keys would wait.
    yield getattr(app, "keys_waiting", False)
    yield app._resize_event is not None
    yield from (worker for worker in app.workers if not worker.is_finished and worker.group != waiting)
    yield not app._message_queue.empty()
    yield app.screen._layout_required or app.screen._dirty_widgets
    # One walk: this is asked at every look of every test.
    for node in (app.screen, *app.screen.walk_children(Widget)):
        yield not node._message_queue.empty() or node._layout_required
        yield isinstance(node, DataTable) and node._require_update_dimensions


async def signed_in(pilot: Pilot[None], actor: Actor, name: str = "home", *details: Any) -> None:
    """Let this person be at the counter, with the screen of this name open over the first one."""
    app = cast(CounterApp, pilot.app)
    await settled(pilot)
    desk_of(app).actor = actor
    app.poll()
    if name == "home":
        app.start_over("home")
    else:
        app.switch_screen(HomeOnceSeen())
        app.go(name, *details)
    await settled(pilot)


class HomeOnceSeen(Screen[None]):
    """Stands where Home does under the screen that a test is about, and becomes Home when that one is closed.

    A fourth of the time of such a test was for a Home nobody looked at.
    """

    def on_mount(self) -> None:
        """Wait to be seen."""
        self.stood_under = False

    def on_screen_suspend(self) -> None:
        """The screen of the test stands over it."""
        self.stood_under = True

    def on_screen_resume(self) -> None:
        """It is in front again: this is Home."""
        if self.stood_under:
            cast(CounterApp, self.app).instead("home")


def shown(app: App[Any]) -> list[str]:
    """The lines of the screen in front, as a person reads them."""
    strips = drawn(app)
    return ["".join(segment.text for segment in strip) for strip in strips]


async def pressed(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait until what came of each stands there."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def typed(pilot: Pilot[None], text: str) -> None:
    """Type a text, character by character."""
    await rushed(pilot, text)


_KEY_NAMES = {" ": "space", "-": "minus", "/": "slash", ".": "full_stop", ",": "comma", ":": "colon"}


async def rushed(pilot: Pilot[None], keys: Sequence[str]) -> None:
    """Press keys as fast as somebody who leans on the keyboard, then wait until all of them have been answered."""
    for key in keys:
        name = _KEY_NAMES.get(key, key)
        character = key if len(key) == 1 else None
        pilot.app.post_message(events.Key(name, character))
    await settled(pilot)
