"""A bad rating nobody made good in time: the lead hears of it on Home and on the morning brief."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from counter_tui.screens.home.parts import OpenTable
from counter_tui.screens.home.waiting import RECOVERY
from support.apps import app_on, shown, signed_in
from support.recoveries import PLAN, low, made_good
from support.roles import staffed
from support.stations import WANG, SmallStation

LIMIT_OVER = timedelta(days=5)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """A customer was not content with what a clerk did, and a lead planned what follows."""
    station = staffed(tmp_path)
    station.services.recoveries.plan(WANG, low(station), PLAN)
    yield station
    station.services.close()
    set_language("zh")


async def looks(small: SmallStation) -> tuple[str, str]:
    """What Home of the lead counts of bad ratings, and in which style."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        table = app.screen.query_one("#home-waiting", OpenTable)
        if RECOVERY not in table.rows:
            return "", ""
        count = table.get_row(RECOVERY)[-1]
        return count.plain.strip(), " ".join(str(span.style) for span in count.spans) or str(count.style)


async def test_home_of_the_lead_counts_a_call_back_another_forgot_with_a_sign_in_the_colour_of_an_alarm(
    small: SmallStation,
) -> None:
    assert await looks(small) == ("", ""), "a call back in time is its caller's alone"
    small.clock.advance(LIMIT_OVER)
    late, alarm = await looks(small)
    made_good(small.services, small.services.recoveries.open(WANG)[0].visit)
    low(small)
    fresh, plain = await looks(small)
    assert (late, fresh) == ("▲ 1", "1")
    assert alarm != plain


async def test_the_brief_of_the_morning_puts_it_first_and_marks_it_as_late(small: SmallStation) -> None:
    small.clock.advance(LIMIT_OVER)
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, WANG, "brief")
        assert any("差评补救逾期" in line for line in shown(app))
