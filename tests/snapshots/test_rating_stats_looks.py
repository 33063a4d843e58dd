"""How the ratings of a month look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from counter_tui.i18n import set_language
from counter_tui.settings import Settings, write_settings
from support.apps import app_on, settled, signed_in
from support.matter_screen import press
from support.rated_visits import visited
from support.stations import LIU, ZHAO, SmallStation, open_small_station

pytestmark = pytest.mark.xdist_group("snapshots")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """A station where nine customers were asked: one clerk with a bad rating, another with fewer and only fives."""
    small = open_small_station(tmp_path, empty=True)
    for level in (5, 5, 4, 1, 3, None):
        visited(small, level=level)
    for level in (5, 5, None):
        visited(small, LIU, level)
    yield small
    small.services.close()
    set_language("zh")


@pytest.mark.parametrize(("language", "size"), [("zh", (80, 24)), ("en", (120, 36))])
def test_a_month_of_ratings_looks_like_this(
    snap_compare: Callable[..., bool], small: SmallStation, language: Any, size: tuple[int, int]
) -> None:
    """The clerk with the bad rating in full; in a wide window the intervals beside the lines."""
    write_settings(small.home.settings, replace(Settings(), language=language, rating_least=3))
    app = app_on(small)
    set_language(language)

    async def ready(pilot: Pilot[None]) -> None:
        await signed_in(pilot, ZHAO, "rating_stats")
        await press(pilot, "down")
        await settled(pilot)

    assert snap_compare(app, terminal_size=size, run_before=ready)
