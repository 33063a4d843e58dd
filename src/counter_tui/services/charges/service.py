"""Charges: taken by the price book, voided by a lead, the e-invoice seen to, and the sheet of a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from msgspec import Struct

from counter_tui.db.reading import charges as charge_rows
from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.tables.prices import ChargeRow
from counter_tui.domain.clock import from_ms, to_ms
from counter_tui.domain.facts.prices import INVOICE_ENDS, PAYMENTS
from counter_tui.domain.ids import parse_number
from counter_tui.domain.matter import charging
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.matter.view import view_of
from counter_tui.services.prices import quote_now
from counter_tui.services.staff.service import StaffService
from counter_tui.services.station import Station
from counter_tui.services.views.matter import MatterView


class ChargeLine(Struct, frozen=True):
    """A charge or the voiding of one on the sheet of a day: ``fen`` is below zero for money given back."""

    matter_id: str
    number: str
    at: datetime
    fen: int
    paid: str
    clerk: str
    void: bool
    voided_by: str = ""
    invoice: str = ""


class CashSheet(Struct, frozen=True):
    """The money of a day: its lines in order, what is there by kind of payment and by clerk, e-invoices by clerk.

    ``by_clerk`` are (name, payment, fen), ``invoices`` (name, what became of it, how many matters);
    ``open_invoices`` are matters with charges of the day of whose invoice nothing is known.
    """

    day: date
    lines: tuple[ChargeLine, ...]
    by_payment: tuple[tuple[str, int], ...]
    by_clerk: tuple[tuple[str, str, int], ...]
    invoices: tuple[tuple[str, str, int], ...]
    open_invoices: int

    @property
    def fen(self) -> int:
        """What the day comes to."""
        return sum(fen for _payment, fen in self.by_payment)


class ChargeService:
    """Money taken at the counter."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def take(self, actor: Actor, matter_id: str, wanted: Sequence[tuple[str, int]], paid: str) -> MatterView:
        """The customer paid so many units of these items; raises what ``charging.decide_charge`` raises."""
        with self._station.changing(matter_id) as (writing, matter, history):
            quote = quote_now(self._station, writing.connection, matter.kind)
            fact = charging.decide_charge(
                matter, self._station.context(actor, writing.connection), quote, wanted, paid
            )
            self._station.write(writing, matter, fact, actor, history)
        return view_of(self._station, actor, matter_id, full=False)

    def void(
        self, actor: Actor, matter_id: str, charge: str, reason: str, lead_no: str, lead_pin: str
    ) -> MatterView:
        """A charge is voided by a lead who gives his own PIN for it.

        Raises what ``StaffService.identify`` raises for that PIN, and what ``charging.decide_void`` raises.
        """
        require(actor, "work")
        lead = StaffService(self._station).identify(lead_no, lead_pin)
        with self._station.changing(matter_id) as (writing, matter, history):
            context = self._station.context(actor, writing.connection)
            fact = charging.decide_void(matter, context, charge, reason, lead)
            self._station.write(writing, matter, fact, actor, history)
        return view_of(self._station, actor, matter_id, full=False)

    def settle_invoice(self, actor: Actor, matter_id: str, how: str, reason: str = "") -> MatterView:
        """What became of the e-invoice; raises what ``charging.decide_invoice`` raises."""
        with self._station.changing(matter_id) as (writing, matter, history):
            fact = charging.decide_invoice(
                matter, self._station.context(actor, writing.connection), how, reason
            )
            self._station.write(writing, matter, fact, actor, history)
        return view_of(self._station, actor, matter_id, full=False)

    def explain_boundary(self, actor: Actor, matter_id: str) -> MatterView:
        """The customer was told which part of the installation is his own; raises "no_boundary" for other kinds."""
        with self._station.changing(matter_id) as (writing, matter, history):
            quote = quote_now(self._station, writing.connection, matter.kind)
            fact = charging.decide_boundary(matter, self._station.context(actor), quote)
            self._station.write(writing, matter, fact, actor, history)
        return view_of(self._station, actor, matter_id, full=False)

    def day(self, actor: Actor, day: date | None = None) -> CashSheet:
        """Everybody's money of a day, today where none is said."""
        require(actor, "see_charges")
        return self._sheet(day, None)

    def own_day(self, actor: Actor, day: date | None = None) -> CashSheet:
        """What this person took on a day, today where none is said."""
        require(actor, "see_matters")
        return self._sheet(day, actor.staff_no)

    def _sheet(self, day: date | None, own: str | None) -> CashSheet:
        station = self._station
        day = day or station.rules.day_of(station.clock.now())
        start = datetime.combine(day, time.min, station.rules.zone)
        span = (to_ms(start), to_ms(start + timedelta(days=1)))
        with station.store.reading() as connection:
            found = charge_rows.of_day(connection, *span)
            mine = [row for row in found if own in (None, row.taken_by)]
            known = {row.matter_id: matter_rows.read(connection, row.matter_id) for row in mine}
            names = station.names(connection)
        numbers = {key: _short(row.number) if row else "" for key, row in known.items()}
        lines = [
            ChargeLine(
                matter_id=first.matter_id.hex(),
                number=numbers[first.matter_id],
                at=from_ms(at),
                fen=fen,
                paid=first.paid,
                clerk=names(first.taken_by),
                void=fen < 0,
                voided_by=names(first.voided_by) if first.voided_by else "",
                invoice=first.invoice,
            )
            for first, at, fen in movements(mine, *span)
        ]
        invoices, left = _invoices(mine, *span)
        return CashSheet(
            day=day,
            lines=tuple(sorted(lines, key=lambda line: line.at)),
            by_payment=tuple(
                (paid, sum(line.fen for line in lines if line.paid == paid)) for paid in PAYMENTS
            ),
            by_clerk=tuple(_by_clerk(lines)),
            invoices=tuple((names(clerk), how, count) for clerk, how, count in invoices),
            open_invoices=left,
        )


