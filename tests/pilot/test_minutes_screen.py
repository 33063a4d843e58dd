"""The minutes on their screen: opened from the meeting, found, read on, printed, proved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from counter_tui.screens.minutes.screen import MinutesScreen
from support.apps import app_on, settled, shown, signed_in, typed
from support.clocks import SHANGHAI
from support.matter_screen import press
from support.stations import PINS, WANG, ZHAO, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """A meeting of the day before that is over, and one of today that was begun."""
    station = open_small_station(tmp_path, empty=True)
    meeting = station.services.meeting
    for day in (20, 21):
        station.clock.set(datetime(2025, 11, day, 7, 50, tzinfo=SHANGHAI))
        meeting.begin(WANG)
    station.clock.set(datetime(2025, 11, 20, 7, 55, tzinfo=SHANGHAI))
    station.services.meeting_steps.point(WANG, "下午和平路停电")
    known = meeting.view(WANG).meeting
    assert known is not None
    for step in known.open_steps:
        meeting.skip(WANG, step, "抢修")
    for who in known.present:
        meeting.sign(WANG, who, PINS[who])
    station.clock.set(datetime(2025, 11, 21, 8, 0, tzinfo=SHANGHAI))
    yield station
    station.services.close()
    set_language("zh")


async def test_minutes_are_found_read_printed_and_proved_by_keys_alone(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        await press(pilot, "m", "i")
        assert isinstance(app.screen, MinutesScreen)
        text = "\n".join(shown(app))
        assert "2025-11-21 周五" in text
        assert "晨会尚未结束" in text
        assert "打印" not in shown(app)[-1], "a meeting that is not over is not printed"
        await press(pilot, "slash")
        await typed(pilot, "和平路 王强")
        text = "\n".join(shown(app))
        assert "2025-11-21 周五" not in text
        assert "2025-11-20 周四" in text
        await press(pilot, "enter", "v")
        assert [note.message for note in app._notifications] == ["2025-11-20：台账和纪要一致"]
        await press(pilot, "p")
        said = [note.message for note in app._notifications][-1]
        assert said.startswith("纪要在 ")
        assert said.endswith("minutes-2025-11-20.pdf")
        await press(pilot, "enter", "end")
        assert "台账指纹" in "\n".join(shown(app))
        await press(pilot, "escape", "slash")
        await typed(pilot, "没有的话")
        assert "没有哪次晨会有这些字" in "\n".join(shown(app))
        await press(pilot, "escape")
        await settled(pilot)
        assert not isinstance(app.screen, MinutesScreen)


async def test_an_auditor_reads_minutes_from_the_palette_in_english(small: SmallStation) -> None:
    small.clock.advance(timedelta(hours=3))
    app = app_on(small)
    set_language("en")
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, ZHAO, "minutes")
        text = "\n".join(shown(app))
        assert "the meeting is not over" in text
        await press(pilot, "down", "enter", "end")
        assert "下午和平路停电" in "\n".join(shown(app))
        assert "Ledger fingerprint" in "\n".join(shown(app))


async def test_a_day_without_a_meeting_is_red_in_the_list_and_has_no_minutes(
    tmp_path: Path,
) -> None:
    station = open_small_station(tmp_path, empty=True)
    async with app_on(station).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "minutes")
        text = "\n".join(shown(pilot.app))
        assert "2025-11-20 周四            未按时开" in text
        assert "没有开始晨会" in text
    station.services.close()
