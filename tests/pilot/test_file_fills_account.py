"""An account that the file itself filled in says nothing new: the form comes to rest, and the request can be sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from support.acceptance_form import KNOWN, done_screen, fill, form, press, texts
from support.apps import app_on, signed_in
from support.stations import BILL, LI, SmallStation, open_small_station

ACCOUNT = "0417000018"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station, and Chinese again afterwards."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


async def choose_bill(pilot: object) -> None:
    """Take the question about a bill, which asks for the account."""
    form(pilot).pick("kind").choose(BILL)  # type: ignore[arg-type]
    await press(pilot, "tab")  # type: ignore[arg-type]


async def test_a_number_before_the_kind_fills_the_account_once(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test() as pilot:
        await signed_in(pilot, LI, "acceptance")
        await fill(pilot, id_number=KNOWN)
        await choose_bill(pilot)
        assert texts(pilot, "name", "account", "phone") == ["王建国", ACCOUNT, "13812340001"]
        await fill(pilot, **{"field:content": "电费多了"})
        await press(pilot, "f10")
        assert done_screen(pilot)


async def test_a_phone_before_the_kind_fills_the_account_once(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test() as pilot:
        await signed_in(pilot, LI, "acceptance")
        await fill(pilot, phone="13812340001")
        await choose_bill(pilot)
        assert texts(pilot, "name", "account") == ["王建国", ACCOUNT]


async def test_another_number_over_it_gives_the_other_customer_s_account(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test() as pilot:
        await signed_in(pilot, LI, "acceptance")
        await fill(pilot, id_number=KNOWN)
        await choose_bill(pilot)
        await fill(pilot, id_number="110101198506151249")
        assert texts(pilot, "name", "account") == ["欧阳丽华", "0417000026"]
