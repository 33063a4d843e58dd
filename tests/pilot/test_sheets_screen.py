"""The screen of daily and weekly sheets: shown, sent, acknowledged, printed, with the reminder on the first screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from counter_tui.i18n import set_language
from counter_tui.screens.home.screen import HomeScreen
from counter_tui.screens.matter.ask import TextDialog
from counter_tui.screens.sheets.screen import SheetsScreen
from counter_tui.settings import read_settings, write_settings
from support.apps import app_on, settled, shown, signed_in, typed
from support.matter_screen import press, strike
from support.roles import HEAD, staffed
from support.stations import WANG, ZHAO, SmallStation

TODAY = date(2025, 11, 20)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station with somebody of every role; 赵所 is its head, 周敏 his deputy."""
    station = staffed(tmp_path)
    settings = read_settings(station.home.settings)
    settings = replace(settings, sheet_deputy="周敏", papers_folder=str(tmp_path / "papers"))
    write_settings(station.home.settings, settings)
    yield station
    station.services.close()
    set_language("zh")


def read(app: object) -> str:
    """All that stands on the screen in front."""
    return "\n".join(shown(app))  # type: ignore[arg-type]


async def test_a_lead_shows_a_sheet_sends_it_in_two_keys_and_notes_once_that_it_arrived(
    small: SmallStation,
) -> None:
    sheets = small.services.sheets
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "sheets")
        assert "周敏" not in read(app)
        await press(pilot, "enter")
        assert "受理事项" in read(app)
        assert "主管副所长 周敏：未报" in read(app)
        await press(pilot, "s", "2")
        assert "发文件已报，未签收" in read(app)
        await press(pilot, "a")
        assert isinstance(app.screen, TextDialog)
        await press(pilot, "enter")
        assert "请写明怎样得知" in read(app)
        await typed(pilot, "电话中答复已收到")
        strike(pilot, ["enter", "enter"])
        await settled(pilot)
        assert isinstance(app.screen, SheetsScreen)
        assert "已签收（电话中答复" in read(app)
        await press(pilot, "x")
        # The sheet, the list, the first screen.
        await press(pilot, "escape")
        assert "近期日报" in read(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
    (mark,) = sheets.sheet(ZHAO, "daily", TODAY).line.marks
    assert mark.sent is not None
    assert (mark.sent.way, mark.sent.acknowledged_words) == ("file", "电话中答复已收到")
    assert [each.name for each in (small.home.folder.parent / "papers").glob("*.xlsx")] == [
        "sheet-daily-2025-11-20.xlsx"
    ]


async def test_the_next_morning_the_first_screen_leads_to_what_is_not_acknowledged(
    small: SmallStation,
) -> None:
    small.services.sheets.send(WANG, "weekly", TODAY - timedelta(days=7), "paper")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, HEAD)
        # Yesterday's daily sheet was not sent, last week's has not been acknowledged.
        assert small.services.home.view(HEAD).sheets_waiting == 2
        # On the line of figures, and among what waits for him.
        assert [each.split("报表待办")[1].split()[0] for each in shown(app) if "报表待办" in each] == [
            "2",
            "2",
        ]
        app.screen.query_one("#home-waiting").focus()
        await press(pilot, "ctrl+end", "up", "enter")
        assert isinstance(app.screen, SheetsScreen)
        # He says by one key that he has it: no words are asked.
        await press(pilot, *["down"] * 8, "a")
        assert "11-20 10:42 已签收" in read(app)
    deputy, head = small.services.sheets.sheet(ZHAO, "weekly", TODAY - timedelta(days=7)).line.marks
    assert deputy.sent is not None
    assert deputy.sent.acknowledged_at is None
    assert head.sent is not None
    assert head.sent.acknowledged_by == HEAD.staff_no


async def test_words_of_an_acknowledgement_outlive_the_dialog_and_an_auditor_only_reads(
    small: SmallStation,
) -> None:
    small.services.sheets.send(WANG, "daily", TODAY, "told")
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, ZHAO, "sheets")
        await press(pilot, "s", "a", "enter")
        assert isinstance(app.screen, SheetsScreen)
        assert "口头已报" in read(app)
        small.services.action_words.keep(WANG, "", "sheet daily 2025-11-20 deputy", {"text": "早会上"})
        await signed_in(pilot, WANG, "sheets")
        await press(pilot, "a")
        assert "早会上" in read(app)
        await press(pilot, "enter")
    assert small.services.action_words.begun(WANG, "", "sheet daily 2025-11-20 deputy") == {}
    (mark,) = small.services.sheets.sheet(ZHAO, "daily", TODAY).line.marks
    assert mark.sent is not None
    assert mark.sent.acknowledged_words == "早会上"
