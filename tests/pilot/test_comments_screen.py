"""Anonymous comments on the screen: typed in one after the other by a clerk, who then sees none; read by a lead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from counter_tui.screens.comments.form import CommentsForm
from counter_tui.screens.comments.screen import CommentsScreen
from counter_tui.widgets.fact_table import FactTable
from support.apps import app_on, shown, signed_in, typed
from support.matter_screen import press
from support.stations import LI, WANG, ZHAO, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path, empty=True)
    yield station
    station.services.close()
    set_language("zh")


async def test_a_batch_is_typed_in_and_dealt_with(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "comments")
        await press(pilot, "n")
        await typed(pilot, "yjx")
        await press(pilot, "enter", "enter")
        await typed(pilot, "等得太久，找 13812340001")
        await press(pilot, "enter")
        await typed(pilot, "椅子不够")
        await press(pilot, "f10")
        assert isinstance(app.screen, CommentsForm)
        assert "第 1 条里有电话" in "\n".join(shown(app))
        await press(pilot, "ctrl+u")
        await typed(pilot, "等得太久")
        await press(pilot, "f10")
        assert isinstance(app.screen, CommentsScreen)
        seen = "\n".join(shown(app))
        assert "等得太久" not in seen
        assert "录入意见箱的内容" in seen
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, WANG, "comments")
        assert "待处理 2 条" in "\n".join(shown(app))
        await press(pilot, "v")
        await typed(pilot, "晨会上讲了")
        await press(pilot, "enter")
        await press(pilot, "down", "g")
        await typed(pilot, "。")
        await press(pilot, "enter")
        await typed(pilot, "lm")
        await press(pilot, "enter", "f10")
        assert "都已处理" in "\n".join(shown(app))
    assert {each.settled for each in small.services.comments.lines(WANG)} == {"晨会上讲了", ""}
    assert [each.origin for each in small.services.actions.carried(WANG)] == ["comment"]


async def test_an_auditor_is_told_of_no_key_and_of_nothing_dealt_with_where_there_is_nothing(
    small: SmallStation,
) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, ZHAO, "comments")
        seen = "\n".join(shown(app))
        assert "还没有评议。" in seen
        assert "F2" not in seen
        assert "都已处理" not in seen


async def test_a_day_that_is_none_is_told_while_it_is_typed(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "comments")
        await press(pilot, "n")
        await typed(pilot, "yjx")
        await press(pilot, "enter")
        await typed(pilot, "13-45")
        assert "不是日期" in "\n".join(shown(app))
        await press(pilot, "ctrl+u")
        await typed(pilot, "20251112")
        assert "11-12 周三" in "\n".join(shown(app))


async def test_long_comments_fit_the_list_and_what_was_done_stands_apart_from_its_name(
    small: SmallStation,
) -> None:
    comments, day = small.services.comments, small.clock.now().date()
    comments.take(LI, comments.new(LI), day, "box", ["排了很久的队，希望中午也有人值班，" * 3])
    (line,) = comments.lines(WANG)
    comments.settle(WANG, line.batch_id, line.place, "晨会讲了")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        set_language("en")
        await signed_in(pilot, WANG, "comments")
        assert app.screen.query_one("#comment-list", FactTable).max_scroll_x == 0
        assert "Settled   晨会讲了" in "\n".join(shown(app))
