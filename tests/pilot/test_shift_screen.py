"""The screen of the shift: a roster by digits that is kept before it is saved, the change of lead, the opened hall."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter_tui.commands.staff import ABSENT
from counter_tui.i18n import set_language
from counter_tui.screens.home.screen import HomeScreen
from counter_tui.screens.shift.screen import ShiftScreen
from counter_tui.screens.shift.take import TakeDialog
from counter_tui.screens.staff.absence import Away
from support.apps import app_on, settled, shown, signed_in, typed
from support.matter_screen import press, strike
from support.roles import ALL_PINS, HEAD, staffed
from support.stations import LI, PINS, WANG, SmallStation

TODAY = date(2025, 11, 20)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station with somebody of every role; 王强 leads."""
    station = staffed(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


def said(app: object) -> str:
    return "\n".join(shown(app)).replace(" ", "")  # type: ignore[arg-type]


async def test_a_roster_is_a_digit_a_person_kept_until_it_is_saved_and_copied_by_one_key(
    small: SmallStation,
) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        await press(pilot, "s")
        # Down the list: the lead, two at the counter, the guide; then the head stands in.
        await press(pilot, "4", "1", "1", "2", "5")
        assert "1天没保存" in said(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        assert not small.services.shift.rosters(WANG, TODAY)[0].is_set
        await press(pilot, "s")
        assert "1天没保存" in said(app)
        await press(pilot, "right", "c", "f10")
        assert "没保存" not in said(app)
        # A clerk does not lead, and that is said at once, not when it is saved.
        await press(pilot, "down", "4")
        assert "没保存" not in said(app)
        await press(pilot, "k", "enter", "escape")
        assert "李敏柜员·业扩报装" in said(app)
        # What is not saved by midnight is of a day that is over: nobody is asked to save it.
        await press(pilot, "left", "0")
        assert "1天没保存" in said(app)
        small.clock.advance(timedelta(days=1))
        app.tick()
        await settled(pilot)
        assert "没保存" not in said(app)
    today, tomorrow = small.services.shift.rosters(WANG, TODAY, 2)
    assert today.posts == {"101": "lead", "102": "counter", "103": "counter", "105": "guide"}
    assert (today.stand_in, tomorrow.posts, tomorrow.stand_in) == ("106", today.posts, "106")
    assert small.services.action_words.begun(WANG, "", "roster") == {}


async def test_the_head_takes_the_shift_by_both_pins_and_the_hall_opens(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "shift")
        await press(pilot, "o", "4")
        assert "没保存" not in said(app), "a clerk looks on"
        assert "还没排班。" in said(app), "and is told of no key for rosters"
        await press(pilot, "t")
        assert isinstance(app.screen, TakeDialog)
        # There is one who can take it: his PIN is asked at once.
        await typed(pilot, ALL_PINS[HEAD.staff_no])
        await press(pilot, "enter")
        await typed(pilot, "000000")
        await press(pilot, "enter")
        await settled(pilot)
        assert "王强：工号或PIN不对" in said(app)
        await typed(pilot, PINS[WANG.staff_no])
        strike(pilot, ["enter", "enter"])
        await settled(pilot)
        assert isinstance(app.screen, ShiftScreen)
        assert "值长赵所" in said(app)
        assert "王强→赵所，王强、赵所签字" in said(app)
    assert small.services.calls.lead_now() == HEAD.staff_no
    assert [each.lead for each in small.services.shift.coverage(LI).changes] == ["101", "106"]


async def test_a_lead_who_is_not_here_is_followed_with_a_witness_and_a_reason(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, HEAD, "shift")
        await press(pilot, "f7")
        await typed(pilot, ALL_PINS[HEAD.staff_no])
        await press(pilot, "enter")
        await typed(pilot, PINS[LI.staff_no])
        await press(pilot, "tab", "q", "q", "f10")
        assert "没有这个人" in said(app), "nobody's PIN is taken for the lead's"
        await press(pilot, "backspace", "backspace", "l", "m", "enter", "f10")
        assert isinstance(app.screen, TakeDialog)
        assert [each.id for each in app.screen._fields()] == ["incoming", "witness", "why"], "no PIN is kept"
        await settled(pilot)
        assert "为什么不在" in said(app)
        await typed(pilot, "发烧请假")
        await press(pilot, "enter")
        await settled(pilot)
        await press(pilot, "o")
        assert "开厅" in said(app)
    (_first, change) = small.services.shift.coverage(LI).changes
    assert (change.lead, change.signed_by, change.reason) == ("106", "102", "发烧请假")
    assert small.services.shift.view(LI).days[0].opened_by == "赵所"


async def test_noting_the_lead_as_away_leads_to_the_change_of_lead_and_back_to_the_form(
    small: SmallStation,
) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, HEAD, "staff")
        await press(pilot, ABSENT.keys[-1])
        await typed(pilot, "lm")
        await press(pilot, "enter", "1", "enter", "f10")
        assert "现在办交接班吗" in said(app)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, ShiftScreen)
        small.services.shift.take(LI, "106", ALL_PINS["106"], "101", "101", PINS["101"])
        await press(pilot, "escape")
        assert isinstance(app.screen, Away)
        await press(pilot, "f10", "escape", "s", "t")
        assert isinstance(app.screen, ShiftScreen)
        assert "没有别人能当值长" in "".join(each.message for each in app._notifications)
    (person,) = (each for each in small.services.staff.list() if each.staff_no == WANG.staff_no)
    assert (person.stand_in, person.absence) == (LI.staff_no, "ill")
