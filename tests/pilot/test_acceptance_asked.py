"""What the form asks for when it is submitted too early, and the doubts it shows meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from support.acceptance_form import STRANGER, done_screen, exported, fill, form, press, texts, verdict
from support.apps import app_on, shown, signed_in
from support.stations import COMPLAINT, CONNECTION, LI, REPAIR, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station, and Chinese again afterwards."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


async def test_a_place_nobody_could_find_is_asked_for_and_a_landmark_is_enough(small: SmallStation) -> None:
    """The first F10 goes to the address and says so; nothing typed is lost; a few words later F10 accepts."""
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, CONNECTION)
        await fill(pilot, id_number=STRANGER, name="郑小满", phone="13900001234")
        assert "✗" not in "".join(shown(app))
        count = len(exported(small.services))
        await press(pilot, "f10")
        assert len(exported(small.services)) == count
        assert form(pilot).focused_key() == "address"
        assert verdict(pilot, "address") == "✗ 在哪里？写个地标也行"
        assert texts(pilot, "id_number", "name", "phone") == [STRANGER, "郑小满", "13900001234"]
        await press(pilot, *"村东头变压器旁", "f10")
        view = small.services.matters.view(LI, done_screen(pilot)._accepted.matter_id, full=True)
        assert view.customer.address == "村东头变压器旁"


@pytest.mark.parametrize(("language", "words"), [("zh", "或填户号"), ("en", "or give the account")])
async def test_the_line_above_the_form_says_what_to_do(
    small: SmallStation, language: str, words: str
) -> None:
    app = app_on(small)
    async with app.run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, REPAIR)
        if language == "en":
            await app.action_other_language()
        await press(pilot, "f10")
        assert words in "\n".join(shown(app))
        assert form(pilot).focused_key() == "address"


async def test_a_complaint_is_taken_down_in_words(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, COMPLAINT)
        await press(pilot, "f10")
        assert form(pilot).focused_key() == "field:content"
        assert verdict(pilot, "field:content") == "✗ 写几个字即可"
        await press(pilot, *"没人接电话", "f10")
        view = small.services.matters.view(LI, done_screen(pilot)._accepted.matter_id, full=True)
        assert "没人接电话" in str(view)
