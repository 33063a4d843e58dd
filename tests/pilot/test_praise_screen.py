"""The praise register on the screen: taken down in one form that loses nothing, confirmed by one key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from counter_tui.screens.praise.form import PraiseForm
from counter_tui.screens.praise.screen import PraiseScreen
from counter_tui.widgets.line_input import LineInput
from support.apps import app_on, shown, signed_in, typed
from support.matter_screen import press
from support.stations import LI, WANG, ZHAO, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path, empty=True)
    yield station
    station.services.close()
    set_language("zh")


async def test_praise_is_noted_by_a_clerk_and_confirmed_by_a_lead(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "praise")
        await press(pilot, "n")
        await typed(pilot, "lm")
        await press(pilot, "enter")
        await typed(pilot, "jq")
        await press(pilot, "enter")
        await typed(pilot, "半夜抢修")
        # Esc asks before it throws anything away, and its first answer is no.
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, PraiseForm)
        assert app.screen.query_one("#words", LineInput).value == "半夜抢修"
        await press(pilot, "f10")
        assert isinstance(app.screen, PraiseScreen)
        assert "缺凭据" in "\n".join(shown(app))
        await press(pilot, "v")
        assert "缺凭据" in "\n".join(shown(app)), "a clerk confirms nothing"
        await press(pilot, "p")
        await typed(pilot, "锦旗，挂大厅东墙")
        await press(pilot, "enter")
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, WANG, "praise")
        await press(pilot, "v")
        assert "本月计入 1 条" in "\n".join(shown(app))
        await press(pilot, "f2", "enter")
        await typed(pilot, "gx")
        await press(pilot, "enter")
        await typed(pilot, "大家都好")
        await press(pilot, "f10")
    whole, line = sorted(small.services.praise.lines(WANG), key=lambda each: each.about)
    assert (whole.about, whole.words) == ("", "大家都好")
    assert (line.about, line.source, line.proof, line.counts) == ("102", "banner", "锦旗，挂大厅东墙", True)


async def test_what_follows_a_note_is_about_the_praise_just_noted(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "praise")
        for words in ("扶老人上楼", "半夜抢修"):
            await press(pilot, "n", "enter")
            await typed(pilot, "gx")
            await press(pilot, "enter")
            await typed(pilot, words)
            await press(pilot, "f10")
        await press(pilot, "p")
        await typed(pilot, "信在 2 号柜")
        await press(pilot, "enter")
    proofs = {each.words: each.proof for each in small.services.praise.lines(WANG)}
    assert proofs == {"扶老人上楼": "", "半夜抢修": "信在 2 号柜"}


async def test_who_notes_nothing_is_told_of_no_key(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, ZHAO, "praise")
        assert "还没有登记表扬。" in "\n".join(shown(app))
        assert "F2" not in "\n".join(shown(app))
