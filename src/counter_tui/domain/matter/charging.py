"""Charging a matter: lines of the price book only, voids by a lead, and the customer's own e-invoice.

A price is never typed: the amount is what the book says for the quantity (违规收费). A kind that is free stays free.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts import prices as facts
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.matter.charge import Charge, Invoice, Void
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.matter.work import require_working, written
from counter_tui.domain.price.book import Quote
from counter_tui.domain.staff.roles import Actor, require

MOST_UNITS = 9999
"""More units on one line than this are a slip of the finger."""

NEEDS_REASON = frozenset({"declined", "skipped"})
"""Ends of the e-invoice that say why."""


def charge_taken(matter: Matter, fact: facts.ChargeTaken, entry: Recorded) -> Matter | None:
    """Money was taken, whatever became of the matter meanwhile; its invoice is to be settled anew."""
    charge = Charge(
        charge_id=entry.fact_id.hex(),
        book=fact.book,
        lines=fact.lines,
        paid=fact.paid,
        by=entry.actor,
        at=entry.at,
        boundary=fact.boundary,
    )
    return replace(matter, charges=(*matter.charges, charge), invoice=None)


def charge_voided(matter: Matter, fact: facts.ChargeVoided, entry: Recorded) -> Matter | None:
    """The charge counts no more; None where there is none of it that counts."""
    if not any(each.charge_id == fact.charge for each in matter.live_charges):
        return None
    void = Void(fact.reason, entry.actor, fact.decided_by, entry.at)
    return replace(
        matter,
        charges=tuple(
            replace(each, void=void) if each.charge_id == fact.charge else each for each in matter.charges
        ),
    )


def invoice_settled(matter: Matter, fact: facts.InvoiceSettled, entry: Recorded) -> Matter | None:
    """It is known what became of the invoice; None where nothing was charged."""
    if not matter.live_charges:
        return None
    return replace(matter, invoice=Invoice(fact.how, fact.reason, entry.actor, entry.at))


def boundary_explained(matter: Matter, fact: facts.BoundaryExplained, _entry: Recorded) -> Matter:
    """The customer knows whose the installation is."""
    return replace(matter, boundary_told=fact.words)


def slip_printed(matter: Matter, fact: facts.ChargeSlipPrinted, _entry: Recorded) -> Matter:
    """One slip more."""
    count = max(matter.charge_slips[0], fact.copy_no + 1)
    return replace(matter, charge_slips=(count, fact.charges, fact.voided))


def decide_charge(
    matter: Matter, context: Context, quote: Quote, wanted: Sequence[tuple[str, int]], paid: str
) -> facts.ChargeTaken:
    """The customer pays so many units of these items, by the prices quoted.

    Raises RuleBroken("kind_free") with the rule, "no_price" where the book has nothing for the kind, "charge_empty",
    "item_unknown", "quantity_unfit" or "payment_unknown".
    """
    require_working(matter, context)
    require_priced(quote)
    units: dict[str, int] = {}
    for code, quantity in wanted:
        units[code] = units.get(code, 0) + quantity
    if not units:
        raise RuleBroken("charge_empty")
    how = next((known for known in facts.PAYMENTS if known == paid), None)
    if how is None:
        raise RuleBroken("payment_unknown", paid=paid)
    return facts.ChargeTaken(
        book=quote.version, lines=tuple(_lines(quote, units)), paid=how, boundary=quote.boundary
    )


def require_priced(quote: Quote) -> None:
    """Raise RuleBroken("kind_free") or "no_price" where nothing may be charged for the kind."""
    if quote.free is not None:
        why = quote.free.why
        raise RuleBroken("kind_free", why_zh=why.zh, why_en=why.en, source=quote.free.source)
    if not quote.items:
        raise RuleBroken("no_price")


def _lines(quote: Quote, units: Mapping[str, int]) -> list[facts.ChargeLine]:
    lines = []
    for code, quantity in units.items():
        item = quote.item(code)
        if item is None:
            raise RuleBroken("item_unknown", item=code)
        if not 0 < quantity <= MOST_UNITS:
            raise RuleBroken("quantity_unfit", most=MOST_UNITS)
        lines.append(
            facts.ChargeLine(
                item=item.code,
                name_zh=item.name.zh,
                name_en=item.name.en,
                unit_zh=item.unit.zh,
                unit_en=item.unit.en,
                unit_fen=item.fen,
                quantity=quantity,
            )
        )
    return lines


def decide_void(
    matter: Matter, context: Context, charge_id: str, reason: str, lead: Actor
) -> facts.ChargeVoided:
    """A charge is voided, also after the matter has ended: a lead decides it who gave his own PIN and did not take it.

    Raises RuleBroken("charge_unknown"), "charge_void", "void_alone" or "reason_missing".
    """
    require(context.actor, "work")
    require(lead, "lead_matter")
    charge = next((each for each in matter.charges if each.charge_id == charge_id), None)
    if charge is None:
        raise RuleBroken("charge_unknown")
    if charge.void is not None:
        raise RuleBroken("charge_void")
    if lead.staff_no == charge.by:
        raise RuleBroken("void_alone")
    text = written(reason, "reason_missing")
    return facts.ChargeVoided(charge=charge_id, reason=text, decided_by=lead.staff_no)


def require_voidable(matter: Matter, context: Context) -> None:
    """Raise RuleBroken("nothing_charged") where no charge counts, "not_allowed" for who does not work here."""
    require(context.actor, "work")
    if not matter.live_charges:
        raise RuleBroken("nothing_charged")


def decide_invoice(matter: Matter, context: Context, how: str, reason: str = "") -> facts.InvoiceSettled:
    """What became of the e-invoice: the customer makes it himself and is told how (积极引导客户自助开具电子发票).

    Raises RuleBroken("nothing_charged"), "invoice_unknown", or "reason_missing" where it was declined or skipped.
    """
    require_working(matter, context)
    if not matter.live_charges:
        raise RuleBroken("nothing_charged")
    end = next((known for known in facts.INVOICE_ENDS if known == how), None)
    if end is None:
        raise RuleBroken("invoice_unknown", how=how)
    needed = end in NEEDS_REASON
    return facts.InvoiceSettled(how=end, reason=written(reason, "reason_missing") if needed else "")


def require_paid_explained(matter: Matter) -> None:
    """Raise RuleBroken("boundary_open") or "invoice_open" while money was taken and the customer was not told of both.

    Who paid for work on what is his own has to know why it was not free (无偿服务的边界要讲清楚).
    """
    if any(charge.boundary for charge in matter.live_charges) and not matter.boundary_told:
        raise RuleBroken("boundary_open")
    if matter.live_charges and matter.invoice is None:
        raise RuleBroken("invoice_open")


def decide_boundary(matter: Matter, context: Context, quote: Quote) -> facts.BoundaryExplained:
    """The customer was told which part is his own. Raises RuleBroken("no_boundary") for a kind without such work."""
    require_working(matter, context)
    if not quote.boundary:
        raise RuleBroken("no_boundary")
    return facts.BoundaryExplained(words=quote.boundary)


def decide_slip(matter: Matter, paper: str) -> facts.ChargeSlipPrinted:
    """A slip of all charges of the matter for this paper. Raises RuleBroken("nothing_charged") where there is none."""
    if not matter.charges:
        raise RuleBroken("nothing_charged")
    return facts.ChargeSlipPrinted(
        charges=tuple(each.charge_id for each in matter.charges),
        voided=tuple(each.charge_id for each in matter.charges if each.void is not None),
        copy_no=matter.charge_slips[0],
        format=paper,
    )


def is_copy(matter: Matter, fact: facts.ChargeSlipPrinted) -> bool:
    """Whether the same was printed before."""
    count, charges, voided = matter.charge_slips
    return bool(count) and (charges, voided) == (fact.charges, fact.voided)
