"""One matter's whole day through the screens, and what its timeline and the doctor say afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.screens.matter.screen import MatterScreen
from counter_tui.screens.rating.screen import RatingScreen
from support.apps import app_on, settled, shown, signed_in
from support.looking import codes, looked_over
from support.matter_screen import Seconds, app_of, press, tick, view_of
from support.stations import BILL, LI, LIU, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()


async def test_acceptance_rating_hand_over_answer_informed_and_close_are_told_in_order(
    small: SmallStation,
) -> None:
    """Two clerks on one PC and the customer; the timeline tells it, the ledger is whole."""
    matter = small.accept(LI, BILL, name="单志勇", phone="13812340004", fields={"content": "电费多 [/"})
    seconds = Seconds()
    async with app_on(small, seconds=seconds).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "f4")
        assert isinstance(app_of(pilot).screen, RatingScreen)
        await press(pilot, "2", "3")
        seconds.value += 3
        await tick(pilot)
        await press(pilot, "f4", "f4")
        await press(pilot, "h", "l", "w", "enter", "1", "enter", *"下午回话", "enter", *"16:00", "f10")
        small.clock.advance(timedelta(minutes=4))
        await signed_in(pilot, LIU, "matter", matter)
        await press(pilot, "a")
        small.clock.advance(timedelta(hours=2))
        await press(pilot, "r", *"电量无误，空调用电多。", "enter")
        await press(pilot, "e")
        assert view_of(small, LIU, matter).line.state == "answered"
        small.clock.advance(timedelta(minutes=30))
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "i", "2")
        screen = app_of(pilot).screen
        assert isinstance(screen, MatterScreen)
        await press(pilot, "e")
        await settled(pilot)
        text = "\n".join(shown(app_of(pilot)))
        assert "已办结" in text
    view = view_of(small, LI, matter)
    told = [(each.who, each.what) for each in reversed(view.timeline)]
    begins = [
        (LI.name, "受理"),
        ("客户", "对本次服务作了评价"),
        (LI.name, "移交给 刘伟"),
        (LIU.name, "接收移交"),
        (LIU.name, "答复"),
        (LI.name, "客户已知道结果"),
        (LI.name, "已办结"),
    ]
    assert len(told) == len(begins)
    for (who, what), (name, words) in zip(told, begins, strict=True):
        assert who == name
        assert what.startswith(words)
    assert (view.line.state, view.rating) == ("closed", "rated")
    assert codes(looked_over(small.home)) == set()
