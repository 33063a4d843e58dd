"""What is late, or waits for somebody, is said by a sign or a word beside the colour, on every screen with a list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from counter_tui.domain.facts.calls import Place
from counter_tui.i18n import set_language
from counter_tui.screens.day_list import DayScreen
from counter_tui.widgets.fact_table import FactTable
from support.apps import app_on, settled, shown, signed_in
from support.clocks import NOON
from support.labels import labelled
from support.matter_screen import press
from support.recoveries import PLAN, low
from support.roles import staffed
from support.stations import LI, WANG, SmallStation

TODAY = NOON.date()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station with somebody of every role."""
    station = staffed(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


def line_with(app: object, word: str) -> str:
    return next((line for line in shown(app) if word in line), "")  # type: ignore[arg-type]


async def test_of_bad_ratings_whose_turn_it_is_the_likely_cause_and_what_is_overdue(
    small: SmallStation,
) -> None:
    visit = low(small)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "recovery")
        assert "! 待定方案" in line_with(app, "待定方案")
        assert sum("●" in line for line in shown(app)) == 1
        small.services.recoveries.plan(WANG, visit, PLAN)
        small.clock.advance(timedelta(days=9))
        await signed_in(pilot, LI, "recovery")
        assert "! 待回访" in line_with(app, "待回访")
        assert "已逾期" in line_with(app, "李敏，")
        await app.apply(replace(app.settings, theme="plain"))
        await settled(pilot)
        assert "^" in line_with(app, "! 待回访")
        small.services.recoveries.appeal(LI, visit, "wrong", "客户说按错了键")
        await signed_in(pilot, LI, "recovery")
        assert "! 待回访" in line_with(app, "^"), "the call back goes on beside the review"
        await signed_in(pilot, WANG, "recovery")
        assert "! 待复核" in line_with(app, "^")


async def test_of_enquiries_and_reports(small: SmallStation) -> None:
    enquiry = small.services.enquiries.new(LI)
    small.services.enquiries.leave_open(LI, enquiry, "bill", words="电费怎么多了")
    small.services.calls.report(LI, small.services.calls.new(LI), "打印机卡纸", Place(screen="home"))
    small.clock.advance(timedelta(days=9))
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "enquiries", enquiry, TODAY)
        assert "▲ 未答复" in line_with(app, "电费怎么多了")
        await press(pilot, "enter")
        assert "已逾期" in line_with(app, "承诺答复")
        await press(pilot, "escape")
        await signed_in(pilot, LI, "register")
        assert isinstance(app.screen, DayScreen)
        app.screen.day = TODAY
        app.screen.look()
        await settled(pilot)
        assert "▲ 未答复" in line_with(app, "电费多少")
        app.screen.query_one(FactTable).mark(enquiry)
        await settled(pilot)
        assert "已逾期" in line_with(app, "答复期限")
        await signed_in(pilot, WANG)
        app.screen.show_list("calls")  # type: ignore[attr-defined]
        await settled(pilot)
        await press(pilot, "enter")
        assert "已逾期" in "\n".join(shown(app))


async def test_of_work_in_hand_problems_of_the_meeting_and_labels(small: SmallStation) -> None:
    actions = small.services.actions
    actions.set(WANG, actions.new(WANG), "公示牌电价过期", LI.staff_no, TODAY, "值长看", about="公示牌")
    labelled(small.services, WANG)
    small.clock.advance(timedelta(days=5))
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "packs")
        app.screen.query_one(FactTable).mark("g:action")
        await press(pilot, "o")
        assert "▲ " in line_with(app, "公示牌电价过期")
        await signed_in(pilot, WANG, "labels")
        assert "!" not in line_with(app, "恶意诉求客户")
        small.clock.advance(timedelta(days=60))
        app.screen.store_changed()  # type: ignore[attr-defined]
        await settled(pilot)
        assert "!" in line_with(app, "恶意诉求客户"), shown(app)
