"""Asking the customer how to reach him, on the panel after an acceptance: three keys, and never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from counter_tui.i18n import set_language
from counter_tui.widgets.lines import Line
from support.acceptance_form import app_of, at_rest, done_screen, fill, press
from support.apps import app_on, settled, signed_in
from support.stations import BILL, LI, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station, and Chinese again afterwards."""
    station = open_small_station(tmp_path)
    yield station
    station.services.close()
    set_language("zh")


async def accepted(pilot: Pilot[None], account: str = "0417000092") -> None:
    """Accept a question of this customer."""
    await signed_in(pilot, LI, "acceptance", None, BILL)
    await at_rest(pilot)
    await fill(pilot, account=account, name="何静", phone="13999990001", **{"field:content": "电费多了"})
    await press(pilot, "f10")


def told(pilot: Pilot[None], line_id: str = "#accepted-contact") -> str:
    """The line about reaching the customer, or another; empty while it is not there."""
    line = done_screen(pilot).query_one(line_id, Line)
    return (
        "".join(piece if isinstance(piece, str) else piece.text for piece in line.pieces)
        if line.display
        else ""
    )


async def test_three_keys_confirm_number_app_and_bill(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test() as pilot:
        await accepted(pilot)
        assert "电话从未核实" in told(pilot)
        await pilot.press("c", "y", "n")
        await settled(pilot)
        assert "今天由李敏核实" in told(pilot)
        assert "掌厅 有" in told(pilot)
        assert "电子账单 无" in told(pilot)
        # Asked once: the key is gone.
        assert not done_screen(pilot).check_action("contact", ())


async def test_esc_records_nothing_and_x_that_he_does_not_want_to_say(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test() as pilot:
        await accepted(pilot)
        await pilot.press("c", "y", "escape")
        await settled(pilot)
        assert done_screen(pilot).check_action("contact", ())
        await pilot.press("c", "x")
        await settled(pilot)
        assert not done_screen(pilot).check_action("contact", ())
        assert "电话从未核实" in told(pilot)


async def test_d_prints_the_register_entry_and_then_keeps_that_it_was_signed(small: SmallStation) -> None:
    """d: printed; d 2: printed once more; d 1: signed."""
    app = app_on(small)
    async with app.run_test() as pilot:
        await accepted(pilot)
        await press(pilot, "d")
        assert "-register.pdf   d 客户已签字" in told(pilot, "#accepted-entry")
        await press(pilot, "d", "2", "d", "1")
        await settled(pilot)
        assert "客户已在首问登记簿签字" in told(pilot, "#accepted-entry")
        (line,) = small.services.register.day(LI).lines[-1:]
        assert line.signed_at is not None
        timeline = small.services.matters.view(LI, line.matter.matter_id).timeline
        assert [each.what for each in timeline[:3]] == [
            "客户已在首问登记簿签字",
            "打印首问登记页，待客户签字",
            "打印首问登记页，待客户签字",
        ]
        await app_of(pilot).apply(replace(app_of(pilot).settings, language="en"))
        await settled(pilot)
        assert "The customer signed the register" in told(pilot, "#accepted-entry")
        assert "number never confirmed" in told(pilot)
        assert "prints the receipt" in told(pilot, "#accepted-receipt")


async def test_a_customer_on_no_file_is_not_asked(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test() as pilot:
        await accepted(pilot, account="0417009999")
        assert told(pilot) == ""
        assert not done_screen(pilot).check_action("contact", ())
