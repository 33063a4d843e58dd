"""An app of the shell alone, in Chinese, with nothing behind it; and the small station for whoever needs one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from counter_tui.app import CounterApp, Wiring
from counter_tui.settings import Settings
from pilot.trial import NOON, FormScreen, ListScreen, StillStation
from support.apps import styled_once
from support.frames import frames as frames
from support.stations import SmallStation, open_small_station

MakeApp = Callable[..., CounterApp]


@pytest.fixture
def station() -> StillStation:
    """The station of the app."""
    return StillStation()


@pytest.fixture
def make_app(station: StillStation) -> MakeApp:
    """Makes the app; what is passed replaces parts of its wiring."""

    def make(**changes: object) -> CounterApp:
        parts: dict[str, object] = {
            "open_station": lambda: station,
            "now": lambda: NOON,
            "screens": {"list": ListScreen, "form": FormScreen},
            "first": "list",
            "settings": Settings(),
            "tick": None,
            "looks_like_code": None,
        }
        return styled_once(CounterApp(Wiring(**{**parts, **changes})))  # type: ignore[arg-type]

    return make


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()
