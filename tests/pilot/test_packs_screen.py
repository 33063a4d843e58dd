"""The screen of hand-over packs: offered, looked at group by group, refused line by line, signed for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from counter_tui.app import CounterApp
from counter_tui.i18n import set_language
from counter_tui.screens.packs.asking import Signing
from counter_tui.screens.packs.screen import PacksScreen
from counter_tui.widgets.line_input import LineInput
from support import keystrokes
from support.apps import app_on, settled, shown, signed_in, typed
from support.keystrokes import replay
from support.matter_screen import press, strike
from support.packs import GROUPS, LINES, fill_hands, offered
from support.stations import BILL, LI, LIU, PINS, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


async def test_forty_lines_in_six_groups_are_taken_over_in_nine_keys(small: SmallStation) -> None:
    fill_hands(small)
    pack = offered(small)
    assert (len(pack.lines), tuple(kind for kind, _lines in pack.groups)) == (LINES, GROUPS)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LIU)
        assert any("待签收清单" in line and "1" in line for line in shown(app))
        assert keystrokes.TAKE_PACK.keys <= keystrokes.TAKE_PACK.most_keys <= 12
        await replay(keystrokes.TAKE_PACK, lambda *keys: press(pilot, *keys), pin=PINS["103"])
        await settled(pilot)
        assert "已签收" in "\n".join(shown(app))
    (done,) = small.services.packs.day(WANG)
    assert {line.outcome for line in done.lines} == {"taken"}
    assert small.services.packs.desk(LI).in_hand.lines == ()


async def test_both_sign_at_one_counter_and_what_was_looked_at_outlives_the_program(
    small: SmallStation,
) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "packs")
        await press(pilot, "n", "l", "w", "enter")
        await typed(pilot, PINS["102"])
        strike(pilot, ["enter", "enter"])
        await settled(pilot)
        pack = small.services.packs.desk(LI).waiting[0]
        # The groups left are said before anybody types a PIN.
        await press(pilot, "f10")
        assert isinstance(app.screen, PacksScreen)
        await press(pilot, "enter", "o", "down", "x")
        await typed(pilot, "不归我")
        for _try in range(20_000):
            await settled(pilot)
            if small.services.packs.begun_words(LI, pack.pack_id, _refusal(pack, 1)):
                break
    second = app_on(small)
    async with second.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LIU, "packs")
        assert "已看 1/" in "\n".join(shown(second))
        await press(pilot, "o", "down", "x")
        await settled(pilot)
        assert second.screen.query_one("#text", LineInput).value == "不归我"
        await press(pilot, "enter")
        assert "不接：不归我" in "\n".join(shown(second))
        await press(pilot, *["enter"] * (len(pack.groups) - 1), "f10")
        assert isinstance(second.screen, Signing)
        await typed(pilot, "000000")
        await press(pilot, "enter")
        assert isinstance(second.screen, Signing)
        await typed(pilot, PINS["103"])
        strike(pilot, ["enter", "enter"])
        await settled(pilot)
        assert "已签收" in "\n".join(shown(second))
    (done,) = small.services.packs.day(WANG)
    assert [line.reason for line in done.lines if line.outcome == "refused"] == ["不归我"]
    assert done.state == "taken"


def _refusal(pack: object, group: int) -> str:
    """The act under which the reason for the first line of a group is kept."""
    _kind, lines = pack.groups[group]  # type: ignore[attr-defined]
    return f"refuse {lines[0].place}"


async def test_a_whole_group_is_refused_at_once_and_a_pack_is_taken_back(small: SmallStation) -> None:
    offered(small)
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "packs")
        await press(pilot, "x")
        await typed(pilot, "都归值长")
        await press(pilot, "enter")
        assert "全组不接" in "\n".join(shown(app))
        await press(pilot, "o", "down", "space")
        assert "全组不接" not in "\n".join(shown(app))
        await press(pilot, "d", "enter")
        assert small.services.packs.desk(LI).waiting, "the safe answer comes first"
        await press(pilot, "d", "down", "enter")
        assert "您手上的工作" in "\n".join(shown(app))
    assert small.services.packs.desk(LI).waiting == ()


async def test_a_word_that_says_nothing_about_the_lead_hands_no_lead_over(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "packs")
        await press(pilot, "n", "l", "m", "enter", "9", "tab")
        await typed(pilot, PINS[WANG.staff_no])
        await press(pilot, "enter")
        await settled(pilot)
        assert "值长一起交吗" in "\n".join(shown(app)).replace(" ", "")
    assert small.services.packs.desk(WANG).waiting == ()


def _title(app: CounterApp) -> str:
    """Whose pack is shown."""
    return next(line for line in shown(app) if "交 刘伟" in line)


async def test_what_was_pressed_for_one_pack_says_nothing_of_the_next_and_outlives_the_screen(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    service, written, keep = small.services.packs, Event(), small.services.packs.keep
    for who in (LI, WANG):
        small.accept(who, BILL, name="孙红", phone="13812340019", fields={"content": "查电量"})
    offered(small)
    service.offer(WANG, PINS[WANG.staff_no], service.new(WANG), LIU.staff_no)

    def slow_keep(*seen: Any) -> None:
        written.wait(30)
        keep(*seen)

    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LIU, "packs")
        monkeypatch.setattr(service, "keep", slow_keep)
        title = _title(app)
        strike(pilot, ["space", "i"])
        for _try in range(20_000):
            await pilot.pause()
            if _title(app) != title:
                break
        assert "已看 0/" in "\n".join(shown(app))
        strike(pilot, ["space", "escape"])
        written.set()
        await settled(pilot)
    assert [len(pack.accepted) for pack in service.desk(LIU).waiting] == [1, 1]
