"""The morning meeting of the demo station: all six of its people, its own brief, two new action items."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from counter_tui.bootstrap import open_services
from counter_tui.i18n import set_language
from counter_tui.paths import Home
from counter_tui.screens.minutes.screen import MinutesScreen
from counter_tui.services.demo.people import DEMO_LEAD, demo_pins
from counter_tui.services.demo.station import Wish, ensure_demo
from support import keystrokes
from support.apps import app_on, shown, signed_in
from support.clocks import SHANGHAI, StillClock
from support.keystrokes import replay
from support.matter_screen import press
from support.stations import SmallStation


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallStation]:
    """A small demo station, ten to eight on the working day after its month, when nobody is away any more."""
    monkeypatch.setenv("COUNTER_KEYRING", "off")
    set_language("zh")
    home, clock = Home(tmp_path / "demo"), StillClock(datetime(2025, 11, 21, 7, 50, tzinfo=SHANGHAI))
    ensure_demo(home, Wish(date(2025, 11, 20), 1, 12, 40), open_services)
    services = open_services(home, clock)
    yield SmallStation(services, clock, home)
    services.close()


async def test_the_demo_stations_lead_holds_the_meeting_of_six_in_the_keys_of_the_document(
    demo: SmallStation,
) -> None:
    lead = demo.services.staff.find(DEMO_LEAD)
    pins = {f"p{place}": pin for place, (_who, pin) in enumerate(sorted(demo_pins().items()), 1)}
    async with app_on(demo).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, lead)
        await replay(
            keystrokes.MEET,
            lambda *keys: press(pilot, *keys),
            first="公示牌电价过期 @lm +2",
            second="打印机卡纸 @1002 =打一张",
            **pins,
        )
        assert "晨会结束" in "\n".join(shown(pilot.app))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, MinutesScreen)
    held = demo.services.meeting.view(lead).meeting
    assert held is not None
    assert held.ended_at is not None
    assert [each.staff_no for each in held.signed] == sorted(demo_pins())
    assert [each.words for each in held.problems] == ["公示牌电价过期", "打印机卡纸"]