def _short(number: str) -> str:
    parsed = parse_number(number)
    return parsed.short if parsed else number


def movements(rows: Iterable[ChargeRow], first_ms: int, end_ms: int) -> list[tuple[ChargeRow, int, int]]:
    """Each charge taken in the span, and each given back in it, with its first line, the instant and the money."""
    by_charge: dict[bytes, list[ChargeRow]] = {}
    for row in rows:
        by_charge.setdefault(row.charge_id, []).append(row)
    found = []
    for lines in by_charge.values():
        fen, voided = sum(line.fen for line in lines), lines[0].voided_ms
        if first_ms <= lines[0].taken_ms < end_ms:
            found.append((lines[0], lines[0].taken_ms, fen))
        if voided is not None and first_ms <= voided < end_ms:
            found.append((lines[0], voided, -fen))
    return found


def _by_clerk(lines: Sequence[ChargeLine]) -> list[tuple[str, str, int]]:
    sums: dict[tuple[str, str], int] = {}
    for line in lines:
        sums[line.clerk, line.paid] = sums.get((line.clerk, line.paid), 0) + line.fen
    order: dict[str, int] = {paid: place for place, paid in enumerate(PAYMENTS)}
    return [
        (*key, fen) for key, fen in sorted(sums.items(), key=lambda each: (each[0][0], order[each[0][1]]))
    ]


def _invoices(
    rows: Iterable[ChargeRow], first_ms: int, end_ms: int
) -> tuple[list[tuple[str, str, int]], int]:
    """By whom and how the invoices of the span's charges were settled, and how many matters have it open."""
    settled: dict[tuple[str, str], set[bytes]] = {}
    left: set[bytes] = set()
    for row in rows:
        if row.voided_ms is not None or not first_ms <= row.taken_ms < end_ms:
            continue
        if row.invoice:
            settled.setdefault((row.invoice_by, row.invoice), set()).add(row.matter_id)
        else:
            left.add(row.matter_id)
    order: dict[str, int] = {how: place for place, how in enumerate(INVOICE_ENDS)}
    counted = [(clerk, how, len(matters)) for (clerk, how), matters in settled.items()]
    return sorted(counted, key=lambda each: (each[0], order[each[1]])), len(left)
