"""Charges: only what the price book says, taken back by a lead alone, with the same figure everywhere."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlcipher3.dbapi2 import IntegrityError

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.prices import ChargeTaken
from counter_tui.domain.price.book import Quote
from counter_tui.paths import write_private
from counter_tui.services.wording.prices import say_fen
from counter_tui.settings import Settings, as_toml, read_settings, write_settings
from support.looking import codes, looked_over, reaching_in
from support.prices import BOOK, HEAD, charged, repair, take_book
from support.roles import HEAD as CHIEF
from support.stations import (
    BILL,
    LI,
    LIU,
    METER_TEST,
    PINS,
    REPAIR,
    WANG,
    ZHAO,
    SmallStation,
    open_small_station,
)


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    station = open_small_station(tmp_path, empty=True)
    take_book(station)
    return station


def refused(code: str, call: Any, *given: Any) -> RuleBroken:
    with pytest.raises(RuleBroken) as broken:
        call(*given)
    assert broken.value.code == code
    return broken.value


def void(small: SmallStation, matter: str, reason: str = "客户取消", lead: Any = WANG, pin: str = "") -> Any:
    charge = small.services.matters.view(LI, matter).charges[-1].charge_id
    pin = pin or PINS[lead.staff_no]
    return small.services.charges.void(LI, matter, charge, reason, lead.staff_no, pin)


def ended(small: SmallStation, matter: str) -> None:
    """Answered and told, with every stage reached: nothing but closing is left."""
    for _stage in range(2):
        small.services.matters.reach_stage(LI, matter)
    small.services.charges.explain_boundary(LI, matter)
    small.services.matters.answer(LI, matter, "已修复")
    small.services.matters.inform(LI, matter, "in_person")


def test_the_quote_the_slip_and_the_sheet_of_the_day_say_the_same_amount(small: SmallStation) -> None:
    services = small.services
    quote = services.prices.quote(LI, REPAIR)
    asked = quote.items[0].fen + 10 * quote.items[1].fen
    matter = charged(small)
    view = services.matters.view(LI, matter)
    slip = services.charge_slips.print(LI, matter).text
    sheet = services.charges.day(WANG)
    assert asked == 14_500
    assert view.quote == quote
    assert [charge.fen for charge in view.charges] == [asked]
    assert say_fen(asked) in slip
    assert sheet.fen == asked
    assert sheet.by_payment == (("cash", asked), ("scan", 0), ("transfer", 0))
    assert sheet.by_clerk == (("李敏", "cash", asked),)
    assert say_fen(asked) in view.timeline[0].what


def test_a_kind_that_is_free_by_rule_is_never_charged(small: SmallStation) -> None:
    matter = small.accept(
        LI,
        METER_TEST,
        name="王建国",
        phone="13812340001",
        id_kind="resident_id",
        id_number="110101199003074477",
        fields={"account": "0417000018"},
    )
    take = small.services.charges.take
    assert refused("kind_free", take, LI, matter, [("KH-01", 1)], "cash").facts["source"]
    assert "kind_free" in {
        broken.code for broken in small.services.matters.view(LI, matter).refusals.values()
    }


def test_a_kind_the_book_has_nothing_for_is_not_charged(small: SmallStation) -> None:
    matter = small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "多"})
    assert small.services.prices.quote(LI, BILL) == Quote(BILL, version="2025-1")
    refused("no_price", small.services.charges.take, LI, matter, [("KH-01", 1)], "cash")


@pytest.mark.parametrize(
    ("code", "wanted", "paid"),
    [
        ("charge_empty", [], "cash"),
        ("item_unknown", [("KH-99", 1)], "cash"),
        ("quantity_unfit", [("KH-01", 0)], "cash"),
        ("quantity_unfit", [("KH-01", -1)], "cash"),
        ("quantity_unfit", [("KH-01", 5000), ("KH-01", 5000)], "cash"),
        ("payment_unknown", [("KH-01", 1)], "card"),
    ],
)
def test_what_is_not_in_the_book_is_not_charged(
    small: SmallStation, code: str, wanted: list[tuple[str, int]], paid: str
) -> None:
    matter = repair(small)
    refused(code, small.services.charges.take, LI, matter, wanted, paid)
    assert small.services.matters.view(LI, matter).charges == ()


@pytest.mark.parametrize(
    "change",
    [
        "item = 'KH-99'",
        "unit_fen = unit_fen - 1, fen = (unit_fen - 1) * quantity",
        "fen = fen + 100",
        "quantity = 0, fen = 0",
        "book = '2024-1'",
        "quantity = -1, fen = -unit_fen",
    ],
)
def test_the_store_itself_refuses_a_charge_that_the_book_does_not_say(
    small: SmallStation, change: str
) -> None:
    charged(small)
    with reaching_in(small.home) as connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(charge)")]
        listed = ", ".join(names)
        copied = ", ".join("zeroblob(16)" if name == "charge_id" else name for name in names)
        connection.execute(f"CREATE TEMP TABLE wished AS SELECT {listed} FROM charge WHERE item = 'KH-01'")
        connection.execute(f"UPDATE wished SET {change}")
        with pytest.raises(IntegrityError, match="price book"):
            connection.execute(f"INSERT INTO charge ({listed}) SELECT {copied} FROM wished")
        with pytest.raises(IntegrityError, match="price book"):
            connection.execute(f"UPDATE charge SET {change} WHERE item = 'KH-01'")


def test_the_store_refuses_a_price_for_another_kind_of_matter(small: SmallStation) -> None:
    matter = charged(small)
    other = small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "多"})
    values = (bytes.fromhex(other), bytes.fromhex(matter))
    with reaching_in(small.home) as connection, pytest.raises(IntegrityError, match="price book"):
        connection.execute("UPDATE charge SET matter_id = ? WHERE matter_id = ?", values)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE price_item SET fen = 1",
        "DELETE FROM price_item",
        "DELETE FROM price_book",
        "UPDATE price_book SET digest = ''",
        "INSERT INTO price_item SELECT version, 'X', name_zh, name_en, unit_zh, unit_en, 1, kinds, source, "
        "valid_from, valid_to FROM price_item LIMIT 1",
    ],
)
def test_a_book_is_not_changed_by_hand_and_found_out_where_somebody_manages_to(
    small: SmallStation, statement: str
) -> None:
    with reaching_in(small.home) as connection, pytest.raises(IntegrityError, match="price book"):
        connection.execute(statement)
    assert looked_over(small.home).findings == ()
    with reaching_in(small.home, unguarded=True) as connection:
        connection.execute(statement)
    assert codes(looked_over(small.home)) <= {"price_book_changed", "price_book_differs"}
    assert codes(looked_over(small.home))


def test_a_clerk_alone_voids_nothing(small: SmallStation) -> None:
    matter = charged(small)
    refused("not_allowed", void, small, matter, "客户取消", LIU)
    refused("sign_in_refused", void, small, matter, "客户取消", WANG, "000000")
    refused("reason_missing", void, small, matter, " ")
    assert small.services.matters.view(LI, matter).charges[0].void is None


def test_a_lead_voids_with_a_reason_and_the_charge_stays_to_be_read(small: SmallStation) -> None:
    matter = charged(small)
    view = void(small, matter)
    (charge,) = view.charges
    assert charge.void is not None
    assert (charge.void.reason, charge.void.decided_by, charge.void.by) == ("客户取消", "101", "102")
    refused("charge_void", void, small, matter)
    slip = small.services.charge_slips.print(LI, matter).text
    assert "作废" in slip
    assert "王强" in slip
    sheet = small.services.charges.day(WANG)
    assert [(line.fen, line.void) for line in sheet.lines] == [(14_500, False), (-14_500, True)]
    assert (sheet.fen, sheet.open_invoices) == (0, 0)
    assert looked_over(small.home).findings == ()


def test_a_lead_does_not_void_a_charge_he_took_himself(small: SmallStation) -> None:
    services = small.services
    services.staff.add(WANG, CHIEF.staff_no, CHIEF.name, CHIEF.role, "729461")
    matter = repair(small)
    services.charges.take(WANG, matter, [("KH-01", 1)], "scan")
    refused("void_alone", void, small, matter)
    assert void(small, matter, "收错", CHIEF, "729461").charges[0].void is not None


def test_money_given_back_on_another_day_counts_on_that_day(small: SmallStation) -> None:
    matter, first = charged(small), small.services.charges.day(WANG).day
    small.clock.advance(timedelta(days=1))
    void(small, matter)
    assert small.services.charges.day(WANG, first).fen == 14_500
    assert small.services.charges.day(WANG).fen == -14_500


def test_a_charge_is_voided_after_its_matter_has_ended(small: SmallStation) -> None:
    matter = charged(small)
    small.services.charges.settle_invoice(LI, matter, "told")
    ended(small, matter)
    small.services.matters.close(LI, matter)
    refused("matter_ended", small.services.charges.take, LI, matter, [("KH-01", 1)], "cash")
    assert void(small, matter).charges[0].void is not None


def test_the_matter_is_not_closed_before_somebody_has_seen_to_the_invoice(small: SmallStation) -> None:
    services, matter = small.services, charged(small)
    ended(small, matter)
    refused("invoice_open", services.matters.close, LI, matter)
    refused("reason_missing", services.charges.settle_invoice, LI, matter, "skipped", " ")
    refused("invoice_unknown", services.charges.settle_invoice, LI, matter, "later")
    assert services.charges.settle_invoice(LI, matter, "skipped", "客户赶时间").invoice == "skipped"
    services.matters.close(LI, matter)
    assert services.charges.day(WANG).invoices == (("李敏", "skipped", 1),)


def test_who_paid_for_what_is_his_own_was_told_so_before_the_matter_ends(small: SmallStation) -> None:
    services, matter = small.services, charged(small)
    assert "产权分界" in services.charge_slips.preview(LI, matter)
    services.charges.settle_invoice(LI, matter, "told")
    for _stage in range(2):
        services.matters.reach_stage(LI, matter)
    services.matters.answer(LI, matter, "已修复")
    services.matters.inform(LI, matter, "in_person")
    refused("boundary_open", services.matters.close, LI, matter)
    assert services.charges.explain_boundary(LI, matter).boundary_told
    services.matters.close(LI, matter)


def test_a_question_about_a_bill_has_no_boundary(small: SmallStation) -> None:
    matter = small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "多"})
    refused("no_boundary", small.services.charges.explain_boundary, LI, matter)
    assert small.services.matters.view(LI, matter).boundary is None


def test_a_second_charge_asks_for_the_invoice_anew(small: SmallStation) -> None:
    services, matter = small.services, charged(small)
    services.charges.settle_invoice(LI, matter, "done")
    services.charges.take(LI, matter, [("KH-02", 1)], "scan")
    ended(small, matter)
    refused("invoice_open", services.matters.close, LI, matter)
    assert services.charges.day(WANG).open_invoices == 1


def test_a_matter_whose_charges_are_all_void_closes_without_an_invoice(small: SmallStation) -> None:
    matter = charged(small)
    void(small, matter)
    ended(small, matter)
    refused("nothing_charged", small.services.charges.settle_invoice, LI, matter, "told")
    small.services.matters.close(LI, matter)


def test_the_slip_tells_how_to_get_the_invoice_with_the_address_and_its_code(small: SmallStation) -> None:
    matter = charged(small)
    assert "电子发票" in small.services.charge_slips.preview(LI, matter)
    settings = small.home.settings
    changed: Settings = replace(read_settings(settings), invoice_address="https://fp.example/kp")
    write_private(settings, as_toml(changed).encode("utf-8"))
    assert "https://fp.example/kp" in small.services.charge_slips.preview(LI, matter)


def test_the_printer_gets_the_code_of_the_invoice_address_and_the_words(
    small: SmallStation, tmp_path: Path
) -> None:
    device, address = tmp_path / "lp0", "https://fp.example/kp"
    device.touch()
    papers = str(tmp_path / "papers")
    write_settings(
        small.home.settings, Settings(papers_folder=papers, printer=str(device), invoice_address=address)
    )
    small.services.charge_slips.print(LI, charged(small))
    sent = device.read_bytes()
    assert "电子发票".encode("gb18030") in sent
    assert sent.count(address.encode("ascii")) == 2
    assert b"\x1d(k" in sent


def test_the_same_slip_again_is_a_copy_and_another_one_is_not(small: SmallStation) -> None:
    matter = charged(small)
    assert "副本" not in small.services.charge_slips.print(LI, matter).text
    assert "副本 1" in small.services.charge_slips.print(LI, matter).text
    void(small, matter)
    assert "副本" not in small.services.charge_slips.print(LI, matter).text


def test_a_clerk_sees_the_money_he_took_and_the_lead_everybodys(small: SmallStation) -> None:
    charged(small)
    assert small.services.charges.own_day(LIU).lines == ()
    assert small.services.charges.own_day(LI).fen == 14_500
    assert small.services.charges.day(ZHAO).fen == 14_500


def test_a_new_book_changes_no_price_that_was_charged(small: SmallStation) -> None:
    matter = charged(small)
    take_book(small, BOOK.replace("2025-1", "2025-2").replace(",60,", ",80,"))
    services = small.services
    services.charges.take(LI, matter, [("KH-01", 1)], "cash")
    charges = services.matters.view(LI, matter).charges
    assert [(charge.book, charge.fen) for charge in charges] == [("2025-1", 14_500), ("2025-2", 8_000)]
    assert looked_over(small.home).findings == ()


def test_a_book_of_next_year_is_not_charged_by_before(small: SmallStation) -> None:
    take_book(small, BOOK.replace("2025-1", "2026-1").replace("2025-01-01", "2026-01-01"))
    prices = small.services.prices
    assert prices.quote(LI, REPAIR).version == "2025-1"
    assert prices.in_force(LI, date(2026, 1, 1)) is not None
    small.clock.advance(timedelta(days=60))
    assert prices.quote(LI, REPAIR).version == "2026-1"


def test_an_item_past_its_last_day_is_not_offered(small: SmallStation) -> None:
    row = "2025-2,KH-01,检修,,次,,60,BZ601,测试价目,2025-01-01,2025-11-19\n"
    take_book(small, HEAD + row)
    assert small.services.prices.quote(LI, REPAIR).items == ()


def test_the_lines_of_a_charge_carry_the_words_of_the_book_at_that_time(small: SmallStation) -> None:
    from counter_tui.db import ledger
    from counter_tui.services.station import matter_subject

    matter = charged(small)
    with small.services.base.store.reading() as connection:
        found = [entry.fact for entry in ledger.facts_of(connection, matter_subject(matter))]
    (taken,) = [fact for fact in found if isinstance(fact, ChargeTaken)]
    assert [(line.item, line.name_zh, line.unit_fen, line.quantity) for line in taken.lines] == [
        ("KH-01", "客户内部线路检修", 6_000, 1),
        ("KH-02", "户内导线", 850, 10),
    ]
