"""The demo station's price book, invented and marked so in every name, and a few charges by it."""

from __future__ import annotations

from counter_tui.domain.staff.roles import Actor
from counter_tui.services.charges.service import ChargeService
from counter_tui.services.demo.people import DEMO_LEAD, person
from counter_tui.services.prices import PriceService

BOOK = """
version = "演示-1"

[[item]]
code = "YS-01"
name = "客户内部线路检修（演示）"
name_en = "Repair inside the house (demo)"
unit = "次"
unit_en = "visit"
price = "60"
kinds = ["BZ601", "BZ711"]
source = "演示用，非真实收费标准"
valid_from = "2020-01-01"

[[item]]
code = "YS-02"
name = "空气开关更换（演示）"
name_en = "New circuit breaker (demo)"
unit = "只"
unit_en = "piece"
price = "35"
kinds = ["BZ601", "BZ711"]
source = "演示用，非真实收费标准"
valid_from = "2020-01-01"

[[item]]
code = "YS-03"
name = "户内导线（演示）"
name_en = "Wire in the house (demo)"
unit = "米"
unit_en = "metre"
price = "8.50"
kinds = ["BZ601", "BZ711"]
source = "演示用，非真实收费标准"
valid_from = "2020-01-01"
"""

PRICED = "BZ601"
"""The kind some of whose matters are charged: repairs."""

_WANTED = (
    ([("YS-01", 1)], "scan", "done"),
    ([("YS-01", 1), ("YS-02", 1)], "cash", "told"),
    ([("YS-02", 1), ("YS-03", 12)], "cash", "told"),
)


def take_book(prices: PriceService, lead: Actor) -> None:
    """The lead takes the invented book in."""
    prices.take_data(lead, BOOK.encode("utf-8"))


def charge(charges: ChargeService, clerk: Actor, matter_id: str, *, cash: bool = False) -> None:
    """Some repairs were in the customer's own house: most are charged, always the same, some wrongly at first.

    ``cash`` is for one that is charged in any case, in cash.
    """
    place = 1 if cash else int(matter_id[-4:], 16) % 5
    if place >= len(_WANTED):
        return
    wanted, paid, invoice = _WANTED[place]
    if place == 0:
        wrong = charges.take(clerk, matter_id, [("YS-02", 2)], paid).charges[-1]
        lead = person(DEMO_LEAD)
        charges.void(clerk, matter_id, wrong.charge_id, "项目选错，重新收取", lead.staff_no, lead.pin)
    charges.take(clerk, matter_id, wanted, paid)
    charges.explain_boundary(clerk, matter_id)
    charges.settle_invoice(clerk, matter_id, invoice)
