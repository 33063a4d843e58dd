"""Two PCs of a station as their people see them: work goes from one to the other, and double records are settled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from support.apps import app_on, shown, signed_in, typed
from support.matter_screen import press
from support.station_pair import Pair, pair_in
from support.stations import BILL, LI, WANG


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with pair_in(tmp_path) as pair:
        yield pair
    set_language("zh")


def bill(pair: Pair) -> str:
    """A matter accepted at the first PC, known at both."""
    matter = pair.one.accept(
        LI, BILL, name="何静", phone="13812340009", fields={"content": "10 月电费比上月多"}
    )
    pair.meet()
    return matter


async def test_a_clerk_signs_in_at_the_other_pc_and_goes_on_with_what_was_taken_down_at_the_first(
    pair: Pair,
) -> None:
    matter = bill(pair)
    number = pair.one.services.matters.view(LI, matter).line.short
    app = app_on(pair.other)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        assert number in "\n".join(shown(app))


async def test_a_lead_reads_both_records_and_settles_the_one_that_came_to_nothing(pair: Pair) -> None:
    matter = bill(pair)
    pair.one.services.matters.withdraw(LI, matter, "客户说不办了")
    pair.other.clock.advance(timedelta(minutes=1))
    pair.other.services.matters.answer(WANG, matter, "电量无误。")
    pair.meet()
    app = app_on(pair.other)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        assert "重复记录" in "\n".join(shown(app))
        await signed_in(pilot, WANG, "attention")
        seen = "\n".join(shown(app))
        assert "电量无误" in seen
        assert "不办了" in seen
        assert "此前已记" in seen
        await press(pilot, "v")
        await typed(pilot, "以撤回为准")
        await press(pilot, "enter")
        assert "没有重复记录" in "\n".join(shown(app))
    pair.meet()
    assert pair.one.services.attention.waiting(WANG).unfit == ()
    assert "以撤回为准" in pair.one.services.matters.view(WANG, matter).timeline[0].what
