"""Peak mode on the screens: the lead switches it from the palette's command, everybody sees it, the form is short."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.commands import home as commands
from counter_tui.screens.home.screen import HomeScreen
from support.acceptance_form import STRANGER, fill, form, form_screen, go_to, press, verdict
from support.apps import app_on, settled, shown, signed_in
from support.stations import CONNECTION, LI, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """People and no matters."""
    station = open_small_station(tmp_path, empty=True)
    yield station
    station.services.close()


async def test_the_lead_switches_it_on_and_off_and_the_top_line_says_it(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        for on in (True, False):
            assert isinstance(app.screen, HomeScreen)
            app.screen.action_peak()
            await settled(pilot)
            assert small.services.station.view().peak is on
            assert ("高峰" in shown(app)[0]) is on


async def test_a_clerk_sees_it_and_has_no_switch(small: SmallStation) -> None:
    small.services.station.switch_peak(WANG, on=True)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        assert "高峰" in shown(app)[0]
        assert isinstance(app.screen, HomeScreen)
        assert not app.screen.check_action(commands.PEAK.action, ())


async def test_the_form_says_that_it_is_short_and_what_may_come_later(small: SmallStation) -> None:
    small.services.station.switch_peak(WANG, on=True)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=STRANGER, name="郑小满", phone="13900001234")
        assert "高峰：简表" in shown(app)[1]
        assert verdict(pilot, "address") == "可以今天补"
        await go_to(pilot, "name")
        await press(pilot, "enter")
        assert form(pilot).focused_key() != "address"
        form_screen(pilot).action_submit()
        await settled(pilot)
        (task,) = small.services.home.view(LI).tasks
        assert task.what == "补齐：用电地址（高峰受理）"
        assert any("补齐：用电地址（高峰受理）  今天" in line for line in shown(app))


async def test_the_task_stands_on_the_first_screen(small: SmallStation) -> None:
    small.services.station.switch_peak(WANG, on=True)
    small.accept(
        LI, CONNECTION, id_kind="resident_id", id_number=STRANGER, name="郑小满", phone="13900001234"
    )
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, LI)
        assert isinstance(app.screen, HomeScreen)
        app.screen.show_list("tasks")
        await settled(pilot)
        assert any("补齐：用电地址" in line for line in shown(app))
