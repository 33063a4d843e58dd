"""Words that may not be said so: what was typed stays, one key takes the polite words, the lead may let them go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from counter_tui.screens.dialogs.form import FormDialog
from counter_tui.screens.dialogs.pick import Pick
from counter_tui.screens.matter.ask import TextDialog
from counter_tui.widgets.line_input import LineInput
from support.apps import app_on, shown, signed_in
from support.matter_screen import app_of, matter_of, press, view_of
from support.stations import BILL, LI, PINS, SmallStation, open_small_station

COLD = "这个不归我管"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


def asked_about(small: SmallStation) -> str:
    """A question about a bill."""
    return small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})


async def test_one_key_takes_the_polite_words_over(small: SmallStation) -> None:
    matter = asked_about(small)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "r", *COLD, "enter")
        assert isinstance(app_of(pilot).screen, Pick)
        lines = "\n".join(shown(app_of(pilot)))
        assert "不归我管" in lines
        assert "可以这样说" in lines
        await press(pilot, "1")
        assert isinstance(app_of(pilot).screen, TextDialog)
        typed = app_of(pilot).screen.query_one("#text", LineInput).value
        assert typed != COLD
        assert small.services.manners.look(typed) is None
        await press(pilot, "enter")
        assert view_of(small, LI, matter).line.state == "answered"


@pytest.mark.parametrize("key", ["2", "escape"])
async def test_what_was_typed_stands_there_to_be_changed(small: SmallStation, key: str) -> None:
    matter = asked_about(small)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "r", *COLD, "enter", key)
        assert app_of(pilot).screen.query_one("#text", LineInput).value == COLD
        assert view_of(small, LI, matter).line.state != "answered"


async def test_the_lead_lets_the_words_go_by_his_own_pin(small: SmallStation) -> None:
    matter = asked_about(small)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "r", *COLD, "enter", "3")
        assert isinstance(app_of(pilot).screen, FormDialog)
        await press(pilot, *"101", "enter", *PINS["102"], "enter")
        assert isinstance(app_of(pilot).screen, FormDialog)
        await press(pilot, *PINS["101"], "enter")
        assert matter_of(pilot).is_current
        assert view_of(small, LI, matter).line.state == "answered"
