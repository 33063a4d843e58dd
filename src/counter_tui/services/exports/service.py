"""Data that leaves the station: masked, in batches, and never without a fact that says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from counter_tui.db import ledger
from counter_tui.db.reading import export_pages as pages
from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.reading import papers as paper_rows
from counter_tui.db.reading import tokens as token_rows
from counter_tui.db.store import Reading
from counter_tui.db.subjects import MATTER
from counter_tui.db.tables.counter import TokenRow
from counter_tui.db.tables.matters import DeferredRow, MatterRow, PromiseRow
from counter_tui.domain.clock import from_ms
from counter_tui.domain.exporting import Format, What, decide_export
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.promises import promise_state
from counter_tui.domain.promise import clock_state
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.exports import rows as export_rows
from counter_tui.services.station import Station

BATCH = 200
"""How many matters are read at a time."""

_BEFORE_ALL = (-(2**62), b"")

_TOLD = MappingProxyType({"ended": "met", "lapsed": "waived"})
"""States of promises and papers that the screens tell apart, and what they are in an export.

Scripts know four states of a promise and three of a paper. What was not due when its matter ended was not broken;
a letter that nothing is left to name in is asked of nobody.
"""


class Export(Struct, frozen=True):
    """What leaves: who gave it out and when, how much of what, masked or why not; the rows are given once."""

    about: Mapping[str, Any]
    records: Iterator[dict[str, Any]]


class ExportService:
    """Exports for scripts, auditors and screen readers."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def export(
        self, actor: Actor, what: What, form: Format, *, unmasked: bool = False, reason: str = ""
    ) -> Export:
        """Everything of one sort, masked unless a reason is given; recorded before its first row leaves.

        Matters have the shape of ``matters``, and ``customer`` beside it when they are ``unmasked``; tables also say
        when one was entered that had been taken down on paper.
        Raises what ``decide_export`` raises.
        """
        station, actor_name = self._station, actor.name
        decide_export(actor, what, 0, form, unmasked=unmasked, reason=reason)
        now = station.clock.now()
        with station.store.writing() as writing:
            connection = writing.connection
            ends = pages.fact_ends(connection) if what == "facts" else ()
            rows = _COUNTS[what](connection) if what != "facts" else sum(last for _epoch, last in ends)
            fact = decide_export(actor, what, rows, form, unmasked=unmasked, reason=reason)
            writing.append(station.subject, [fact], actor.staff_no)
        records = self._records(what, rows, ends, now, unmasked=unmasked, marked=form != "jsonl")
        about = {
            "what": what,
            "rows": rows,
            "station": f"{station.code} {station.name}",
            "by": actor.staff_no,
            "by_name": actor_name,
            "at": now.astimezone(station.rules.zone).isoformat(timespec="seconds"),
            "masked": not unmasked,
            "reason": fact.reason or None,
        }
        return Export(about, records)

    def _records(
        self, what: What, rows: int, ends: pages.FactEnds, now: datetime, *, unmasked: bool, marked: bool
    ) -> Iterator[dict[str, Any]]:
        match what:
            case "customers":
                return export_rows.customers(self._station, rows, unmasked=unmasked)
            case "matters":
                return self._stream(rows, now, unmasked=unmasked, marked=marked)
            case "facts":
                return export_rows.facts(self._station, ends, unmasked=unmasked)
            case "ratings":
                return export_rows.ratings(self._station, rows)

    def matters(self, actor: Actor) -> Iterator[dict[str, Any]]:
        """Every matter in the order of acceptance, without personal data of customers.

        ``{number, kind_code, state, first_contact, handler, accepted_at, promises[{code, due, state, provisional}],
        deferred[{paper, due, collector, state}], rating}``: people by staff number, instants local; a promise is
        running, paused, met or broken, a paper owed, collected or waived; ``rating`` is that of the visit,
        ``{state, level, reason, series}``, or None where the visit has no token. That the rows leave is recorded
        before the first one does. Raises RuleBroken("not_allowed").
        """
        return self.export(actor, "matters", "jsonl").records

    def _stream(
        self, rows: int, now: datetime, *, unmasked: bool = False, marked: bool = False
    ) -> Iterator[dict[str, Any]]:
        """As many matters as were recorded, batch by batch; no transaction is open while the caller works on one."""
        after, left = _BEFORE_ALL, rows
        while left:
            with self._station.store.reading() as connection:
                page = matter_rows.page(connection, after, min(BATCH, left))
                lines = self._lines(connection, page, now)
                entered = _entered_later(connection, page) if marked else {}
                for line, row in zip(lines, page, strict=True):
                    if row.matter_id in entered:
                        line["entered_at"] = self._local(entered[row.matter_id]).isoformat(timespec="seconds")
                if unmasked:
                    for line, row in zip(lines, page, strict=True):
                        line["customer"] = _customer(connection, row)
            if not page:
                return
            yield from lines
            after, left = (page[-1].accepted_ms, page[-1].matter_id), left - len(page)

    def _lines(self, connection: Reading, page: list[MatterRow], now: datetime) -> list[dict[str, Any]]:
        ids = [row.matter_id for row in page]
        promises: dict[bytes, list[PromiseRow]] = defaultdict(list)
        for promise in matter_rows.promises_of(connection, ids):
            promises[promise.matter_id].append(promise)
        papers: dict[bytes, list[DeferredRow]] = defaultdict(list)
        for paper in paper_rows.of(connection, ids):
            papers[paper.matter_id].append(paper)
        tokens = token_rows.of_visits(connection, [row.visit for row in page])
        return [
            {
                "number": row.number,
                "kind_code": row.kind,
                "state": row.state,
                "first_contact": row.first_contact,
                "handler": row.handler,
                "accepted_at": self._local(row.accepted_ms).isoformat(timespec="seconds"),
                "promises": self._promises(connection, row, promises[row.matter_id], now),
                "deferred": [_paper(paper) for paper in papers[row.matter_id]],
                "rating": _rating(tokens, row.visit),
            }
            for row in page
        ]

    def _promises(
        self, connection: Reading, row: MatterRow, promises: list[PromiseRow], now: datetime
    ) -> list[dict[str, Any]]:
        # Since when a matter is paused is not in its rows; its facts know.
        states = self._states_of_paused(connection, row, now) if row.paused else {}
        return [
            {
                "code": promise.code,
                "due": promise.due_day or self._local(promise.due_ms).strftime("%Y-%m-%dT%H:%M:%S"),
                "state": _told(states.get(promise.ordinal) or _state(promise, now)),
                "provisional": bool(promise.provisional),
            }
            for promise in promises
        ]

    def _states_of_paused(self, connection: Reading, row: MatterRow, now: datetime) -> dict[int, str]:
        matter = fold(ledger.facts_of(connection, Subject(MATTER, row.matter_id)))
        promises = matter.promises if matter else ()
        return {
            ordinal: promise_state(promise, matter, now)
            for ordinal, promise in enumerate(promises)
            if matter is not None
        }

    def _local(self, milliseconds: int) -> datetime:
        return from_ms(milliseconds).astimezone(self._station.rules.zone)


