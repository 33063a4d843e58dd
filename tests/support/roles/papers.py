"""Receipts, letters, the register, prices and charges."""

from __future__ import annotations

from collections.abc import Callable

from support.prices import BOOK, as_file
from support.roles.people import ALL_PINS, HEAD
from support.roles.ready import plain, with_bill, with_connection
from support.roles.trying import Calls, Ready, Trying
from support.stations import BILL, WANG


def _with_entry(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        matter = t.bill()
        t.services.register.print(WANG, matter)
        return lambda: call(t, matter)

    return ready


def _with_priced(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        matter = t.priced()
        return lambda: call(t, matter)

    return ready


def _on_charged(call: Callable[[Trying, str], object]) -> Callable[[Trying], Ready]:
    def ready(t: Trying) -> Ready:
        matter = t.priced()
        t.services.charges.take(WANG, matter, [("KH-01", 1)], "cash")
        return lambda: call(t, matter)

    return ready


CALLS: Calls = {
    "receipts.preview": with_bill(lambda t, m: t.services.receipts.preview(t.actor, m)),
    "receipts.print": with_bill(lambda t, m: t.services.receipts.print(t.actor, m)),
    "register.preview": with_bill(lambda t, m: t.services.register.preview(t.actor, m)),
    "register.print": with_bill(lambda t, m: t.services.register.print(t.actor, m)),
    "register.sign": _with_entry(lambda t, m: t.services.register.sign(t.actor, m)),
    "register.day": plain(lambda t: t.services.register.day(t.actor)),
    "letters.preview": with_connection(lambda t, m: t.services.letters.preview(t.actor, m)),
    "letters.print": with_connection(lambda t, m: t.services.letters.print(t.actor, m)),
    "prices.quote": plain(lambda t: t.services.prices.quote(t.actor, BILL)),
    "prices.books": plain(lambda t: t.services.prices.books(t.actor)),
    "prices.in_force": plain(lambda t: t.services.prices.in_force(t.actor)),
    "prices.take_data": plain(lambda t: t.services.prices.take_data(t.actor, BOOK.encode())),
    "prices.take_file": plain(lambda t: t.services.prices.take_file(t.actor, as_file(t.folder))),
    "charges.day": plain(lambda t: t.services.charges.day(t.actor)),
    "charges.own_day": plain(lambda t: t.services.charges.own_day(t.actor)),
    "charges.take": _with_priced(lambda t, m: t.services.charges.take(t.actor, m, [("KH-01", 1)], "cash")),
    "charges.explain_boundary": _with_priced(lambda t, m: t.services.charges.explain_boundary(t.actor, m)),
    "charges.settle_invoice": _on_charged(lambda t, m: t.services.charges.settle_invoice(t.actor, m, "told")),
    "charges.void": _on_charged(
        lambda t, m: t.services.charges.void(
            t.actor,
            m,
            t.services.matters.view(WANG, m).charges[0].charge_id,
            "重复收费",
            HEAD.staff_no,
            ALL_PINS[HEAD.staff_no],
        )
    ),
    "charge_slips.preview": _on_charged(lambda t, m: t.services.charge_slips.preview(t.actor, m)),
    "charge_slips.print": _on_charged(lambda t, m: t.services.charge_slips.print(t.actor, m)),
}
