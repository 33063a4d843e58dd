"""At the door: which unit or body answers, then the words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from counter_tui.i18n import set_language
from counter_tui.screens.acceptance import AcceptanceScreen
from counter_tui.screens.base import CounterDialog
from counter_tui.screens.home.screen import HomeScreen
from support.acceptance_form import STRANGER, app_of, fill
from support.apps import app_on, settled, shown, signed_in
from support.stations import CONNECTION, LI, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


async def asked(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait for the next question, or for the form behind the last one."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot, waiting="enter")
    if not isinstance(app_of(pilot).screen, CounterDialog):
        await settled(pilot)


async def test_somebody_elses_business_ends_with_the_body_the_words_and_the_help(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, "")
        await fill(pilot, id_number=STRANGER, name="孙涛")
        await asked(pilot, "ctrl+r")
        assert "不属本公司" in "\n".join(shown(app))
        await asked(pilot, "6", *"gs", "enter")
        assert "供水公司" in "\n".join(shown(app))
        await asked(pilot, *"水费归供水公司", "enter", *"写了电话给他", "enter")
        assert isinstance(app.screen, HomeScreen)
    assert len(small.services.drafts.list(LI)) == 1


async def test_leaving_the_list_of_units_goes_back_to_the_outcomes(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, "")
        await fill(pilot, id_number=STRANGER, name="孙涛")
        await asked(pilot, "ctrl+r", "6", "escape")
        assert "不属本公司" in "\n".join(shown(app))
        await asked(pilot, "escape")
        assert isinstance(app.screen, AcceptanceScreen)


async def test_what_stands_in_the_catalogue_is_not_offered_to_anybody_outside(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=STRANGER, name="孙涛")
        await asked(pilot, "ctrl+r")
        assert "不属本公司" not in "\n".join(shown(app))
