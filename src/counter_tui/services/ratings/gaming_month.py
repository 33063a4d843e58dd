"""A month's ratings with the work behind them, as the rules look at them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import cast, get_args

from msgspec import Struct

from counter_tui.db import ledger
from counter_tui.db.reading import brief
from counter_tui.db.reading import gaming as rows
from counter_tui.db.store import Reading
from counter_tui.db.tables.counter import TokenRow
from counter_tui.db.tables.matters import MatterRow
from counter_tui.domain.brief.compile import COMPLAINTS
from counter_tui.domain.brief.served import length_of, mark
from counter_tui.domain.clock import from_ms, to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.calls import ConflictCalled
from counter_tui.domain.facts.door import RefusalHeld
from counter_tui.domain.facts.visit import PadKind, PressRefused
from counter_tui.domain.gaming.visits import Sore, Visit
from counter_tui.domain.ids import made_at
from counter_tui.domain.visit.rating import TokenState, standing
from counter_tui.services.station import Station

_SERIES = ("counter", "visit")
"""Ratings given at the counter: a call-back has no pad and no clerk beside it."""


_NOON = 13
"""Before this hour it is morning: who works through noon is relieved then."""


class Span(Struct, frozen=True):
    """A month of the station's time zone; ``start`` and ``end`` are its instants."""

    month: str
    start: datetime
    end: datetime

    @property
    def ms(self) -> tuple[int, int]:
        """From when until before when."""
        return to_ms(self.start), to_ms(self.end)


class Read(Struct, frozen=True):
    """What was read of a month: the visits, the matter behind each (by visit, hex), and when who served."""

    visits: tuple[Visit, ...]
    matters: Mapping[str, MatterRow]
    served: tuple[tuple[datetime, str], ...]


def span_of(station: Station, month: str) -> Span:
    """The month ``2026-11``, else this one. Raises RuleBroken("month_unknown") or "month_ahead"."""
    today = station.clock.now().astimezone(station.zone).date()
    try:
        first = date.fromisoformat(f"{month}-01") if month else today.replace(day=1)
    except ValueError:
        raise RuleBroken("month_unknown", month=month) from None
    if first > today:
        raise RuleBroken("month_ahead")
    following = (first + timedelta(days=31)).replace(day=1)
    start, end = (datetime.combine(day, time.min, station.zone) for day in (first, following))
    return Span(f"{first:%Y-%m}", start, end)


def read_month(station: Station, connection: Reading, span: Span) -> Read:
    """The month's tokens of the counter, with what the station knows of each visit."""
    tokens = [
        row
        for row in brief.tokens(connection, get_args(TokenState), *span.ms)
        if row.series in _SERIES and not row.follows
    ]
    matters = rows.matters(connection, (row.matter for row in tokens))
    sore = _sore(connection, span, matters)
    refused = _refused(connection, span)
    measured = brief.acceptances(connection, *span.ms)
    now = station.clock.now()
    visits = tuple(
        _visit(station, row, matters.get(row.matter), sore, refused, measured, now) for row in tokens
    )
    served = tuple((from_ms(at), who) for at, who in rows.served(connection, *span.ms))
    known = {row.visit.hex(): matters[row.matter] for row in tokens if row.matter in matters}
    return Read(visits, known, served)


def _visit(
    station: Station,
    row: TokenRow,
    matter: MatterRow | None,
    sore: Mapping[bytes, tuple[Sore, ...]],
    refused: Mapping[bytes, tuple[int, ...]],
    measured: Mapping[bytes, tuple[str, bool]],
    now: datetime,
) -> Visit:
    armed_at = from_ms(row.armed_ms)
    return Visit(
        visit=row.visit.hex(),
        clerk=row.clerk,
        pc=row.epoch.hex(),
        day=armed_at.astimezone(station.zone).date(),
        kind=matter.kind if matter else "",
        account=matter.account if matter else "",
        morning=armed_at.astimezone(station.zone).hour < _NOON,
        armed_at=armed_at,
        state=standing(row.state, armed_at, row.shown_ms is not None, now),
        shown_at=from_ms(row.shown_ms) if row.shown_ms is not None else None,
        decided_at=from_ms(row.decided_ms) if row.decided_ms is not None else None,
        latency_ms=row.latency_ms,
        pad=cast(PadKind, row.pad),
        level=row.level,
        reason=row.reason,
        refused=refused.get(row.visit, ()),
        presses_refused=row.presses_refused,
        served_s=_served(matter, measured),
        sore=sore.get(row.matter, ()),
    )


def _served(matter: MatterRow | None, measured: Mapping[bytes, tuple[str, bool]]) -> int | None:
    """How long the acceptance took, from the form's opening, which made the matter's id; None where nobody knows."""
    if matter is None or matter.matter_id not in measured:
        return None
    flag, on_paper = measured[matter.matter_id]
    seconds = length_of(made_at(matter.matter_id), from_ms(matter.accepted_ms))
    said = mark(timedelta(seconds=seconds), typed=on_paper, clock_ok=flag == "ok")
    return seconds if said in ("measured", "idle") else None


def _sore(
    connection: Reading, span: Span, matters: Mapping[bytes, MatterRow]
) -> Mapping[bytes, tuple[Sore, ...]]:
    """Why a bad rating was to be expected when a visit ended, by matter."""
    before = rows.earlier(connection, matters)
    linked = {each for some in before.values() for each in some}
    broken = rows.broken(connection, linked)
    bounced = brief.bounces(connection, linked, span.ms[1])
    about = _about(connection, span)
    found: dict[bytes, tuple[Sore, ...]] = {}
    for matter_id, row in matters.items():
        past = before.get(matter_id, ())
        told: list[Sore] = [*about.get(matter_id.hex(), ())]
        if past:
            told.append("came_again")
        if row.kind in COMPLAINTS:
            told.append("complaint")
        if any(broken.get(each, row.accepted_ms) < row.accepted_ms for each in past):
            told.append("promise_broken")
        if any(bounced.get(each) for each in past):
            told.append("bounced")
        if told:
            found[matter_id] = tuple(dict.fromkeys(told))
    return found


def _about(connection: Reading, span: Span) -> Mapping[str, Sequence[Sore]]:
    """What was called or held back while a request was taken down, by the id (hex) its matter got."""
    found: dict[str, list[Sore]] = {}
    for entry in ledger.between(connection, (ConflictCalled.type, RefusalHeld.type), *span.ms):
        fact = entry.fact
        if isinstance(fact, ConflictCalled):
            for each in {fact.place.matter, fact.place.draft} - {""}:
                found.setdefault(each, []).append("conflict")
        elif isinstance(fact, RefusalHeld):
            found.setdefault(fact.draft, []).append("held")
    return found


def _refused(connection: Reading, span: Span) -> Mapping[bytes, tuple[int, ...]]:
    found: dict[bytes, tuple[int, ...]] = {}
    for entry in ledger.between(connection, (PressRefused.type,), *span.ms):
        if isinstance(entry.fact, PressRefused):
            found[entry.subject.id] = (*found.get(entry.subject.id, ()), entry.fact.level)
    return found
