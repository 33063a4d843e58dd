"""The money of a day: the charges by their facts and by their rows, beside what was counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from counter_tui.db.reading import charges as charge_rows
from counter_tui.db.reading import close as rows
from counter_tui.domain.close.models import Cash, Figure, Gap
from counter_tui.domain.facts.prices import PAYMENTS, ChargeTaken, ChargeVoided
from counter_tui.services.charges.service import movements
from counter_tui.services.close.day import DayTold, as_bytes, figure


def charges(told: DayTold, counted: Mapping[str, int]) -> tuple[Figure, tuple[Cash, ...]]:
    """The money of the day by its charges, by their facts and as it was counted; and invoices nobody saw to."""
    found = charge_rows.of_day(told.connection, *told.span)
    moved = movements(found, *told.span)
    gaps = [*_by_facts(told, {first.charge_id for first, _at, _fen in moved})]
    sums = {paid: sum(fen for row, _at, fen in moved if row.paid == paid) for paid in PAYMENTS}
    used = [paid for paid in PAYMENTS if sums[paid] or any(row.paid == paid for row, _at, _fen in moved)]
    cash = tuple(
        Cash(paid, sums[paid], counted.get(paid)) for paid in PAYMENTS if paid in used or counted.get(paid)
    )
    for each in cash:
        if each.counted is None:
            gaps.append(Gap("charges", "not_counted", each.paid, "charges", name=each.paid))
        elif each.counted != each.fen:
            more = each.counted - each.fen
            gaps.append(Gap("charges", "differs", each.paid, "charges", name=each.paid, fen=more))
    open_ = {row.matter_id for row in found if not row.invoice and row.voided_ms is None}
    gaps += [told.gap("charges", "invoice_open", each) for each in sorted(open_)]
    return figure("charges", {"charges": len(moved)}, gaps), cash


def _by_facts(told: DayTold, there: set[bytes]) -> Iterator[Gap]:
    """Charges and voids of the day whose rows are gone or say another sum; rows no fact made."""
    taken = {each.fact_id: each for each in told.facts if isinstance(each.fact, ChargeTaken)}
    for charge_id, entry in taken.items():
        fact = entry.fact
        assert isinstance(fact, ChargeTaken)
        found = charge_rows.lines_of(told.connection, charge_id)
        fen = sum(line.fen for line in fact.lines)
        if not found:
            yield told.gap("charges", "no_row", entry.subject.id, fen=fen)
        elif (other := sum(row.fen for row in found)) != fen or found[0].paid != fact.paid:
            yield told.gap("charges", "row_differs", entry.subject.id, fen=other - fen)
    for entry in told.facts:
        fact = entry.fact
        if isinstance(fact, ChargeVoided):
            found = charge_rows.lines_of(told.connection, as_bytes(fact.charge))
            if not found or found[0].voided_ms is None:
                yield told.gap("charges", "row_differs", entry.subject.id)
    for charge_id in sorted(there - set(taken)):
        if not rows.is_fact(told.connection, charge_id):
            row = charge_rows.lines_of(told.connection, charge_id)[0]
            yield told.gap("charges", "no_fact", row.matter_id)