_COUNTS: Mapping[str, Callable[[Reading], int]] = MappingProxyType(
    {"customers": pages.count_customers, "matters": matter_rows.count_all, "ratings": pages.count_tokens}
)


def _entered_later(connection: Reading, page: list[MatterRow]) -> dict[bytes, int]:
    """When the matters of a page that had been taken down on paper were entered."""
    rows = pages.taken_on_paper(connection, [row.matter_id for row in page])
    return {row.subject_id: row.wall_ms for row in rows}


def _customer(connection: Reading, row: MatterRow) -> dict[str, Any]:
    matter = fold(ledger.facts_of(connection, Subject(MATTER, row.matter_id)))
    return asdict(matter.customer) if matter else {}


def _state(promise: PromiseRow, now: datetime) -> str:
    """Where a promise of a matter that is not paused stands."""
    if promise.kept is not None:
        return "met" if promise.kept else "broken"
    return clock_state(from_ms(promise.due_ms), now=now)


def _paper(paper: DeferredRow) -> dict[str, Any]:
    return {
        "paper": paper.paper,
        "due": paper.due_day,
        "collector": paper.collector,
        "state": _told(paper.state),
    }


def _told(state: str) -> str:
    return _TOLD.get(state, state)


def _rating(tokens: Mapping[bytes, TokenRow], visit: bytes) -> dict[str, Any] | None:
    token = tokens.get(visit)
    if token is None:
        return None
    return {
        "state": token.state,
        "level": token.level,
        "reason": token.reason or None,
        "series": token.series,
    }
