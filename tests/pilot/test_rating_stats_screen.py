"""The screen of a month of ratings: divided by digits, drawn, opened, saved, and the best clerk named by a PIN."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from counter_tui.i18n import set_language
from counter_tui.screens.dialogs.form import FormDialog
from counter_tui.screens.matter.ask import TextDialog
from counter_tui.screens.matter.screen import MatterScreen
from counter_tui.screens.rating_stats.rows import VisitList
from counter_tui.screens.rating_stats.screen import RatingStatsScreen
from counter_tui.settings import read_settings, write_settings
from counter_tui.widgets.line_input import LineInput
from support.apps import app_on, settled, shown, signed_in, typed
from support.clocks import SHANGHAI
from support.matter_screen import press, strike
from support.rated_visits import visited
from support.roles import ALL_PINS, HEAD, staffed
from support.stations import LIU, WANG, ZHAO, SmallStation


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station after some ratings; three are enough here."""
    station = staffed(tmp_path)
    settings = read_settings(station.home.settings)
    settings = replace(settings, rating_least=3, rating_coverage=10, papers_folder=str(tmp_path / "papers"))
    write_settings(station.home.settings, settings)
    for level in (5, 5, 4, None):
        visited(station, level=level)
    for level in (5, 5, 5, 5):
        visited(station, LIU, level)
    yield station
    station.services.close()
    set_language("zh")


def read(app: object) -> str:
    """All that stands on the screen in front."""
    return "\n".join(shown(app))  # type: ignore[arg-type]


async def test_an_auditor_divides_the_month_draws_it_opens_its_visits_and_saves_it(
    small: SmallStation,
) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, ZHAO, "rating_stats")
        assert "李敏" in read(app)
        assert "参评率" in read(app)
        assert any(line.split()[:2] == ["按柜员", "应评"] for line in shown(app)), "not by its colour alone"
        await press(pilot, "5")
        assert "5 非常满意" in read(app)
        assert any(line.split()[:2] == ["按评价结果", "次数"] for line in shown(app))
        await press(pilot, "down", "down", "enter")
        assert isinstance(app.screen, VisitList)
        assert "4 满意" in read(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, MatterScreen)
        await press(pilot, "escape", "escape", "1", "t")
        assert "■" in read(app)
        # The station began in this month: there is none before it.
        await press(pilot, "t", "minus")
        assert "上个月" not in read(app)
        assert "2025-11" in read(app)
        # Who only oversees names nobody.
        await press(pilot, "down", "g", "x")
        assert isinstance(app.screen, RatingStatsScreen)
    files = [each.name for each in (small.home.folder.parent / "papers").glob("*.xlsx")]
    assert files == ["ratings-2025-11.xlsx"]


async def test_a_lead_names_the_best_of_the_month_before_and_the_pin_counts_once(small: SmallStation) -> None:
    for flag in small.services.gaming.month(HEAD, "2025-11").flags:
        small.services.gaming.check(HEAD, "2025-11", flag.clerk, flag.flag.rule, "clean", "评价器没装")
    small.clock.set(datetime(2025, 12, 2, 9, tzinfo=SHANGHAI))
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "rating_stats")
        await press(pilot, "down", "g")
        assert isinstance(app.screen, RatingStatsScreen)
        assert "上个月" in read(app)
        await press(pilot, "minus", "down", "g")
        assert isinstance(app.screen, FormDialog)
        await typed(pilot, "000000")
        await press(pilot, "enter")
        assert isinstance(app.screen, FormDialog)
        app.screen.query_one("#pin", LineInput).value = ""
        await typed(pilot, ALL_PINS["101"])
        strike(pilot, ["enter", "enter"])
        await settled(pilot)
        assert isinstance(app.screen, RatingStatsScreen)
        assert "当月优秀服务人员：刘伟" in read(app)
        await press(pilot, "g")
        assert isinstance(app.screen, RatingStatsScreen)
        award = small.services.rating_stats.month(ZHAO, "2025-11").award
        assert award is not None
        assert (award.given.clerk, award.by) == ("103", "101")
        await press(pilot, "u")
        await typed(pilot, "查实代按")
        await press(pilot, "f10")
        assert isinstance(app.screen, FormDialog)
        await typed(pilot, ALL_PINS["101"])
        strike(pilot, ["enter", "enter"])
        await settled(pilot)
        assert isinstance(app.screen, RatingStatsScreen)
        assert "已撤销：刘伟，查实代按" in read(app)
        await press(pilot, "u")
        assert isinstance(app.screen, RatingStatsScreen)
    assert small.services.rating_stats.month(ZHAO, "2025-11").award is None
    assert small.services.action_words.begun(WANG, "", "award_back 2025-11") == {}


async def test_who_lacks_something_is_not_asked_a_pin_for(small: SmallStation) -> None:
    visited(small, LIU, 1)
    small.clock.set(datetime(2025, 12, 2, 9, tzinfo=SHANGHAI))
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "rating_stats")
        await press(pilot, "minus", "down", "down")
        assert "差评未闭环" in read(app)
        await press(pilot, "g")
        assert isinstance(app.screen, RatingStatsScreen)


async def test_words_about_another_than_the_first_outlive_a_pin_that_was_not_given(
    small: SmallStation,
) -> None:
    for flag in small.services.gaming.month(HEAD, "2025-11").flags:
        small.services.gaming.check(HEAD, "2025-11", flag.clerk, flag.flag.rule, "clean", "评价器没装")
    small.clock.set(datetime(2025, 12, 2, 9, tzinfo=SHANGHAI))
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "rating_stats")
        await press(pilot, "minus", "down", "down", "g")
        assert isinstance(app.screen, TextDialog)
        await typed(pilot, "第一名请产假")
        await press(pilot, "enter")
        assert isinstance(app.screen, FormDialog)
        await press(pilot, "escape", "g")
        assert isinstance(app.screen, TextDialog)
        assert "第一名请产假" in read(app)
        await press(pilot, "enter")
        await typed(pilot, ALL_PINS["101"])
        await press(pilot, "enter")
        assert "当月优秀服务人员：李敏" in read(app)
    award = small.services.rating_stats.month(ZHAO, "2025-11").award
    assert award is not None
    assert (award.given.clerk, award.given.words) == ("102", "第一名请产假")
    assert small.services.action_words.begun(WANG, "", "award 2025-11 102") == {}


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_in_english_headings_results_and_figures_beside_bars_stand_whole(
    small: SmallStation, size: tuple[int, int]
) -> None:
    app = app_on(small)
    async with app.run_test(size=size) as pilot:
        set_language("en")
        await signed_in(pilot, ZHAO, "rating_stats")
        assert "6 By series" in read(app)
        assert any(said in read(app) for said in ("So far it would be 刘伟 ", "conditions not met "))
        if size[0] == 80:
            await press(pilot, "t")
        assert "43.75% (7/16)" in read(app)
        if size[0] == 80:
            await press(pilot, "t")
        await press(pilot, "5", "down")
        assert "1 Very dissatisfied" in read(app)
        assert "The rating pad failed" in read(app)
        assert "5 Very satisfied   6 of 16 visits" in read(app)
        assert "37.50%" in read(app)
        # Another division has the columns of figures again.
        await press(pilot, "1")
        assert "95% between" in read(app)
