"""Answer cards from any screen: found by letters, shown, told for the matter that is open, printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.db import sql
from counter_tui.db.tables.voice import TellingRow
from counter_tui.i18n import set_language
from counter_tui.screens.enquiry.ask import Ask
from counter_tui.screens.voice.cards import CardChoice, CardSheet
from support.acceptance_form import app_of, form_screen, press
from support.apps import app_on, settled, shown, signed_in
from support.stations import LI, WANG, ZHAO, SmallStation, open_small_station
from support.voice import card


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


def tellings(small: SmallStation) -> list[TellingRow]:
    """Who was told what, in the order of time."""
    with small.services.base.store.reading() as connection:
        return sql.read(connection, TellingRow, "ORDER BY told_ms")


async def test_a_card_is_found_by_initials_and_told_for_the_form_that_is_open(small: SmallStation) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance")
        await press(pilot, "f5")
        assert isinstance(app_of(pilot).screen, CardChoice)
        await press(pilot, *"dfznlj", "enter")
        assert isinstance(app_of(pilot).screen, CardSheet)
        assert "手机上可以交" in "\n".join(shown(app_of(pilot)))
        await press(pilot, "enter")
        told = tellings(small)
        assert [(each.card, each.how, each.told_by) for each in told] == [("pay", "shown", "102")]
        assert told[0].matter_id.hex() == form_screen(pilot).draft.draft_id


async def test_a_card_only_looked_at_was_told_to_nobody(small: SmallStation) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await press(pilot, "f5", *"发票", "enter", "escape")
        assert tellings(small) == []


async def test_a_printed_card_lies_in_the_folder_for_papers(small: SmallStation) -> None:
    async with app_on(small).run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, LI)
        await press(pilot, "f5", *"发票", "enter", "p")
        assert [(each.card, each.how) for each in tellings(small)] == [("invoice", "printed")]


async def test_a_card_that_was_withdrawn_meanwhile_is_not_told(small: SmallStation) -> None:
    small.services.cards.issue(WANG, card("short", title="只今天"))
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await press(pilot, "f5", *"只今天", "enter")
        small.services.cards.withdraw(WANG, "short", "写错了")
        await press(pilot, "enter")
        assert tellings(small) == []
        assert not isinstance(app_of(pilot).screen, CardSheet)


async def test_who_serves_nobody_has_no_cards(small: SmallStation) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, ZHAO)
        await pilot.press("f5")
        await settled(pilot)
        assert not isinstance(app_of(pilot).screen, CardChoice)


async def test_the_topic_of_an_enquiry_leads_to_its_card(small: SmallStation) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI)
        await press(pilot, "w", "5", "f5")
        assert isinstance(app_of(pilot).screen, CardSheet)
        await press(pilot, "enter")
        assert isinstance(app_of(pilot).screen, Ask)
        await press(pilot, "enter")
        told = tellings(small)
        assert [each.card for each in told] == ["invoice"]
        day = small.services.enquiries.day(LI)
        assert [line.enquiry_id for line in day.lines] == [told[0].enquiry]
