"""The site card on the screen: what waits on the first screen leads to it, a lead fills it in, everybody reads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from counter_tui.screens.site_card.form import SiteCardForm
from counter_tui.screens.site_card.screen import SiteCardScreen
from counter_tui.widgets.line_input import LineInput
from support.apps import app_on, settled, shown, signed_in, typed
from support.stations import LI, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path, empty=True)
    yield station
    station.services.close()
    set_language("zh")


async def test_what_waits_leads_to_the_card_which_is_filled_in_by_few_keys(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG)
        assert "本站无负责人" in "\n".join(shown(app))
        app.go("site_card")
        await settled(pilot)
        assert "请值长或所长填写" in "\n".join(shown(app))
        await pilot.press("f6")
        await typed(pilot, "lw")
        await pilot.press("enter", "enter")
        await typed(pilot, "12")
        await pilot.press("f10")
        await settled(pilot)
        assert isinstance(app.screen, SiteCardForm)
        assert "3 到 12 位" in "\n".join(shown(app))
        await typed(pilot, "345678")
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("f6")
        await settled(pilot)
        assert app.screen.query_one("#phone", LineInput).value == "12345678"
        await pilot.press("f10")
        await settled(pilot)
        assert isinstance(app.screen, SiteCardScreen)
        text = "\n".join(shown(app))
        assert "刘伟" in text
        assert "每 7 天一次" in text
        await pilot.press("escape")
        await settled(pilot)
        assert "本站无负责人" not in "\n".join(shown(app))
    card = small.services.site_card.view(LI).card
    assert card is not None
    assert (card.responsible, card.deputy, card.phone, card.every_days) == ("103", "", "12345678", 7)


async def test_a_clerk_reads_the_card_and_changes_nothing(small: SmallStation) -> None:
    small.services.site_card.set(WANG, "103", "102", "66218801", 7)
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, LI, "site_card")
        assert "66218801" in "\n".join(shown(app))
        for key in ("f6", "enter"):
            await pilot.press(key)
            await settled(pilot)
            assert isinstance(app.screen, SiteCardScreen)
