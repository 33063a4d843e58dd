"""Somebody falls ill: his open matters go to colleagues from the staff screen."""

from __future__ import annotations

from counter_tui.screens.staff.reassign import Reassign
from counter_tui.screens.staff.screen import StaffScreen
from counter_tui.widgets.fact_table import FactTable
from support.apps import app_on, settled, shown, signed_in, typed
from support.matter_screen import press
from support.stations import WANG, SmallStation


async def test_all_but_one_go_to_two_colleagues(small: SmallStation) -> None:
    """F7; Space on the first leaves it out; initials of both, the reason, Enter."""
    lines = small.services.reassigning.workload(WANG, "102").lines
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "staff")
        app.screen.query_one("#staff-list", FactTable).mark("102")
        await press(pilot, "f7")
        assert isinstance(app.screen, Reassign)
        assert f"{len(lines)} 件" in "\n".join(shown(app))
        await press(pilot, "shift+tab", "space")
        assert f"{len(lines) - 1} 件" in "\n".join(shown(app))
        await press(pilot, "tab", "l", "w", "enter", "w", "q", "enter")
        await typed(pilot, "病假")
        await press(pilot, "enter")
        assert isinstance(app.screen, StaffScreen)
        assert any(note.message.startswith("已改派：") for note in app._notifications)
    left = small.services.reassigning.workload(WANG, "102").lines
    assert [line.matter_id for line in left] == [lines[0].matter_id]
    now = [small.services.matters.view(WANG, line.matter_id) for line in lines[1:]]
    assert {view.line.handler for view in now} == {"刘伟", "王强"}
    assert all(view.timeline[0].what.endswith("：病假") for view in now)


async def test_what_is_missing_is_said_and_nothing_is_moved(small: SmallStation) -> None:
    """Nobody, no reason, no matter; the language changes with everything typed kept."""
    before = small.services.reassigning.workload(WANG, "102").lines
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "staff")
        app.screen.query_one("#staff-list", FactTable).mark("102")
        await press(pilot, "m")
        await press(pilot, "f10")
        assert "请选接收人" in "\n".join(shown(app))
        await press(pilot, "l", "w", "enter", "f10")
        assert "写明原因" in "\n".join(shown(app))
        await app.action_other_language()
        await settled(pilot)
        assert "Reassign what" in "\n".join(shown(app))
        app.screen.query_one("#matters").focus()
        for _line in before:
            await press(pilot, "space", "down")
        await press(pilot, "f10")
        assert "No matter is chosen" in "\n".join(shown(app))
        await press(pilot, "escape")
        assert isinstance(app.screen, StaffScreen)
    assert small.services.reassigning.workload(WANG, "102").lines == before


async def test_of_somebody_without_matters_it_is_said(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "staff")
        app.screen.query_one("#staff-list", FactTable).mark("104")
        await press(pilot, "f7")
        await press(pilot, "f10")
        assert isinstance(app.screen, Reassign)
        assert "手上没有在办事项" in "\n".join(shown(app))
