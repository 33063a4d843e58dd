"""Calling the lead by keys, from fields and questions, and what each side sees of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from counter_tui.app import CounterApp
from counter_tui.domain.facts.calls import Place
from counter_tui.screens.acceptance import AcceptanceScreen
from counter_tui.screens.calls.pad import Pad
from counter_tui.screens.dialogs import Confirm
from counter_tui.screens.dialogs.form import FormDialog
from counter_tui.screens.dialogs.pick import Pick
from counter_tui.screens.home.screen import HomeScreen
from counter_tui.screens.matter.screen import MatterScreen
from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.line_input import LineInput
from support.acceptance_form import STRANGER, fill
from support.apps import app_on, pressed, settled, shown, signed_in
from support.matter_screen import matter_about
from support.stations import LI, WANG, ZHAO, SmallStation


def text(app: CounterApp) -> str:
    return "\n".join(shown(app))


@pytest.mark.parametrize("key", ["f9", "ctrl+right_square_bracket"])
async def test_a_conflict_is_called_from_a_field_and_nothing_is_seen_or_lost(
    small: SmallStation, key: str
) -> None:
    """What was typed stays, the focus too; all there is to see is a dot behind the name."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, "")
        await fill(pilot, id_number=STRANGER, name="孙涛")
        before, focused = shown(app), app.focused
        await pressed(pilot, key)
        assert isinstance(app.screen, AcceptanceScreen)
        after = shown(app)
        assert app.focused is focused
        # The second line says when the draft was kept, which may have been meanwhile.
        assert after[2:] == before[2:]
        assert "李敏." in after[0]
        assert app.screen.form.text("name") == "孙涛"
        draft = app.screen.draft.draft_id
    (line,) = small.services.calls.view(WANG).to_answer
    assert (line.kind, line.screen, line.field) == ("conflict", "acceptance", "name")
    assert draft


async def test_words_of_a_report_are_discarded_only_after_a_question(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await pressed(pilot, "ctrl+f", *"打印机卡纸", "escape")
        assert isinstance(app.screen, Confirm)
        await pressed(pilot, "escape")
        assert "打印机卡纸" in text(app)
        await pressed(pilot, "escape", "down", "enter")
        assert isinstance(app.screen, HomeScreen)
        await pressed(pilot, "ctrl+f", "escape")
        assert isinstance(app.screen, HomeScreen), "nothing was typed"
    assert small.services.calls.view(WANG).to_answer == ()


async def test_pressed_again_it_shows_lines_that_help_and_takes_a_note(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await pressed(pilot, "f9", "f9")
        assert isinstance(app.screen, Pad)
        assert "先听完" in text(app)
        assert "冲突" not in text(app)
        await pressed(pilot, *"客户拍桌子", "enter")
        assert "已记下" in text(app)
        await pressed(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
    (line,) = small.services.calls.view(WANG).to_answer
    assert small.services.calls.notes(WANG, line.call_id)[1] == ("客户拍桌子",)


async def test_it_is_called_from_a_question_over_the_screen_too(small: SmallStation) -> None:
    """The question stays with what was typed into it."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await pressed(pilot, "w", "1", *"电费", "f9")
        assert app.screen.query_one("#words", LineInput).value == "电费"
    assert len(small.services.calls.view(WANG).to_answer) == 1


async def test_the_leads_window_says_so_at_the_next_tick(small: SmallStation) -> None:
    """Another window of the same PC: what was written is noticed by the tick, and the banner stands there."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        app.tick()
        await settled(pilot)
        assert "请您到柜台" not in text(app)
        small.services.calls.conflict(LI, Place(screen="home"))
        app.tick()
        await settled(pilot)
        assert "李敏 请您到柜台：见首页“请值长”" in text(app)
        assert "请值长 1" in text(app)
        assert "日期无误" not in text(app), "a call is no doubt about the date"


async def test_the_lead_takes_the_matter_over_from_the_call(small: SmallStation) -> None:
    matter = matter_about(small, LI, "王")
    small.services.calls.conflict(LI, Place(screen="matter", matter=matter))
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        assert isinstance(app.screen, HomeScreen)
        app.screen.show_list("calls")
        await settled(pilot)
        await pressed(pilot, "enter")
        assert isinstance(app.screen, Pick)
        await pressed(pilot, "2")
        assert isinstance(app.screen, MatterScreen)
    assert small.services.matters.view(WANG, matter).line.handler == WANG.name
    assert small.services.calls.view(WANG).to_answer == ()
    assert not small.services.calls.view(LI).quiet


async def test_a_report_goes_up_and_its_answer_comes_down(small: SmallStation) -> None:
    """One key, the words, Enter; the lead answers; the banner tells the clerk, who reads it away."""
    matter = matter_about(small, LI, "王")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await pressed(pilot, "ctrl+f")
        assert isinstance(app.screen, FormDialog)
        await pressed(pilot, *"系统查不到户号", "enter")
        assert isinstance(app.screen, MatterScreen)
        await signed_in(pilot, WANG)
        assert isinstance(app.screen, HomeScreen)
        app.screen.show_list("calls")
        await settled(pilot)
        await pressed(pilot, "enter")
        assert "系统查不到户号" in text(app)
        await pressed(pilot, "1", *"按地址查", "enter")
        assert isinstance(app.screen, HomeScreen)
        await signed_in(pilot, LI)
        app.tick()
        await settled(pilot)
        assert "王强 答复您的上报（首页“请值长”，读过按 1）：按地址查" in text(app)
        app.screen.show_list("calls")
        await settled(pilot)
        await pressed(pilot, "enter", "1")
        assert "王强 答复您的上报" not in text(app)


async def test_a_call_of_another_day_has_its_day(small: SmallStation) -> None:
    """Of today the time is enough."""
    small.services.calls.conflict(LI, Place(screen="home"))
    app = app_on(small)
    for when in ("10:42", "11-20"):
        async with app.run_test(size=(80, 24)) as pilot:
            await signed_in(pilot, WANG)
            waiting = app.screen.query_one("#home-waiting", FactTable)
            waiting.mark("calls")
            waiting.focus()
            await pressed(pilot, "enter")
            assert any(line.split()[:1] == [when] and "李敏" in line for line in shown(app))
        small.clock.advance(timedelta(days=1))
        app = app_on(small)


async def test_who_only_looks_on_calls_nobody(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, ZHAO)
        await pressed(pilot, "f9", "ctrl+f")
        assert isinstance(app.screen, HomeScreen)
    assert small.services.calls.view(WANG).to_answer == ()


async def test_a_locked_counter_calls_nobody(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await pressed(pilot, "ctrl+l", "f9", "ctrl+f")
    assert small.services.calls.view(WANG).to_answer == ()
