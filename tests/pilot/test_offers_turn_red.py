"""An offer nobody takes: in words and in the colour of an alarm, for giver and receiver."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.app import CounterApp
from counter_tui.domain.matter.hand_over import Receiver
from counter_tui.i18n import Language, set_language
from counter_tui.screens.home.detail import detail_lines
from counter_tui.widgets.cells import width
from counter_tui.widgets.lines import Line
from counter_tui.widgets.roles import Piece
from support.apps import app_on, settled, shown, signed_in
from support.matter_screen import Seconds, press
from support.stations import BILL, LI, LIU, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """A station with one matter, offered by Li to Liu just now."""
    station = open_small_station(tmp_path, empty=True)
    matter = station.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})
    station.services.matters.hand_over(LI, matter, Receiver("103"), "needs_site")
    yield station
    station.services.close()


def matter_of(small: SmallStation) -> str:
    """The matter."""
    return small.services.home.view(LIU).inbox[0].matter_id


def alarms(app: CounterApp, line: str) -> str:
    """What a line says in the colour of an alarm."""
    pieces = app.screen.query_one(line, Line).pieces
    return " ".join(each.text for each in pieces if isinstance(each, Piece) and each.role == "broken")


async def test_the_matter_says_until_when_it_has_to_be_taken_and_then_how_long_nobody_has(
    small: SmallStation,
) -> None:
    seconds = Seconds()
    app = app_on(small, seconds=seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter_of(small))
        until = "10:57"
        assert f"今天 {until}前" in "\n".join(shown(app)[:5])
        assert alarms(app, "#offer") == alarms(app, "#second-line") == ""
        small.clock.advance(timedelta(minutes=18))
        seconds.value += 61
        app.tick()
        await settled(pilot)
        await settled(pilot)
        assert "无人接收 18 分钟" in alarms(app, "#offer")
        assert "无人接收 18 分钟" in alarms(app, "#second-line")
        assert "k 收回" in shown(app)[3]


@pytest.mark.parametrize("spoken", ["zh", "en"])
async def test_both_first_screens_turn_red_at_that_minute(small: SmallStation, spoken: Language) -> None:
    """Counts, the list and the line of what is offered; words first, colour second."""
    app = app_on(small)
    words = "无人接收 15 分钟" if spoken == "zh" else "nobody took it for 15 min"
    async with app.run_test(size=(80, 24)) as pilot:
        if spoken == "en":
            await app.action_other_language()
        await signed_in(pilot, LIU)
        assert words not in shown(app)[1]
        assert alarms(app, "#second-line") == ""
        small.clock.advance(timedelta(minutes=15))
        app.tick()
        await settled(pilot)
        assert words in alarms(app, "#second-line")
        assert "1120-0001" in alarms(app, "#second-line")
        await signed_in(pilot, LI)
        assert ("无人接收 1 " if spoken == "zh" else "Nobody took 1 ") in shown(app)[1]
        assert alarms(app, "#second-line").split() == ["1"]
        await press(pilot, "tab", "down", "down", "enter")
        row = next(line for line in shown(app) if "1120-0001" in line)
        assert ("刘伟 15 分钟" if spoken == "zh" else "15 min") in row
        assert "▲" in row


@pytest.mark.parametrize("spoken", ["zh", "en"])
@pytest.mark.parametrize("cells", [26, 36, 60])
def test_beside_the_list_nothing_of_an_offer_is_cut(
    small: SmallStation, spoken: Language, cells: int
) -> None:
    small.clock.advance(timedelta(minutes=18))
    view = small.services.matters.view(LI, matter_of(small))
    now, zone = small.clock.now(), small.services.station.zone
    set_language(spoken)
    try:
        lines = ["".join(piece.text for piece in line) for line in detail_lines(view, now, zone, cells)]
    finally:
        set_language("zh")
    assert [line for line in lines if width(line) > cells] == []
    said = "nobody took it for 18 min" if spoken == "en" else "无人接收 18 分钟"
    assert said in " ".join(" ".join(lines).split())
