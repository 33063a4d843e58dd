"""Noting from the staff screen that somebody is away, is back, or leaves with everything given away."""

from __future__ import annotations

from datetime import date

from counter_tui.screens.staff.absence import Away, Leave
from counter_tui.screens.staff.screen import StaffScreen
from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.line_input import LineInput
from support.apps import app_on, settled, shown, signed_in, typed
from support.matter_screen import press
from support.stations import LI, LIU, WANG, SmallStation


async def test_somebody_is_away_and_back_again_with_one_key_each(small: SmallStation) -> None:
    """F8; stand-in by initials, the reason by its digit, the last day; F8 again brings the person back."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "staff")
        app.screen.query_one("#staff-list", FactTable).mark("102")
        await press(pilot, "f8")
        assert isinstance(app.screen, Away)
        await press(pilot, "l", "w", "enter", "1", "enter")
        await typed(pilot, "+8")
        await press(pilot, "enter")
        assert isinstance(app.screen, StaffScreen)
        away = next(each for each in small.services.staff.list() if each.staff_no == "102")
        assert away.away_until == date(2025, 11, 28)
        assert any("李敏 不在岗，由 刘伟 代岗" in note.message for note in app._notifications)
        assert "不在岗" in "\n".join(shown(app))
        assert small.services.home.view(LIU).stands_in_for == ("李敏",)
        await press(pilot, "f8")
        assert isinstance(app.screen, StaffScreen)
        assert small.services.home.view(LIU).stands_in_for == ()


async def test_nobody_is_noted_as_away_without_a_stand_in_and_nothing_typed_is_lost(
    small: SmallStation,
) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "staff")
        app.screen.query_one("#staff-list", FactTable).mark("102")
        await press(pilot, "a", "tab")
        await press(pilot, "2", "enter")
        await typed(pilot, "28号")
        await press(pilot, "f10")
        assert "最后一天不是日期" in "\n".join(shown(app))
        assert app.focused is app.screen.query_one("#until")
        app.screen.query_one("#until", LineInput).clear()
        await press(pilot, "f10")
        assert "请指定代岗人" in "\n".join(shown(app))
        await press(pilot, "l", "w", "enter", "f10")
        assert isinstance(app.screen, StaffScreen)
    absent = next(each for each in small.services.staff.list() if each.staff_no == "102")
    assert (absent.stand_in, absent.absence) == ("103", "leave")


async def test_leaving_asks_who_stands_in_and_who_takes_the_work(small: SmallStation) -> None:
    """Without a reason it is refused and nobody has left."""
    in_hand = small.services.reassigning.workload(WANG, "102").lines
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "staff")
        app.screen.query_one("#staff-list", FactTable).mark("102")
        await press(pilot, "delete")
        assert isinstance(app.screen, Leave)
        await press(pilot, "l", "w", "enter", "w", "q", "enter", "tab", "enter")
        assert "写明原因" in "\n".join(shown(app))
        assert {each.staff_no for each in small.services.staff.list()} >= {"102"}
        await typed(pilot, "调走")
        await press(pilot, "enter")
        assert isinstance(app.screen, StaffScreen)
    assert "102" not in {each.staff_no for each in small.services.staff.list()}
    views = [small.services.matters.view(WANG, line.matter_id) for line in in_hand]
    assert {view.line.handler for view in views} == {"王强"}
    assert {view.line.stand_in for view in views if view.line.first_contact == "李敏"} == {"刘伟"}


async def test_the_first_screen_says_who_stands_in_and_brings_its_own_person_back(
    small: SmallStation,
) -> None:
    """The stand-in reads for whom; who was noted as away is back with one key."""
    small.services.absences.away(WANG, "102", "103", "ill")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LIU)
        assert "为 李敏 代岗" in "\n".join(shown(app))
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        assert "您登记为不在岗，由 刘伟 代岗" in "\n".join(shown(app))
        await press(pilot, "ctrl+r")
        await settled(pilot)
        assert "不在岗" not in "\n".join(shown(app)[:3])
    assert small.services.home.view(LI).stand_in == ""


async def test_the_matter_says_who_answers_in_the_first_contacts_place(small: SmallStation) -> None:
    small.services.absences.away(WANG, "102", "103", "ill")
    matter = small.services.home.view(LIU).matters[0]
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LIU)
        app.screen.query_one("#home-list", FactTable).focus()
        await press(pilot, "enter")
        assert f"刘伟 代 {matter.first_contact} 负责，自 今天" in "\n".join(shown(app))
