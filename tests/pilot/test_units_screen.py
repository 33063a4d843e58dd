"""The directory on the screen: everybody looks, leads enter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from counter_tui.screens.dialogs import Confirm
from counter_tui.screens.units.form import UnitForm
from counter_tui.screens.units.screen import UnitsScreen
from support.apps import app_on, settled, shown, signed_in, typed
from support.stations import LI, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path, empty=True)
    yield station
    station.services.close()
    set_language("zh")


async def test_a_lead_gives_a_unit_its_phone_and_whom_to_ask_for(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, WANG, "units")
        assert "电话" in "\n".join(shown(app))
        assert any(line.split()[-1:] == ["MARKETING"] for line in shown(app)), "the code stands whole"
        await pilot.press("down", "enter")
        await settled(pilot)
        await typed(pilot, "12")
        await pilot.press("f10")
        await settled(pilot)
        assert isinstance(app.screen, UnitForm)
        assert "3 到 12 位" in "\n".join(shown(app))
        await typed(pilot, "345678")
        await pilot.press("enter")
        await typed(pilot, "周工")
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert isinstance(app.screen, UnitsScreen)
        text = "\n".join(shown(app))
        assert "12345678" in text
        assert "周工" in text
    assert small.services.units.find("METERING").person == "周工"


async def test_a_new_body_outside_is_added_and_taken_out_again(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "units")
        assert "电能表校验、装拆、轮换、采集异常" not in "\n".join(shown(app))
        await pilot.press("down")
        await settled(pilot)
        assert "电能表校验、装拆、轮换、采集异常" in "\n".join(shown(app))
        await pilot.press("f2")
        for text in ("bus1", "wb", "公交公司", "站台照明", "96166", ""):
            await typed(pilot, text)
            await pilot.press("enter")
        await pilot.press("f10")
        await settled(pilot)
        assert isinstance(app.screen, UnitsScreen)
        assert small.services.units.find("BUS1").outside
        assert "公交公司" in "\n".join(shown(app))
        await pilot.press("delete")
        await settled(pilot)
        assert isinstance(app.screen, Confirm)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert "BUS1" not in {unit.code for unit in small.services.units.list()}


async def test_a_clerk_finds_the_directory_by_its_name_and_only_looks(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        assert "home.units" in {command.id for command in app.screen.commands()}  # type: ignore[attr-defined]
        app.go("units")
        await settled(pilot)
        for key in ("f2", "f6", "delete", "enter"):
            await pilot.press(key)
            await settled(pilot)
            assert isinstance(app.screen, UnitsScreen)
