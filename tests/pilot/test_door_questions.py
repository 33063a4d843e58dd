"""The questions at the door, by their keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from counter_tui.db import ledger
from counter_tui.domain.facts.station import SignInRefused
from counter_tui.i18n import set_language
from counter_tui.screens.acceptance import AcceptanceScreen, AcceptedScreen
from counter_tui.screens.base import CounterDialog
from counter_tui.screens.dialogs.form import FormDialog
from counter_tui.screens.dialogs.pick import Pick
from counter_tui.screens.home.screen import HomeScreen
from counter_tui.widgets.line_input import LineInput
from support.acceptance_form import STRANGER, app_of, fill, press
from support.apps import app_on, settled, shown, signed_in
from support.stations import CONNECTION, LI, PINS, SmallStation, open_small_station

EXCUSE = "没表了请过几天再来"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    station = open_small_station(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


async def at_door(pilot: Pilot[None], kind: str = "", **values: str) -> None:
    """Somebody asks for something, and the clerk goes to the door."""
    await signed_in(pilot, LI, "acceptance", None, kind)
    await fill(pilot, id_number=STRANGER, name="孙涛", **values)
    await asked(pilot, "ctrl+r")


async def asked(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait for the next question, or for the form behind the last one."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot, waiting="enter")
    if not isinstance(app_of(pilot).screen, CounterDialog):
        await settled(pilot)


def drafts(small: SmallStation) -> int:
    """How many drafts the clerk has besides the one of the station's story."""
    return len(small.services.drafts.list(LI)) - 1


async def test_a_lawful_end_takes_a_digit_and_the_words(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_door(pilot)
        await asked(pilot, "1")
        await asked(pilot, *"客户说月底再来", "enter")
        assert isinstance(app.screen, HomeScreen)
        assert drafts(small) == 0


async def test_a_forbidden_reason_becomes_an_acceptance_with_one_key(small: SmallStation) -> None:
    """The form was whole: the digit accepts it at once, and the matter says what it waits for."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_door(pilot, kind=CONNECTION, phone="13800138000", address="村口")
        await asked(pilot, "1")
        await asked(pilot, *EXCUSE, "enter")
        assert isinstance(app.screen, Pick)
        text = "\n".join(shown(app))
        assert "这不能作为不受理的理由" in text
        assert "电能表" in text
        await asked(pilot, "1")
        assert isinstance(app.screen, AcceptedScreen)
        assert drafts(small) == 0
        await asked(pilot, "o")
        assert "等待" in "\n".join(shown(app))
        await asked(pilot, "t")
        assert "不再等待：电能表" in "\n".join(shown(app))


async def test_what_the_form_lacks_is_asked_for_first_and_the_wait_is_not_forgotten(
    small: SmallStation,
) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_door(pilot, kind=CONNECTION, phone="13800138000")
        await asked(pilot, "6")
        assert isinstance(app.screen, AcceptanceScreen)
        await fill(pilot, address="村口")
        await press(pilot, "f10")
        assert isinstance(app.screen, AcceptedScreen)
        await asked(pilot, "o")
        assert "等待" in "\n".join(shown(app))


async def test_the_words_are_still_there_when_the_reason_is_written_anew(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_door(pilot)
        await asked(pilot, "1")
        await asked(pilot, *EXCUSE, "enter")
        for back in ("escape", "3"):
            assert isinstance(app.screen, Pick)
            await asked(pilot, back)
            assert isinstance(app.screen, FormDialog)
            assert app.screen.query_one("#words", LineInput).value == EXCUSE
            if back == "escape":
                await asked(pilot, "f10")
        await asked(pilot, "ctrl+u", *"好的", "enter")
        assert "至少 4 个字" in "\n".join(shown(app))
        await asked(pilot, "ctrl+u", *"客户说月底再来", "enter")
        assert isinstance(app.screen, HomeScreen)


async def test_a_lead_decides_with_number_and_pin(small: SmallStation) -> None:
    """A wrong PIN is said, the words stay, the PIN goes, an empty one is no try; the right one decides."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_door(pilot, kind=CONNECTION)
        await asked(pilot, "9")
        await asked(pilot, "3")
        assert "12398" in "\n".join(shown(app))
        await asked(pilot, *"来人不是用电人", "enter", *"101", "enter", *"111111", "enter")
        assert isinstance(app.screen, FormDialog)
        assert "PIN 不对" in "\n".join(shown(app))
        await asked(pilot, "enter", "enter", "f10", "enter")
        assert "PIN 不对" in "\n".join(shown(app))
        await asked(pilot, *PINS["101"], "enter")
        assert isinstance(app.screen, HomeScreen)
        assert drafts(small) == 0
    (found,) = small.services.find.find(LI, "孙涛").matters
    assert found.state == "not_accepted"
    with small.services.base.store.reading() as connection:
        wrong = ledger.latest(connection, SignInRefused.type, limit=9)
    assert len(wrong) == 1


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_esc_leads_back_step_by_step_to_the_form_as_it_was(
    small: SmallStation, size: tuple[int, int]
) -> None:
    app = app_on(small)
    async with app.run_test(size=size) as pilot:
        await at_door(pilot, kind=CONNECTION)
        await asked(pilot, "9")
        await asked(pilot, "1")
        assert isinstance(app.screen, FormDialog)
        await asked(pilot, "escape")
        assert isinstance(app.screen, Pick)
        await asked(pilot, "escape")
        assert isinstance(app.screen, AcceptanceScreen)
        assert app_of(pilot).screen.query_one("#field-name", LineInput).value == "孙涛"
        assert drafts(small) == 1
