"""Filling in the acceptance form as a clerk does, for pilot tests."""

from __future__ import annotations

from typing import Any, cast

from textual.pilot import Pilot

from counter_tui.app import CounterApp
from counter_tui.bootstrap import Services
from counter_tui.screens.acceptance import AcceptanceScreen, AcceptedScreen
from counter_tui.screens.acceptance.form import Form
from support.apps import rushed, settled
from support.stations import WANG

KNOWN = "110101199003074477"
"""王建国's identity number; he is on file and has a matter open."""
STRANGER = "110101197503051811"
"""An identity number nobody on file has."""


def app_of(pilot: Pilot[None]) -> CounterApp:
    """The app."""
    return cast(CounterApp, pilot.app)


def form_screen(pilot: Pilot[None]) -> AcceptanceScreen:
    """The form in front."""
    screen = app_of(pilot).screen
    assert isinstance(screen, AcceptanceScreen), screen
    return screen


def done_screen(pilot: Pilot[None]) -> AcceptedScreen:
    """The panel after an acceptance."""
    screen = app_of(pilot).screen
    assert isinstance(screen, AcceptedScreen), screen
    return screen


def form(pilot: Pilot[None]) -> Form:
    """The rows of the form in front."""
    return form_screen(pilot).form


def texts(pilot: Pilot[None], *keys: str) -> list[str]:
    """What stands in these fields."""
    return [form(pilot).text(key) for key in keys]


def verdict(pilot: Pilot[None], key: str) -> str:
    """The third column of a field."""
    return form(pilot).row(key).verdict


async def go_to(pilot: Pilot[None], key: str) -> None:
    """Put the focus into a field."""
    form(pilot).control(key).focus()
    await pilot.pause()


async def fill(pilot: Pilot[None], **values: str) -> None:
    """Type these texts into these fields, over what stands there, as fast as the keys come."""
    for key, value in values.items():
        await go_to(pilot, key)
        await rushed(pilot, ["end", "ctrl+u", *value])
    await at_rest(pilot)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait until nothing is under way."""
    await pilot.press(*keys)
    await at_rest(pilot)


async def at_rest(pilot: Pilot[None]) -> None:
    """Wait until nothing is under way and the form has been judged as it stands."""
    await settled(pilot)
    screen = app_of(pilot).screen
    if isinstance(screen, AcceptanceScreen):
        screen.judge_now()
        await settled(pilot)


def exported(services: Services) -> list[dict[str, Any]]:
    """The matters as the lead exports them, the latest last."""
    return sorted(
        services.exports.matters(WANG), key=lambda matter: (matter["accepted_at"], matter["number"])
    )
