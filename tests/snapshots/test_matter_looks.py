"""How a matter, its questions and the rating pane look at 80x24, in both languages and looks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from counter_tui.app import CounterApp
from counter_tui.i18n import set_language
from support.apps import app_on, settled, signed_in
from support.matter_screen import matter_about, press
from support.rating import just_served
from support.stations import LI, SmallStation, open_small_station

LOOKS = [("zh", "dark"), ("en", "dark"), ("zh", "plain"), ("en", "plain")]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station; the language is put back afterwards."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


def pictured(
    snap_compare: Any,
    small: SmallStation,
    look: tuple[str, str],
    customer: str,
    *keys: str,
    size: tuple[int, int] = (80, 24),
) -> bool:
    """Open the matter of this customer in this look, press the keys, and compare; nobody: one just submitted."""
    matter = matter_about(small, LI, customer) if customer else just_served(small)

    async def get_ready(pilot: Pilot[None]) -> None:
        app = cast(CounterApp, pilot.app)
        await signed_in(pilot, LI, "matter", matter)
        await app.apply(replace(app.settings, language=look[0], theme=look[1]))
        await settled(pilot)
        await press(pilot, *keys)

    return bool(snap_compare(app_on(small), terminal_size=size, run_before=get_ready))


@pytest.mark.parametrize("look", LOOKS)
def test_a_matter_in_work(snap_compare: Any, small: SmallStation, look: tuple[str, str]) -> None:
    """Promises, papers to follow, what happened."""
    assert pictured(snap_compare, small, look, "王")


@pytest.mark.parametrize("look", LOOKS)
def test_a_hand_over_that_waits_for_me(snap_compare: Any, small: SmallStation, look: tuple[str, str]) -> None:
    """The banner with its keys."""
    assert pictured(snap_compare, small, look, "陈")


@pytest.mark.parametrize("look", LOOKS)
def test_handing_over(snap_compare: Any, small: SmallStation, look: tuple[str, str]) -> None:
    """The form for somebody without a PC, with a wrong time."""
    keys = ["h", "0", "enter", *"Li", "tab", *"138", "tab", "tab", "2", "tab", "tab", *"25:00"]
    assert pictured(snap_compare, small, look, "王", *keys)


@pytest.mark.parametrize("look", LOOKS)
def test_the_rating_pane(snap_compare: Any, small: SmallStation, look: tuple[str, str]) -> None:
    """The five levels."""
    assert pictured(snap_compare, small, look, "", "f4")


@pytest.mark.parametrize("look", LOOKS)
def test_the_reasons_of_a_low_level(snap_compare: Any, small: SmallStation, look: tuple[str, str]) -> None:
    """The first page of reasons."""
    assert pictured(snap_compare, small, look, "", "f4", "2")


def test_a_matter_on_a_wide_screen(snap_compare: Any, small: SmallStation) -> None:
    """What happened stands beside the facts."""
    assert pictured(snap_compare, small, LOOKS[0], "何", size=(120, 36))


def test_a_matter_in_a_very_wide_window(snap_compare: Any, small: SmallStation) -> None:
    """Why each date is what it is stands in a third column."""
    assert pictured(snap_compare, small, ("en", "light"), "王", size=(160, 45))
