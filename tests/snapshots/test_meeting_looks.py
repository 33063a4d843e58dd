"""How the morning meeting looks while it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from counter_tui.i18n import set_language
from counter_tui.settings import Settings, write_settings
from support.apps import app_on, settled, signed_in, typed
from support.clocks import SHANGHAI
from support.matter_screen import press
from support.stations import LI, WANG, SmallStation, open_small_station

pytestmark = pytest.mark.xdist_group("snapshots")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    small = open_small_station(tmp_path)
    yield small
    small.services.close()
    set_language("zh")


@pytest.mark.parametrize(("language", "size"), [("zh", (80, 24)), ("en", (120, 36))])
def test_a_meeting_looks_like_this(
    snap_compare: Callable[..., bool], small: SmallStation, language: Any, size: tuple[int, int]
) -> None:
    """Problems, one of them new and another half typed, after eight minutes; in a wide window what yesterday was."""
    services, steps = small.services, small.services.meeting_steps
    services.actions.set(
        WANG,
        services.actions.new(WANG),
        "公示牌电价过期",
        LI.staff_no,
        services.actions.due_in(1),
        "值长看公示牌",
    )
    small.clock.set(datetime(2025, 11, 21, 7, 50, tzinfo=SHANGHAI))
    services.meeting.begin(WANG)
    steps.attendance(WANG, ["101", "102", "103", "104"])
    small.clock.advance(timedelta(minutes=1))
    steps.appearance(WANG)
    steps.hall(WANG)
    if language == "zh":
        services.meeting.done(WANG, "review")
        steps.problem(WANG, "0a" * 16, "打印机卡纸", "103", steps.due_in(0), "打一张")
    small.clock.advance(timedelta(minutes=7, seconds=20))
    write_settings(small.home.settings, replace(Settings(), language=language))
    app = app_on(small)
    set_language(language)

    async def ready(pilot: Pilot[None]) -> None:
        await signed_in(pilot, WANG, "meeting")
        if language == "zh":
            await press(pilot, "n")
            await typed(pilot, "热水壶漏水 @lm +2")
        await settled(pilot)

    assert snap_compare(app, terminal_size=size, run_before=ready)
