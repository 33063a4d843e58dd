"""The rows of an export: customers, facts and ratings, a page at a time; matters stand with ``exports``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from counter_tui.db import ledger
from counter_tui.db.customers.index import CustomerRow
from counter_tui.db.reading import export_pages as pages
from counter_tui.db.tables.counter import TokenRow
from counter_tui.db.tables.ledger import FactRow
from counter_tui.domain import identity
from counter_tui.domain.clock import from_ms
from counter_tui.domain.facts.base import Erased, Fact
from counter_tui.domain.intake.papers import paper_name
from counter_tui.domain.masking import mask_address, mask_identity, mask_name, mask_phone
from counter_tui.domain.visit.rating import standing
from counter_tui.services.customers.contacts import Confirmed, confirmed
from counter_tui.services.station import Station

BATCH = 500
"""How many rows are read at a time."""

Row = dict[str, Any]


def customers(station: Station, rows: int, *, unmasked: bool) -> Iterator[Row]:
    """Customers on file by account, under the names of the fields that an import knows.

    What a customer confirmed at the counter stands beside what the register says, in fields no import knows.
    """
    today = station.rules.day_of(station.clock.now())
    after, left = "", rows
    while left:
        with station.store.reading() as connection:
            page = pages.customers(connection, after, min(BATCH, left))
            said = confirmed(connection, page, station.rules.zone)
        if not page:
            return
        yield from (_customer(row, said.get(row.account), today, unmasked=unmasked) for row in page)
        after, left = page[-1].account, left - len(page)


def _customer(row: CustomerRow, said: Confirmed | None, today: Any, *, unmasked: bool) -> Row:
    numbers = [number for each in (row.phone1, row.phone2) if each for number in each.split("/")]
    mobiles = [number for number in numbers if identity.check("mobile", number, today).valid]
    others = [number for number in numbers if number not in mobiles]
    slots = dict(zip(("mobile1", "mobile2"), mobiles, strict=False))
    slots["landline"] = "/".join((*mobiles[2:], *others))

    def shown(mask: Any, value: str | None) -> str | None:
        return (value if unmasked else mask(value)) if value else None

    return {
        "account": row.account,
        "name": shown(mask_name, row.name),
        "id_kind": paper_name(row.id_kind) if row.id_kind else None,
        "id_number": shown(mask_identity, row.id_number),
        "mobile1": shown(mask_phone, slots.get("mobile1")),
        "mobile2": shown(mask_phone, slots.get("mobile2")),
        "landline": shown(mask_phone, slots["landline"]),
        "address": shown(mask_address, row.address),
        "transformer_area": row.transformer_area,
        "manager": row.manager,
        "use_class": row.use_class,
        "voltage": row.voltage,
        "capacity_kw": _kilowatts(row.capacity_w),
        "meter_asset": row.meter_asset,
        "updated_on": row.updated_on,
        "confirmed_phone": shown(mask_phone, "/".join(filter(None, (said.phone, said.phone2))))
        if said
        else None,
        "confirmed_on": said.day if said else None,
    }


def _kilowatts(watts: int | None) -> str | None:
    if watts is None:
        return None
    whole, rest = divmod(watts, 1000)
    return f"{whole}.{rest:03d}".rstrip("0").rstrip(".") if rest else str(whole)


def facts(station: Station, ends: pages.FactEnds, *, unmasked: bool) -> Iterator[Row]:
    """The ledger as it stood, epoch by epoch; masked, a fact's body lacks its personal fields."""
    for epoch, last in ends:
        after = 0
        while after < last:
            with station.store.reading() as connection:
                page = pages.facts(connection, epoch, after, last, BATCH)
            if not page:
                break
            yield from (_fact(station, row, unmasked=unmasked) for row in page)
            after = page[-1].seq


def _fact(station: Station, row: FactRow, *, unmasked: bool) -> Row:
    recorded = ledger.read_row(row)
    return {
        "epoch": row.epoch.hex(),
        "seq": row.seq,
        "at": local(station, row.wall_ms),
        "actor": row.actor,
        "type": row.type,
        "subject": f"{row.subject_kind}/{row.subject_id.hex()}",
        "version": row.version,
        "hlc": row.hlc,
        "clock": row.clock_flag,
        "hash": row.hash.hex(),
        "body": None if isinstance(recorded.fact, Erased) else _body(recorded.fact, unmasked=unmasked),
    }


def _body(fact: Fact, *, unmasked: bool) -> Row:
    hidden = fact.kept if unmasked else fact.personal | fact.kept
    return {name: value for name, value in fact.values().items() if name not in hidden}


def ratings(station: Station, rows: int) -> Iterator[Row]:
    """The ratings of visits, in the order their tokens were armed; they hold no personal data."""
    after, left = (-(2**62), b""), rows
    while left:
        with station.store.reading() as connection:
            page = pages.tokens(connection, after, min(BATCH, left))
        if not page:
            return
        yield from (_rating(station, row) for row in page)
        after, left = (page[-1].armed_ms, page[-1].visit), left - len(page)


def _rating(station: Station, row: TokenRow) -> Row:
    return {
        "visit": row.visit.hex(),
        "clerk": row.clerk,
        "series": row.series,
        "armed_at": local(station, row.armed_ms),
        "state": standing(row.state, from_ms(row.armed_ms), row.shown_ms is not None, station.clock.now()),
        "shown_at": local(station, row.shown_ms) if row.shown_ms is not None else None,
        "pad": row.pad or None,
        "level": row.level,
        "reason": row.reason or None,
        "latency_ms": row.latency_ms,
        "follows": row.follows.hex() or None,
        "decided_at": local(station, row.decided_ms) if row.decided_ms is not None else None,
        "presses_refused": row.presses_refused,
    }


def local(station: Station, milliseconds: int) -> str:
    """An instant in the station's time zone, with its offset."""
    at: datetime = from_ms(milliseconds).astimezone(station.rules.zone)
    return at.isoformat(timespec="seconds")
