"""Charges as the facts tell them, also where two PCs wrote at the same time."""

from __future__ import annotations

from datetime import timedelta

from counter_tui.domain.facts.base import Fact, Recorded, Subject
from counter_tui.domain.facts.matter import Customer, MatterAccepted, MatterWithdrawn
from counter_tui.domain.facts.prices import (
    ChargeLine,
    ChargeSlipPrinted,
    ChargeTaken,
    ChargeVoided,
    InvoiceSettled,
)
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.state import Matter
from support.clocks import NOON

BEGUN = MatterAccepted(
    number="0417A-C-251120-0007-WN",
    kind="BZ601",
    catalogue="1",
    visit="00",
    customer=Customer(customer_class="resident", name="何静"),
    first_contact="102",
    handler="102",
)
LINE = ChargeLine(
    item="KH-01", name_zh="检修", name_en="Repair", unit_zh="次", unit_en="visit", unit_fen=6_000, quantity=2
)
CHARGE = ChargeTaken(book="2025-1", lines=(LINE,), paid="cash")
OWN = f"{1:032x}"


def told(*facts: Fact) -> Matter:
    """The matter these facts tell, a minute after each other; the n-th has the number n as its id."""
    recorded = [
        Recorded(
            fact=fact,
            fact_id=number.to_bytes(16, "big"),
            subject=Subject("matter", b"\x01"),
            epoch=b"\x02",
            seq=number + 1,
            hlc=f"{number:016}",
            at=NOON + timedelta(minutes=number),
            actor="102",
            seen=b"",
            hash=number.to_bytes(32, "big"),
        )
        for number, fact in enumerate((BEGUN, *facts))
    ]
    matter = fold(reversed(recorded))
    assert matter is not None
    return matter


def void(charge: str = OWN) -> ChargeVoided:
    return ChargeVoided(charge=charge, reason="重复", decided_by="101")


def test_a_charge_is_what_its_lines_come_to() -> None:
    (charge,) = told(CHARGE).charges
    assert (charge.charge_id, charge.fen, charge.by) == (OWN, 12_000, "102")


def test_money_taken_while_another_pc_ended_the_matter_is_not_lost() -> None:
    matter = told(MatterWithdrawn(wish="不办了"), CHARGE)
    assert matter.ended
    assert [charge.fen for charge in matter.live_charges] == [12_000]
    assert matter.attention == ()


def test_a_charge_voided_on_two_pcs_is_void_once_and_the_second_is_looked_at() -> None:
    matter = told(CHARGE, void(), void())
    assert matter.live_charges == ()
    assert [item.kind for item in matter.attention] == ["ChargeVoided"]


def test_voiding_a_charge_nobody_knows_changes_nothing_and_is_looked_at() -> None:
    matter = told(CHARGE, void("ff" * 16))
    assert len(matter.live_charges) == 1
    assert len(matter.attention) == 1


def test_an_invoice_of_nothing_is_looked_at_and_a_later_charge_opens_it_anew() -> None:
    assert len(told(InvoiceSettled(how="told")).attention) == 1
    settled = told(CHARGE, InvoiceSettled(how="told"))
    assert settled.invoice is not None
    assert told(CHARGE, InvoiceSettled(how="told"), CHARGE).invoice is None


def test_slips_are_counted_whatever_stood_on_them() -> None:
    slip = ChargeSlipPrinted(charges=(OWN,), copy_no=0, format="80")
    assert told(CHARGE, slip, slip).charge_slips == (1, (OWN,), ())
