"""The day's close on the screen: a day in a few keys, words for a gap, a count that outlives the program."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from counter_tui.screens.close.screen import CloseScreen
from counter_tui.settings import Settings, write_settings
from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.line_input import LineInput
from support import keystrokes
from support.apps import app_on, settled, shown, signed_in, typed
from support.closing import TODAY, a_day
from support.keystrokes import replay
from support.matter_screen import press
from support.stations import LI, PINS, WANG, SmallStation


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = a_day(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


async def test_a_day_with_money_is_closed_in_five_keys_beyond_what_is_typed(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        await replay(
            keystrokes.CLOSE_DAY, lambda *keys: press(pilot, *keys), cash="145", pin=PINS[WANG.staff_no]
        )
        assert isinstance(app.screen, CloseScreen)
        seen = "\n".join(shown(app))
        assert "已日清" in seen
        assert "145.00 元 = 清点" in seen
        # A second close is not offered; Enter once too often prints nothing, the key for it prints again.
        paper = Path(small.services.close_day.print(WANG, TODAY).file)
        _throw_away(paper)
        await press(pilot, "f10", "enter")
        assert isinstance(app.screen, CloseScreen)
        assert not _there(paper)
        await press(pilot, "p")
        assert _there(paper)
    sheet = small.services.close_day.view(WANG, TODAY).sheet
    assert (sheet.decided_by, sheet.cash[0].counted) == ("101", 14_500)


def _there(paper: Path) -> bool:
    return paper.exists()


def _throw_away(paper: Path) -> None:
    paper.unlink()


async def test_a_gap_is_opened_or_explained_and_a_count_outlives_the_program(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, LI, "close")
        await press(pilot, "e")
        await typed(pilot, "钥匙在值长处")
        await press(pilot, "enter")
        assert "钥匙在值长处（李敏）" in "\n".join(shown(app)).replace(" ", "")
        await press(pilot, "c", "x")
        await press(pilot, "f10")
        assert "这不是金额" in "".join(shown(app)).replace(" ", "")
        await press(pilot, "backspace", "1", "4")
        for _try in range(20_000):
            if small.services.close_words.begun(LI, TODAY, "cash").get("paid-cash") == "14":
                break
            await settled(pilot)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "close")
        await press(pilot, "c")
        assert app.screen.query_one("#paid-cash", LineInput).value == "14"
        await press(pilot, "5", "enter")
        # A clerk closes only with the lead's number and PIN, which stand apart. No room for the sheet undoes nothing.
        write_settings(small.home.settings, Settings(papers_folder=str(small.home.folder / "station.db")))
        await press(pilot, "f10")
        await typed(pilot, PINS[WANG.staff_no])
        await press(pilot, "enter")
        assert isinstance(app.screen, CloseScreen)
        assert "已日清" in "\n".join(shown(app))
        assert [each.message[:10] for each in app._notifications][-1] == "已日清，日结单没打印"
    small.clock.advance(timedelta(days=1))
    assert small.services.close_day.view(LI, TODAY).sheet.cash[0].counted == 14_500


async def test_a_lead_verifies_by_one_key_and_a_clerk_has_no_such_key(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "close")
        await press(pilot, "v")
        seen = "\n".join(shown(app)).replace(" ", "")
        assert "没有发现改动" in seen
        assert "尚未封存：全部评价1条" in seen
        await press(pilot, "enter")
        assert isinstance(app.screen, CloseScreen)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "close")
        await press(pilot, "v")
        assert isinstance(app.screen, CloseScreen)


async def test_a_line_that_is_cut_is_told_whole_when_it_is_marked(small: SmallStation) -> None:
    """In English the counts of ratings are wider than the list."""
    app = app_on(small)
    set_language("en")
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "close")
        assert "pad failed" not in "\n".join(shown(app))
        app.screen.query_one("#close-list", FactTable).mark("ratings")
        await settled(pilot)
        assert "pad failed" in "\n".join(shown(app))
