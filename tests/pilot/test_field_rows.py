"""Up and down lead from row to row of a form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.acceptance_form import STRANGER, form, press, texts
from support.apps import app_on, settled, signed_in
from support.stations import CONNECTION, LI, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


async def test_up_goes_back_to_the_number_that_is_wrong(small: SmallStation) -> None:
    """A verdict is seen when the next field has the focus; the first row has nothing above it."""
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance")
        await press(pilot, *STRANGER[:-1], "0", "enter", "up", "end", "backspace", STRANGER[-1], "up")
        assert form(pilot).focused_key() == "id_number"
        await press(pilot, "down", *"郑小满")
        assert texts(pilot, "id_number", "name") == [STRANGER, "郑小满"]


async def test_keys_typed_ahead_of_it_land_in_the_row_it_leads_to(small: SmallStation) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await pilot.press("enter", *"郑小", "up", *"12", "down", *"满")
        await settled(pilot)
        assert texts(pilot, "id_number", "name") == ["12", "郑小满"]


async def test_up_leaves_a_list_at_its_first_choice_and_a_field_whose_choice_is_made(
    small: SmallStation,
) -> None:
    """Before that both keys mark choices; down shows the list again."""
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance")
        await press(pilot, "down", "down", "down", "up")
        assert form(pilot).focused_key() == "kind"
        await press(pilot, "up")
        assert form(pilot).focused_key() == "name"
        await press(pilot, "down")
        await press(pilot, *"xz", "enter", "up")
        assert form(pilot).focused_key() == "kind"
        await press(pilot, "up")
        assert form(pilot).focused_key() == "name"
        await press(pilot, "down", "down", "down")
        assert form(pilot).focused_key() == "kind"
