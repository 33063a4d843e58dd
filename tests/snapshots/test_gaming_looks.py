"""How flags and drawn ratings look."""

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
from support.gaming_station import flagged_station
from support.matter_screen import press
from support.stations import ZHAO, SmallStation

pytestmark = pytest.mark.xdist_group("snapshots")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    small = flagged_station(tmp_path)
    yield small
    small.services.close()
    set_language("zh")


@pytest.mark.parametrize(("language", "size"), [("zh", (80, 24)), ("en", (120, 36))])
def test_the_flags_of_a_month_look_like_this(
    snap_compare: Callable[..., bool], small: SmallStation, language: Any, size: tuple[int, int]
) -> None:
    """The lists with the reason of the marked flag; in English the visits behind it."""
    write_settings(small.home.settings, replace(Settings(), language=language))
    app = app_on(small)
    set_language(language)

    async def ready(pilot: Pilot[None]) -> None:
        await signed_in(pilot, ZHAO, "gaming")
        if language == "en":
            await press(pilot, "enter")
        await settled(pilot)

    assert snap_compare(app, terminal_size=size, run_before=ready)
