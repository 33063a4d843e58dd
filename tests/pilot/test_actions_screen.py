"""The screen of action items: naming a problem, saying that it is done, looking at it, moving it, and what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter_tui.domain.staff.roles import Actor
from counter_tui.i18n import set_language
from counter_tui.screens.actions.form import ItemForm
from counter_tui.screens.actions.screen import ActionsScreen
from counter_tui.widgets.line_input import LineInput
from support import keystrokes
from support.apps import app_on, settled, shown, signed_in, typed
from support.keystrokes import replay
from support.matter_screen import press, strike
from support.roles import HEAD, staffed
from support.stations import LI, WANG, ZHAO, SmallStation

TODAY = date(2025, 11, 20)
BOARD = "公示牌电价过期"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station with somebody of every role."""
    station = staffed(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


def named(small: SmallStation, owner: Actor = LI, words: str = BOARD) -> str:
    """A problem was named; the id of its action item."""
    actions = small.services.actions
    return actions.set(WANG, actions.new(WANG), words, owner.staff_no, TODAY, "值长看公示牌").item_id


async def kept(small: SmallStation, pilot: object, item: str, act: str, field: str) -> object:
    """What the store has of a field of a question, once it has something."""
    for _try in range(20_000):
        await settled(pilot)  # type: ignore[arg-type]
        found = small.services.action_words.begun(WANG, item, act)
        if found.get(field):
            return found[field]
    raise AssertionError("nothing was kept")


async def test_a_lead_names_a_problem_in_six_keys_beyond_its_words(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        await press(pilot, "g")
        assert "没有要改进的问题。" in "\n".join(shown(app))
        await replay(keystrokes.NAME_PROBLEM, lambda *keys: press(pilot, *keys), words=BOARD)
        assert isinstance(app.screen, ActionsScreen)
        assert BOARD in "\n".join(shown(app))
        await press(pilot, "n", "enter", "f10")
        assert isinstance(app.screen, ItemForm)
        assert "写明" in "".join(shown(app)).replace(" ", "")
        await press(pilot, "escape")
    (line,) = small.services.actions.carried(WANG)
    assert (line.words, line.owner, line.due, line.check) == (BOARD, "102", TODAY, "值长到现场查看")


async def test_sending_twice_at_once_names_one(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "actions")
        await press(pilot, "n")
        await typed(pilot, BOARD)
        await press(pilot, "enter", "l", "m", "enter", "tab")
        strike(pilot, ["enter", "enter"])
        await settled(pilot)
        assert isinstance(app.screen, ActionsScreen)
    assert len(small.services.actions.carried(WANG)) == 1


async def test_the_owner_reports_and_somebody_else_sends_back_and_verifies(small: SmallStation) -> None:
    item = named(small)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        assert any("改进项" in line and "1" in line for line in shown(app))
        await press(pilot, "g", "v", "n", "m", "g")
        assert isinstance(app.screen, ActionsScreen), "an owner of the staff only reports"
        await press(pilot, "r")
        await typed(pilot, "已换新价表")
        await press(pilot, "enter")
        assert "已换新价表" in "\n".join(shown(app))
        await signed_in(pilot, WANG)
        await press(pilot, "g")
        assert "i 已核验" in shown(app)[-1]
        await press(pilot, "b")
        await typed(pilot, "背面没换")
        await press(pilot, "enter", "2")
        # Two working days after a Thursday.
        assert "11-24 周一" in "\n".join(shown(app))
        await press(pilot, "enter")
        (line,) = small.services.actions.carried(WANG)
        assert (line.state, line.due, line.sent_back) == ("open", date(2025, 11, 24), 1)
        await press(pilot, "m", "5", "enter")
        await typed(pilot, "等新价表印好")
        await press(pilot, "enter", "v")
        assert "值长看公示牌" in "\n".join(shown(app))
        await press(pilot, "enter")
        assert "没有要改进的问题。" in "\n".join(shown(app))
        await press(pilot, "i")
        assert "改期 1 次" in "\n".join(shown(app))
    (line,) = small.services.actions.verified(WANG)
    assert (line.item_id, line.due, line.verified_by) == (item, date(2025, 11, 27), "王强")


async def test_a_verified_problem_that_comes_back_is_its_item_again(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, WANG, "actions")
        await press(pilot, "n")
        await typed(pilot, BOARD)
        await press(pilot, "enter", "l", "m", "enter", "f10", "v", "enter", "i", "a")
        # The words and the way to look stand there; who and by when are asked anew.
        await press(pilot, "tab", "l", "w", "enter", "3", "f10")
        assert any("原改进项重新挂起" in note.message for note in app._notifications)
    (line,) = small.services.actions.carried(WANG)
    assert (line.words, line.came_back, line.owner) == (BOARD, 1, "103")


async def test_what_is_typed_outlives_the_program_and_goes_when_it_is_sent(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "actions")
        await press(pilot, "n")
        await typed(pilot, BOARD)
        assert await kept(small, pilot, "", "name", "words") == BOARD
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "actions")
        await press(pilot, "n")
        assert app.screen.query_one("#words", LineInput).value == BOARD
        # No: back to the question, nothing is lost; yes: it is thrown away.
        await press(pilot, "escape", "escape")
        assert app.screen.query_one("#words", LineInput).value == BOARD
        await press(pilot, "enter", "l", "m", "enter", "f10")
        await press(pilot, "n")
        assert app.screen.query_one("#words", LineInput).value == ""
    assert small.services.action_words.begun(WANG, "", "name") == {}
    assert len(small.services.actions.carried(WANG)) == 1


async def test_what_cannot_be_done_is_said_at_its_field(small: SmallStation) -> None:
    named(small)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, HEAD, "actions")
        await press(pilot, "m")
        await typed(pilot, "下周")
        await press(pilot, "enter")
        await typed(pilot, "等价表")
        await press(pilot, "enter")
        assert isinstance(app.screen, ItemForm)
        assert "不是日期" in "".join(shown(app)).replace(" ", "")
        assert app.focused is app.screen.query_one("#due")


async def test_an_auditor_looks_and_does_nothing(small: SmallStation) -> None:
    named(small)
    small.clock.advance(timedelta(days=2))
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, ZHAO, "actions")
        assert any("▲" in line and BOARD in line for line in shown(app)), "late, with a sign"
        await press(pilot, "n", "v", "m", "g", "r", "b")
        assert isinstance(app.screen, ActionsScreen)
