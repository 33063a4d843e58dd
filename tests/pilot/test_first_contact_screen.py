"""What the first contact does from the Matter screen: another unit, steps, calls, and who does not know yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from counter_tui.screens.matter.screen import MatterScreen
from counter_tui.screens.matter.unit import UnitDialog
from counter_tui.widgets.fact_table import FactTable
from support.apps import app_on, settled, shown, signed_in
from support.clocks import NOON, SHANGHAI
from support.matter_screen import app_of, matter_about, press, view_of
from support.stations import LI, LIU, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


async def test_another_unit_is_chosen_by_its_initials_and_its_phone_comes_from_the_directory(
    small: SmallStation,
) -> None:
    small.services.units.enter(WANG, "METERING", phone="66218801", person="周工")
    matter = matter_about(small, LI, "欧")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "s", *"dw", "enter")
        dialog = app_of(pilot).screen
        assert isinstance(dialog, UnitDialog)
        await press(pilot, *"jlzx", "enter", "f10")
        assert isinstance(app_of(pilot).screen, MatterScreen)
        text = "\n".join(shown(app_of(pilot)))
        assert "计量中心  66218801  周工" in text
        assert "先电话联系、转交" in text
    view = view_of(small, LI, matter)
    assert view.next_call_at == datetime(2025, 11, 21, 16, 0, tzinfo=SHANGHAI)


async def test_a_unit_without_a_phone_is_said_at_its_row_and_a_missing_one_too(small: SmallStation) -> None:
    matter = matter_about(small, LI, "欧")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "s", *"dw", "enter", "f10")
        assert "请选单位" in "\n".join(shown(app_of(pilot)))
        await press(pilot, *"jlzx", "enter", "f10")
        dialog = app_of(pilot).screen
        assert isinstance(dialog, UnitDialog)
        assert app_of(pilot).focused is dialog.query_one("#phone")
        await press(pilot, *"66218801", "tab", "tab", "tab", *"昨日", "f10")
        assert app_of(pilot).focused is dialog.query_one("#call")
        await press(pilot, "ctrl+u", *"9:00", "f10")
        assert isinstance(app_of(pilot).screen, UnitDialog)
        await press(pilot, "ctrl+u", *"17:00", "f10")
        assert isinstance(app_of(pilot).screen, MatterScreen)
    assert view_of(small, LI, matter).scope == "company"


async def test_a_step_that_is_left_is_the_first_choice(small: SmallStation) -> None:
    matter = matter_about(small, LI, "吴")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        assert "说明原因和时限" in "\n".join(shown(app_of(pilot)))
        await press(pilot, "s", "enter", *"要核对底数", "enter")
        assert "首问待办" not in "\n".join(shown(app_of(pilot)))
    assert view_of(small, LI, matter).timeline[0].what == "首问已办：说明原因和时限：要核对底数"


async def test_how_the_customer_was_brought_is_one_digit(small: SmallStation) -> None:
    matter = matter_about(small, LI, "吴")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "h", "l", "w", "enter", "1", "f10")
        await press(pilot, "s", "enter", "3")
        assert "人不在，先代收下" in view_of(small, LI, matter).timeline[0].what


async def test_a_call_is_written_down_with_the_next_one(small: SmallStation) -> None:
    matter = matter_about(small, LI, "吴")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "s", *"dh", "enter", "f10")
        assert app_of(pilot).focused is app_of(pilot).screen.query_one("#said")
        await press(pilot, *"还在核对", "enter", *"16:00", "enter")
        assert isinstance(app_of(pilot).screen, MatterScreen)
    view = view_of(small, LI, matter)
    assert view.next_call_at == datetime(2025, 11, 20, 16, 0, tzinfo=SHANGHAI)
    assert "还在核对" in view.timeline[0].what


async def test_who_does_not_know_yet_is_promised_a_call(small: SmallStation) -> None:
    matter = matter_about(small, LI, "何")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "i", "n", *"17:30", "enter")
        assert isinstance(app_of(pilot).screen, MatterScreen)
    view = view_of(small, LI, matter)
    assert not view.informed
    assert view.next_call_at == datetime(2025, 11, 20, 17, 30, tzinfo=SHANGHAI)


async def test_leaving_the_question_asks_for_no_call(small: SmallStation) -> None:
    matter = matter_about(small, LI, "何")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "i", "escape")
        assert isinstance(app_of(pilot).screen, MatterScreen)
        await press(pilot, "i", "n", "escape")
        assert isinstance(app_of(pilot).screen, MatterScreen)
    assert view_of(small, LI, matter).next_call_at is None


async def test_calls_of_today_have_a_list_of_their_own_that_turns_red_when_their_time_is_past(
    small: SmallStation,
) -> None:
    matter = matter_about(small, LI, "吴")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        assert "首问待办" not in "\n".join(shown(app_of(pilot)))
        small.services.first_contact.promise_call(LI, matter, NOON + timedelta(minutes=30))
        app_of(pilot).poll()
        await settled(pilot)
        text = "\n".join(shown(app_of(pilot)))
        assert "首问待办" in text
        assert "该回话" not in text
        small.clock.advance(timedelta(minutes=31))
        app_of(pilot).start_over("home")
        await settled(pilot)
        assert "该回话 1" in "\n".join(shown(app_of(pilot)))
        waiting = app_of(pilot).screen.query_one("#home-waiting", FactTable)
        waiting.mark("follow_ups")
        waiting.focus()
        await press(pilot, "enter")
        assert next(line for line in shown(app_of(pilot)) if "编号" in line).split()[:4] == [
            "编号",
            "业务",
            "姓名",
            "内容",
        ]


async def test_a_colleague_is_not_offered_what_the_first_contact_does(small: SmallStation) -> None:
    matter = matter_about(small, LI, "吴")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LIU, "matter", matter)
        await press(pilot, "s")
        assert isinstance(app_of(pilot).screen, MatterScreen)
