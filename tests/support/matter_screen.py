"""Working on a matter as a clerk does, for pilot tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from counter_tui.app import CounterApp
from counter_tui.domain.staff.roles import Actor
from counter_tui.screens.matter.screen import MatterScreen
from counter_tui.screens.rating.screen import RatingScreen
from counter_tui.services.views.matter import MatterView
from support.apps import settled
from support.stations import LI, SmallStation


class Seconds:
    """The app's clock that only runs forward; a test moves it."""

    def __init__(self) -> None:
        self.value = 1000.0

    def __call__(self) -> float:
        """Seconds since some moment."""
        return self.value


def app_of(pilot: Pilot[None]) -> CounterApp:
    """The app."""
    return cast(CounterApp, pilot.app)


def matter_of(pilot: Pilot[None]) -> MatterScreen:
    """The Matter screen in front or under a question."""
    return next(each for each in reversed(app_of(pilot).screen_stack) if isinstance(each, MatterScreen))


def pane_of(pilot: Pilot[None]) -> RatingScreen:
    """The rating pane in front."""
    screen = app_of(pilot).screen
    assert isinstance(screen, RatingScreen), screen
    return screen


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait until nothing is under way."""
    await pilot.press(*keys)
    await settled(pilot)


def strike(pilot: Pilot[None], keys: Sequence[str]) -> None:
    """Let all these keys arrive in one moment, as a terminal sends what was typed while the program was busy."""
    for key in keys:
        if len(key) == 1:
            name = key if key.isalnum() else _character_to_key(key)
            app_of(pilot).post_message(events.Key(name, key))
        else:
            app_of(pilot).post_message(events.Key(key, None))


async def tick(pilot: Pilot[None]) -> None:
    """One tick of the app, and everything it sets going."""
    app_of(pilot).tick()
    await settled(pilot)


def matter_about(small: SmallStation, actor: Actor, customer: str) -> str:
    """The id of this person's open or offered matter of the customer whose name begins so."""
    home = small.services.home.view(actor)
    found = [each for each in (*home.matters, *home.inbox) if each.customer.startswith(customer)]
    return found[0].matter_id


def view_of(small: SmallStation, actor: Actor, matter_id: str) -> MatterView:
    """The matter as the service shows it to this person."""
    return small.services.matters.view(actor, matter_id)


async def kept(
    pilot: Pilot[None], small: SmallStation, matter: str, act: str, typed: object, actor: Actor = LI
) -> None:
    """Wait until this is what the store has of what the person typed into the question."""
    for _try in range(20_000):
        await settled(pilot)
        if view_of(small, actor, matter).begun.get(act) == typed:
            return
    raise AssertionError(view_of(small, actor, matter).begun)
