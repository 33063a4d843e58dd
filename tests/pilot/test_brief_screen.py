"""The screen of the morning brief: every figure opens as many rows as it counts, and each row what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from counter_tui.domain.brief.models import FIGURES
from counter_tui.domain.voice.texts import NoticeText
from counter_tui.i18n import set_language
from counter_tui.screens.actions.screen import ActionsScreen
from counter_tui.screens.brief.figure import FigureList, FigureTable
from counter_tui.screens.brief.lines import TODAY, YESTERDAY
from counter_tui.screens.brief.screen import BriefScreen
from counter_tui.screens.checks.one import CheckScreen
from counter_tui.screens.enquiry.day import EnquiriesScreen
from counter_tui.screens.matter.screen import MatterScreen
from counter_tui.screens.recovery.screen import RecoveryScreen
from counter_tui.screens.site_card.screen import SiteCardScreen
from counter_tui.screens.staff.screen import StaffScreen
from counter_tui.screens.voice.screen import VoiceScreen
from counter_tui.widgets.fact_table import FactTable
from counter_tui.widgets.spots import Spots
from support.apps import app_on, settled, shown, signed_in
from support.brief_days import gone_wrong
from support.clocks import NOON
from support.matter_screen import press
from support.roles import HEAD, staffed
from support.stations import LI, WANG, ZHAO, SmallStation

TODAYS = date(2025, 11, 21)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The morning after a day on which much went wrong."""
    station = staffed(tmp_path)
    services = station.services
    gone_wrong(station)
    services.enquiries.leave_open(LI, services.enquiries.new(LI), "bill", words="多")
    actions = services.actions
    actions.set(WANG, actions.new(WANG), "公示牌过期", "102", NOON.date(), "值长看")
    services.notices.publish(
        WANG,
        NoticeText(code="T-1", title="新政策", summary="一句话", audience=("clerk",), valid_from=NOON.date()),
    )
    services.notices.publish(
        WANG,
        NoticeText(code="T-2", title="值长会", summary="一句话", audience=("lead",), valid_from=NOON.date()),
    )
    services.absences.away(HEAD, "103", "102", "ill", TODAYS)
    station.clock.set((NOON + timedelta(days=1)).replace(hour=8, minute=0))
    yield station
    services.close()
    set_language("zh")


def front(pilot: Pilot[None]) -> Spots:
    """The lines of the brief in front."""
    return pilot.app.screen.query_one("#brief-lines", Spots)


async def test_every_figure_opens_a_list_of_as_many_rows(small: SmallStation) -> None:
    brief = small.services.brief.of(WANG).brief
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, WANG)
        await press(pilot, "j")
        assert isinstance(app.screen, BriefScreen)
        there = front(pilot).ids
        assert sorted(each for each in there if each.startswith("figure:")) == sorted(
            f"figure:{code}" for code in FIGURES
        )
        # Of every sort of row a figure; that all of them have their rows, tests of services hold.
        told = {row.kind: each.code for each in brief.figures for row in each.rows or ()}
        assert len(told) >= 7
        for code in (*told.values(), "praise", "waits"):
            front(pilot).mark(f"figure:{code}")
            await press(pilot, "enter")
            assert isinstance(app.screen, FigureList)
            figure = brief.figure(code)
            assert app.screen.query_one("#figure-list", FigureTable).row_count == (figure.value or 0)
            assert ("无来源" in "".join(shown(app))) is (figure.value is None)
            await press(pilot, "escape")


async def test_each_row_opens_what_it_is_about(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, HEAD, "brief")
        for code, screen, mark in (
            ("accepted", MatterScreen, ""),
            ("low_ratings", RecoveryScreen, "recovery-list"),
            ("enquiries", EnquiriesScreen, "enquiries-list"),
            ("actions", ActionsScreen, "action-list"),
            ("notices_unread", VoiceScreen, "voice-list"),
            ("staff_away", StaffScreen, "staff-list"),
            ("checks_due", CheckScreen, ""),
            ("site_card", SiteCardScreen, ""),
        ):
            row = small.services.brief.of(HEAD).brief.figure(code).rows[0]  # type: ignore[index]
            front(pilot).mark(f"figure:{code}")
            await press(pilot, "enter", "enter")
            assert isinstance(app.screen, screen), code
            if mark:
                marked = app.screen.query_one(f"#{mark}", FactTable).marked or ""
                assert marked.partition("#")[0] == row.opens
            await press(pilot, "escape", "escape")
            assert isinstance(app.screen, BriefScreen)


async def test_what_weighs_most_stands_first_and_a_digit_opens_it(small: SmallStation) -> None:
    first = small.services.brief.of(WANG).brief.cases[0]
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "brief")
        assert front(pilot).marked == "case:0"
        assert any("1 违诺" in line for line in shown(app))
        await press(pilot, "1")
        assert isinstance(app.screen, MatterScreen)
        assert first.item.name in "".join(shown(app))
        await press(pilot, "escape")
        line = next(place for place, words in enumerate(shown(app)) if "办理  受理" in words)
        await pilot.click("#brief-lines", offset=(8, line - front(pilot).region.y))
        await settled(pilot)
        assert isinstance(app.screen, FigureList)
        await press(pilot, "escape", "t")
        assert any("每日受理" in line for line in shown(app))
        await press(pilot, "t", "minus")
        assert "已过的一天" in "\n".join(shown(app))
        await press(pilot, "plus", "plus")
        assert "已过的一天" not in "\n".join(shown(app))


async def test_what_is_done_meanwhile_is_gone_from_the_list(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, HEAD, "brief")
        front(pilot).mark("figure:actions")
        await press(pilot, "enter", "enter", "f7", "enter")
        await settled(pilot)
        await press(pilot, "escape")
        assert isinstance(app.screen, FigureList)
        assert app.screen.query_one("#figure-list", FigureTable).row_count == 0


async def test_in_a_wide_window_the_lines_end_before_the_charts(small: SmallStation) -> None:
    """A blank stands between the last sign of a line and the border."""
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, WANG, "brief")
        lines, side = front(pilot), app.screen.query_one("#brief-side")
        assert lines.region.right < side.region.x


async def test_an_auditor_reads_it_and_a_clerk_has_no_way_to_it(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await press(pilot, "j")
        assert not isinstance(app.screen, BriefScreen)
        await signed_in(pilot, ZHAO, "brief")
        front(pilot).mark("figure:staff_away")
        await press(pilot, "enter", "enter")
        # Nobody but who may manage the staff has a screen for it: what is known stands in the lines.
        assert isinstance(app.screen, FigureList)
        assert "李敏 代岗" in "\n".join(shown(app))


def test_every_figure_stands_in_one_line() -> None:
    placed = [code for part in (YESTERDAY, TODAY) for _name, codes in part for code in codes]
    assert sorted(placed) == sorted(FIGURES)
    assert all(FIGURES[code] == "yesterday" for _name, codes in YESTERDAY for code in codes)
