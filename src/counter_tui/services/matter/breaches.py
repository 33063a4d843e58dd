"""Which promises were broken: when, by how much, who had the ball, who answers for the business and its service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

from msgspec import Struct

from counter_tui.db import ledger
from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.store import Reading
from counter_tui.db.subjects import MATTER
from counter_tui.domain.catalogue import queries
from counter_tui.domain.catalogue.models import Unit, Words
from counter_tui.domain.clock import to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.ids import parse_number
from counter_tui.domain.masking import mask_name
from counter_tui.domain.matter.breaches import Breach, breaches
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.staff.roles import Actor, may, require
from counter_tui.services.lines.balls import BallView, ball_view
from counter_tui.services.station import Station

LONGEST = 366
"""So many days are looked at at once."""


class ShareView(Struct, frozen=True):
    """How much of the time allowed somebody had used, and how much of a hundred that is."""

    ball: BallView
    used: timedelta
    percent: int


class BreachLine(Struct, frozen=True):
    """A limit that was passed at ``at``.

    ``done_at`` is when it was fulfilled after all or the matter ended. ``late`` is the real time until then, or until
    now.
    """

    matter_id: str
    number: str
    short: str
    kind: Words
    customer: str
    first_contact: str
    promise: Words
    code: str
    standing: Literal["public", "internal", "ceiling"]
    limit: int
    unit: Unit
    source: str
    at: datetime
    due_day: date | None
    done_at: datetime | None
    late: timedelta
    holder: BallView
    shares: tuple[ShareView, ...]
    business: Words | None
    service: Words | None


class BreachLedger(Struct, frozen=True):
    """The limits passed from the first to the last day, the earliest first, and how many of each standing.

    ``units`` counts the promises to customers by the name of each unit that runs the business or answers for the
    service. ``mine`` when it holds only what the person had a hand in.
    """

    first: date
    last: date
    lines: tuple[BreachLine, ...]
    public: int
    internal: int
    ceiling: int
    units: tuple[tuple[Words, int], ...]
    mine: bool


class BreachService:
    """The ledger of broken promises: computed from the facts each time it is asked, never typed."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def ledger(
        self, actor: Actor, first: date | None = None, last: date | None = None, unit: str = ""
    ) -> BreachLedger:
        """The limits passed from one day to another (else today), for who leads or audits those of everybody.

        For others those of matters they are first contact or handler of, or had the ball of when it happened. ``unit``
        leaves only what a unit of this name, in either language, runs or answers for.
        Raises RuleBroken("not_allowed"), "span_backwards" or "span_too_long" (``days``).
        """
        require(actor, "see_matters")
        station, now = self._station, self._station.clock.now()
        today = now.astimezone(station.zone).date()
        first, last = _span(first, last, today)
        start, end = _instants(first, last, station.zone)
        mine = not may(actor.role, "oversee")
        lines: list[BreachLine] = []
        with station.store.reading() as connection:
            name_of = station.names(connection)
            for matter, breach in broken_between(station, connection, start, end, now):
                if mine and not _has_to_do(actor, matter, breach):
                    continue
                line = _line(station, matter, breach, name_of)
                if not unit or unit in _names(line):
                    lines.append(line)
        lines.sort(key=lambda line: (line.at, line.number, line.code))
        count = Counter(line.standing for line in lines)
        return BreachLedger(
            first=first,
            last=last,
            lines=tuple(lines),
            public=count["public"],
            internal=count["internal"],
            ceiling=count["ceiling"],
            units=_units(lines),
            mine=mine,
        )


def broken_between(
    station: Station, connection: Reading, start: datetime, end: datetime, now: datetime
) -> Iterator[tuple[Matter, Breach]]:
    """The limits that were passed in a span of time, each with its matter, in no order."""
    for matter_id in matter_rows.unkept(connection, to_ms(start), min(to_ms(end), to_ms(now))):
        told = breaches(ledger.facts_of(connection, Subject(MATTER, matter_id)), now, station.zone)
        if told is not None:
            matter, found = told
            yield from ((matter, breach) for breach in found if start <= breach.at < end)


def _span(first: date | None, last: date | None, today: date) -> tuple[date, date]:
    first, last = first or last or today, last or max(first or today, today)
    if last < first:
        raise RuleBroken("span_backwards", first=first, last=last)
    if (last - first).days >= LONGEST:
        raise RuleBroken("span_too_long", days=LONGEST)
    return first, last


def _instants(first: date, last: date, zone: tzinfo) -> tuple[datetime, datetime]:
    after = last + timedelta(days=1)
    return datetime.combine(first, time.min, zone), datetime.combine(after, time.min, zone)


def _has_to_do(actor: Actor, matter: Matter, breach: Breach) -> bool:
    held = breach.holder.who if breach.holder.kind in ("handler", "offered", "first_contact", "task") else ""
    return actor.staff_no in (matter.first_contact, matter.handler, held)


def _line(station: Station, matter: Matter, breach: Breach, name_of: Callable[[str], str]) -> BreachLine:
    given, number = breach.promise.given, parse_number(matter.number)
    business, service = queries.owners_of(station.rules.catalogue, matter.kind, given.code)
    whole = sum((share.used for share in breach.shares), timedelta())
    return BreachLine(
        matter_id=matter.matter_id.hex(),
        number=matter.number,
        short=number.short if number else matter.number,
        kind=station.words_of(matter.kind),
        customer=mask_name(matter.customer.name),
        first_contact=name_of(matter.first_contact),
        promise=Words(zh=given.name_zh, en=given.name_en),
        code=given.code,
        standing=given.standing,
        limit=given.limit,
        unit=given.unit,
        source=given.source,
        at=breach.at,
        due_day=breach.promise.due_day,
        done_at=breach.done_at,
        late=breach.late,
        holder=ball_view(breach.holder, name_of),
        shares=tuple(
            ShareView(ball_view(share.ball, name_of), share.used, round(100 * (share.used / whole)))
            for share in breach.shares
        ),
        business=business,
        service=service,
    )


def _names(line: BreachLine) -> set[str]:
    return {name for words in (line.business, line.service) if words for name in (words.zh, words.en)}


def _units(lines: Iterable[BreachLine]) -> tuple[tuple[Words, int], ...]:
    count: Counter[Words] = Counter()
    for line in lines:
        if line.standing == "public":
            # One unit that is both counts once.
            count.update({words for words in (line.business, line.service) if words})
    return tuple(sorted(count.items(), key=lambda pair: (-pair[1], pair[0].zh)))
