"""A receipt checked on the screen: scanned, typed, forged, mistyped."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from textual.pilot import Pilot

from counter_tui.app import CounterApp
from counter_tui.db import station_keys
from counter_tui.domain.receipt.proof import Claim, code_of, write_text
from counter_tui.widgets.line_input import LineInput
from support.apps import app_on, desk_of, settled, shown, signed_in
from support.stations import LI, SmallStation, open_small_station

CLAIM = Claim("0417A-C-251120-0007-WN", "BZ101", "王**", "2025-11-27", "2025-11-20T10:42")


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    small = open_small_station(tmp_path)
    small.services.close()
    return small


async def screen(pilot: Pilot[None]) -> str:
    """Open the screen; the code that ``CLAIM`` has."""
    await signed_in(pilot, LI, "proof")
    with desk_of(cast(CounterApp, pilot.app)).services.base.store.reading() as connection:
        return code_of(station_keys.known(connection)[-1], CLAIM)


def said(pilot: Pilot[None]) -> str:
    """What stands on the screen."""
    return "\n".join(shown(pilot.app))


async def scanned(pilot: Pilot[None], text: str) -> str:
    """Let a scanner type this and press Enter; what stands on the screen then."""
    pilot.app.screen.query_one("#scan", LineInput).value = text
    pilot.app.screen.query_one("#scan", LineInput).focus()
    await pilot.press("enter")
    await settled(pilot)
    return said(pilot)


async def test_a_scanned_receipt_fills_the_rows_and_is_told_genuine_or_not(small: SmallStation) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        text = write_text(CLAIM, await screen(pilot))
        assert "✓ 真" in await scanned(pilot, text)
        assert pilot.app.screen.query_one("#customer", LineInput).value == "王**"
        assert "✗ 不真" in await scanned(pilot, text.replace("2025-11-27", "2025-11-21"))
        assert "这不是回执二维码的内容" in await scanned(pilot, "https://example.test/")


async def test_a_receipt_scanned_on_another_screen_is_checked_at_once(small: SmallStation) -> None:
    app = app_on(small)
    async with app.run_test(size=(80, 24)) as pilot:
        text = write_text(CLAIM, await screen(pilot))
        await signed_in(pilot, LI)
        for place in ("home", "acceptance", "proof"):
            if place == "acceptance":
                app.go("acceptance")
                await settled(pilot)
            assert app.take_scan(text)
            await settled(pilot)
            assert "✓ 真" in said(pilot)


async def test_a_typed_receipt_is_checked_and_a_slip_in_the_code_is_named_by_its_group(
    small: SmallStation,
) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        code = await screen(pilot)
        for field in CLAIM.__struct_fields__:
            pilot.app.screen.query_one(f"#{field}", LineInput).value = getattr(CLAIM, field)
        other = "2" if code[5] != "2" else "3"
        pilot.app.screen.query_one("#code", LineInput).value = code[:5] + other + code[6:]
        await pilot.press("f10")
        await settled(pilot)
        assert "第 2 组" in said(pilot)
        pilot.app.screen.query_one("#code", LineInput).value = code.lower()
        await pilot.press("f10")
        await settled(pilot)
        assert "✓ 真" in said(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert "真" not in said(pilot)
        assert pilot.app.screen.query_one("#number", LineInput).value == ""


async def test_what_was_found_out_goes_away_with_the_next_key(small: SmallStation) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        text = write_text(CLAIM, await screen(pilot))
        assert "✓ 真" in await scanned(pilot, text)
        pilot.app.screen.query_one("#due", LineInput).focus()
        await pilot.press("9")
        await settled(pilot)
        assert "✓ 真" not in said(pilot)


async def test_empty_rows_offer_neither_a_check_nor_the_next_receipt(small: SmallStation) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await screen(pilot)
        assert ("核对" in shown(pilot.app)[-1], "下一张" in shown(pilot.app)[-1]) == (False, False)
        pilot.app.screen.query_one("#number", LineInput).value = CLAIM.number
        await settled(pilot)
        assert ("核对" in shown(pilot.app)[-1], "下一张" in shown(pilot.app)[-1]) == (True, True)
        await pilot.press("f2")
        await settled(pilot)
        assert ("核对" in shown(pilot.app)[-1], "下一张" in shown(pilot.app)[-1]) == (False, False)
