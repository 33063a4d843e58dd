"""Charging at the counter by its keys: the cost said before, a charge, its slip, the e-invoice, a void, the day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_tui.i18n import set_language
from counter_tui.screens.charges.screen import ChargesScreen
from counter_tui.screens.dialogs.form import FormDialog
from counter_tui.screens.matter.money import ChargeDialog
from counter_tui.screens.matter.screen import MatterScreen
from support.apps import app_on, shown, signed_in, typed
from support.matter_screen import app_of, press
from support.prices import charged, repair, take_book
from support.stations import BILL, LI, METER_TEST, PINS, WANG, SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallStation]:
    """The small station without matters, with a price book."""
    station = open_small_station(tmp_path, empty=True)
    take_book(station)
    yield station
    station.services.close()
    set_language("zh")


def text_of(app: object) -> str:
    """What the screen shows."""
    return "\n".join(shown(app))  # type: ignore[arg-type]


async def test_a_charge_is_taken_by_quantities_and_its_slip_is_printed(small: SmallStation) -> None:
    """f 1, 1 Enter, 10 Enter, 1 Enter, F10: the amount is counted, never typed."""
    matter = repair(small)
    async with app_on(small).run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        app = app_of(pilot)
        assert "按价目表收费，2 项" in text_of(app)
        await press(pilot, "f", "1")
        assert isinstance(app.screen, ChargeDialog)
        await press(pilot, "1", "enter", "1", "0", "enter")
        assert "145.00 元" in text_of(app)
        await press(pilot, "f10")
        assert "请选付款方式" in text_of(app)
        await press(pilot, "1", "enter", "f10")
        assert isinstance(app.screen, MatterScreen)
        view = small.services.matters.view(LI, matter)
        assert [(charge.fen, charge.paid) for charge in view.charges] == [(14_500, "cash")]
        assert view.timeline[0].what == "打印收费单"
        assert any("收费单在" in note.message for note in app._notifications)
        assert "尚未引导" in text_of(app)


async def test_what_is_no_quantity_is_said_and_nothing_is_charged(small: SmallStation) -> None:
    matter = repair(small)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "f", "1")
        await typed(pilot, "1.5")
        await press(pilot, "enter", "enter", "2", "enter", "f10")
        assert "数量是 1 到 9999 的整数" in text_of(app_of(pilot))
    assert small.services.matters.view(LI, matter).charges == ()


async def test_the_key_says_why_a_free_kind_is_not_charged(small: SmallStation) -> None:
    person = {"id_kind": "resident_id", "id_number": "110101199003074477", "phone": "13812340001"}
    fields = {"account": "0417000018"}
    matter = small.accept(LI, METER_TEST, name="王建国", fields=fields, **person)
    async with app_on(small).run_test(size=(120, 36)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        assert "免费   计量装置校验费已取消" in text_of(app_of(pilot))
        await press(pilot, "f")
        assert isinstance(app_of(pilot).screen, MatterScreen)
        assert any("此项免费" in note.message for note in app_of(pilot)._notifications)


async def test_the_invoice_is_noted_by_two_digits_or_with_a_reason(small: SmallStation) -> None:
    """f 3 1: told; f 3 4: not offered, which asks why."""
    matter = charged(small)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "f", "3", "1")
        assert small.services.matters.view(LI, matter).invoice == "told"
        await press(pilot, "f", "3", "4")
        await typed(pilot, "客户赶时间")
        await press(pilot, "enter")
        view = small.services.matters.view(LI, matter)
        assert view.invoice == "skipped"
        assert "客户赶时间" in view.timeline[0].what


async def test_the_card_of_the_boundary_is_read_out_and_noted(small: SmallStation) -> None:
    """f 2: the words, to be read out; 1: explained."""
    matter = charged(small)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        await press(pilot, "f", "2")
        assert "分界点电源侧由供电企业维护" in "".join(text_of(app_of(pilot)).split())
        await press(pilot, "1")
        assert small.services.matters.view(LI, matter).boundary_told


async def test_a_void_takes_the_reason_and_the_leads_own_pin(small: SmallStation) -> None:
    matter = charged(small)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "matter", matter)
        app = app_of(pilot)
        await press(pilot, "f", "5")
        assert isinstance(app.screen, FormDialog)
        await typed(pilot, "客户取消")
        await press(pilot, "enter", *LI.staff_no, "enter", *PINS["102"], "enter")
        assert "柜员不能作值长决定" in text_of(app)
        assert small.services.matters.view(LI, matter).charges[0].void is None
        for key in ("shift+tab", "backspace", "backspace", "backspace"):
            await press(pilot, key)
        await press(pilot, *WANG.staff_no, "enter", *PINS["101"], "enter")
        assert isinstance(app.screen, MatterScreen)
        assert "已作废，款已退" in text_of(app)
    assert small.services.matters.view(LI, matter).charges[0].void is not None


async def test_the_day_shows_every_charge_and_what_has_to_be_in_the_till(small: SmallStation) -> None:
    """-: the day before; Enter opens the matter."""
    matter = charged(small)
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, WANG, "charges")
        app = app_of(pilot)
        text = text_of(app)
        assert "合计 145.00 元" in text
        assert "李敏" in text
        assert "尚未引导电子发票：1 件" in text
        await press(pilot, "minus")
        assert "这一天没有收费" in text_of(app)
        await press(pilot, "plus", "enter")
        screen = app.screen
        assert isinstance(screen, MatterScreen)
        assert screen.matter_id == matter


async def test_a_clerk_sees_his_own_money_only(small: SmallStation) -> None:
    matter = repair(small)
    small.services.charges.take(WANG, matter, [("KH-01", 1)], "scan")
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "charges")
        assert isinstance(app_of(pilot).screen, ChargesScreen)
        assert "本人收费" in text_of(app_of(pilot))
        assert "合计 0.00 元" in text_of(app_of(pilot))


@pytest.mark.parametrize(("kind", "said"), [(METER_TEST, "费用：免费"), (BILL, "")])
async def test_the_form_says_what_it_costs_before(small: SmallStation, kind: str, said: str) -> None:
    async with app_on(small).run_test(size=(80, 24)) as pilot:
        await signed_in(pilot, LI, "acceptance", None, kind)
        text = text_of(app_of(pilot))
        assert (said in text) if said else ("费用" not in text)
