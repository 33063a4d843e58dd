"""Reading and writing facts. The append is the only way anything of a matter is ever written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from msgspec import Struct

from counter_tui.db import sql
from counter_tui.db.sql import Connection
from counter_tui.db.tables.ledger import FactRow
from counter_tui.domain.clock import Clock, Hlc, floor_of, from_ms, next_reading, to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Erased, Fact, Recorded, Subject, Unread, read_fact
from counter_tui.domain.facts.registry import FACT_TYPES, UPCASTERS
from counter_tui.domain.facts.station import DateConfirmed
from counter_tui.domain.ids import make_id
from counter_tui.domain.ledger.chain import (
    MOST_BODY,
    SALT_BYTES,
    Header,
    decode_body,
    encode_body,
    hash_body,
    link,
)
from counter_tui.domain.ledger.entry import Entry

CLASH = "clash"
"""Why a fact is parked that this program understands: no row could be made of it beside those that are here."""


class RandomBytes:
    """Where random bytes come from; a demo station passes a seeded source."""

    def __call__(self, count: int) -> bytes:
        """That many random bytes of the operating system."""
        import secrets

        return secrets.token_bytes(count)


class Pen(Struct, frozen=True):
    """What writing a fact takes beside the fact: the clock, randomness, and this start of the PC."""

    clock: Clock
    random: RandomBytes
    boot_id: bytes


class Head(Struct, frozen=True):
    """The end of this device's ledger, where the next fact goes.

    ``newest`` is the newest reading of the hybrid clock, of whichever PC; ``floor_ms`` the time before which the wall
    clock of this one cannot be right (``domain.clock.floor_of``).
    """

    epoch: bytes
    device: str
    seq: int
    hash: bytes
    trusted_ms: int
    newest: Hlc | None
    floor_ms: int


def head(connection: Connection) -> Head:
    """The end of this device's ledger; raises LookupError when no station was set up."""
    row = connection.execute(_HEAD, (DateConfirmed.type,)).fetchone()
    if row is None:
        raise LookupError("the store has no station")
    epoch, device, seq, hash_, trusted_ms, newest, vouched = row
    last = Hlc.parse(newest) if newest else None
    newest_ms = last.ms if last else 0
    right = connection.execute(_RIGHT, (epoch, vouched or 0)).fetchone()
    if right is None and not vouched:
        right = connection.execute(_EVER_RIGHT).fetchone()
    own_ms = right[0] if right else trusted_ms if vouched else newest_ms
    floor = floor_of(own_ms, newest_ms, vouched=vouched is not None)
    return Head(epoch, device.hex()[:16], seq, hash_, trusted_ms, last, floor)


_HEADER_PARTS = attrgetter(*Header.__struct_fields__)

_HEAD = """
SELECT epoch.epoch, epoch.device_id, epoch.head_seq, epoch.head_hash, station.trusted_ms, (SELECT max(hlc) FROM fact),
    (SELECT max(seq) FROM fact INDEXED BY fact_by_type WHERE type = ? AND epoch = station.epoch)
FROM epoch JOIN station ON station.epoch = epoch.epoch
"""
_RIGHT = """
SELECT wall_ms FROM fact WHERE epoch = ? AND seq > ? AND clock_flag = 'ok' ORDER BY seq DESC LIMIT 1
"""
_EVER_RIGHT = """
SELECT wall_ms FROM fact JOIN epoch USING (epoch)
WHERE clock_flag = 'ok' AND epoch.device_id = (SELECT device_id FROM station) ORDER BY hlc DESC LIMIT 1
"""


def append(
    connection: Connection, pen: Pen, subject: Subject, facts: Sequence[Fact], actor: str, seen: bytes
) -> list[Recorded]:
    """Write facts about one subject at the end of the ledger, inside the caller's transaction.

    ``seen`` is the id of the newest of the subject's facts the actor had before him. Returns the facts as recorded.
    Raises RuleBroken("fact_too_large") for one that could be brought to nobody.
    """
    end = head(connection)
    now = pen.clock.now()
    recorded: list[Recorded] = []
    rows: list[dict[str, Any]] = []
    previous, newest = end.hash, end.newest
    for offset, fact in enumerate(facts, start=1):
        reading, flag = next_reading(newest, to_ms(now), end.trusted_ms, end.device, end.floor_ms)
        header = Header(
            epoch=end.epoch,
            seq=end.seq + offset,
            fact_id=make_id(now, pen.random(10)),
            subject_kind=subject.kind,
            subject_id=subject.id,
            type=fact.type,
            version=fact.version,
            hlc=reading.text(),
            wall_ms=to_ms(now),
            boot_id=pen.boot_id,
            mono_ms=pen.clock.monotonic_ms(),
            clock_flag=flag,
            actor=actor,
            seen=seen,
        )
        body = encode_body(_readable(fact), pen.random(SALT_BYTES))
        if len(body) > MOST_BODY:
            raise RuleBroken("fact_too_large", most=MOST_BODY // 1024)
        body_hash = hash_body(body)
        previous, newest = link(previous, header, body_hash), reading
        rows.append({name: getattr(header, name) for name in Header.__struct_fields__})
        rows[-1].update(body=body, body_hash=body_hash, hash=previous)
        recorded.append(_recorded(fact, header, previous))
    sql.put_all(connection, FactRow, rows)
    connection.execute(
        "UPDATE epoch SET head_seq = ?, head_hash = ?, opened_ms = iif(head_seq, opened_ms, ?) WHERE epoch = ?",
        (end.seq + len(rows), previous, to_ms(now), end.epoch),
    )
    return recorded


def facts_of(connection: Connection, subject: Subject) -> list[Recorded]:
    """All facts about one subject, in the order every PC agrees on.

    Raises RuleBroken("store_unusable", detail=...) when one of them cannot be read.
    """
    rows = sql.stream(
        connection, FactRow, "WHERE subject_kind = ? AND subject_id = ?", (subject.kind, subject.id)
    )
    return _in_order(connection, rows)


def histories(connection: Connection, kind: str) -> Iterator[tuple[Subject, list[Recorded] | None]]:
    """Every subject of a kind by its id, with its facts as ``facts_of`` gives them; None where one cannot be read."""
    rows = sql.stream(connection, FactRow, "WHERE subject_kind = ? ORDER BY subject_id", (kind,))
    for id_, facts in groupby(rows, key=attrgetter("subject_id")):
        told = list(facts)
        try:
            yield Subject(kind, id_), _in_order(connection, told)
        except RuleBroken:
            yield Subject(kind, id_), None


def of_types(connection: Connection, *types: str) -> list[Recorded]:
    """All facts of these types, of which there are few, in the order every PC agrees on; raises as ``facts_of``."""
    rest = f"WHERE type IN ({', '.join('?' * len(types))})"
    return _in_order(connection, sql.stream(connection, FactRow, rest, types))


def between(connection: Connection, types: Sequence[str], start_ms: int, end_ms: int) -> list[Recorded]:
    """The facts of these types of a span of time by the hybrid clock, in their order; raises as ``facts_of``."""
    rest = f"INDEXED BY fact_by_type WHERE type IN ({', '.join('?' * len(types))}) AND hlc >= ? AND hlc < ?"
    values = (*types, hlc_from(start_ms), hlc_from(end_ms))
    return _in_order(connection, sql.stream(connection, FactRow, rest, values))


def hlc_from(instant_ms: int) -> str:
    """The text below every reading of the hybrid clock from this instant on."""
    return f"{instant_ms:015d}."


def _in_order(connection: Connection, rows: Iterable[FactRow]) -> list[Recorded]:
    aside = {row[0] for row in connection.execute("SELECT fact_id FROM parked WHERE reason = ?", (CLASH,))}
    return sorted((_read(connection, row, aside) for row in rows), key=lambda fact: fact.order)


def _read(connection: Connection, row: FactRow, aside: Collection[bytes]) -> Recorded:
    if row.fact_id in aside:
        return _recorded(Unread(original=row.type), header_of(row), row.hash)
    try:
        return read_row(row)
    except (KeyError, ValueError) as error:
        if sql.scalar(connection, "SELECT 1 FROM parked WHERE fact_id = ?", (row.fact_id,)):
            return _recorded(Unread(original=row.type), header_of(row), row.hash)
        # Not chained: the words of the error quote the body.
        detail = f"fact {row.seq} ({row.type}) cannot be read: {type(error).__name__}"
        raise RuleBroken("store_unusable", detail=detail) from None


def all_rows(connection: Connection, epoch: bytes, first: int = 1) -> Iterator[FactRow]:
    """Every row of an epoch from a seq on, in the order it was written, one in memory at a time."""
    return sql.stream(connection, FactRow, "WHERE epoch = ? AND seq >= ? ORDER BY seq", (epoch, first))


def subjects(connection: Connection, kind: str) -> list[Subject]:
    """Every subject of a kind that has facts."""
    rows = connection.execute("SELECT DISTINCT subject_id FROM fact WHERE subject_kind = ?", (kind,))
    return [Subject(kind, row[0]) for row in rows]


def latest(connection: Connection, type_: str, with_text: bytes = b"", limit: int = 1) -> list[Recorded]:
    """The newest facts of a type whose bodies hold this text, newest first."""
    rest = "WHERE type = ? AND instr(body, ?) > 0 ORDER BY hlc DESC LIMIT ?"
    return [read_row(row) for row in sql.stream(connection, FactRow, rest, (type_, with_text, limit))]


def header_of(row: FactRow) -> Header:
    """The header part of a ledger row."""
    return Header(*_HEADER_PARTS(row))


def entry_of(row: FactRow) -> Entry:
    """A ledger row as it travels."""
    return Entry(header_of(row), row.body, row.body_hash, row.hash)


def read_row(row: FactRow) -> Recorded:
    """A ledger row as a recorded fact; raises ValueError or KeyError when its body cannot be read."""
    fact: Fact
    if row.body is None:
        fact = Erased(original=row.type)
    else:
        fact = read_fact(FACT_TYPES, UPCASTERS, row.type, row.version, decode_body(row.body))
    try:
        return _recorded(fact, header_of(row), row.hash)
    except OverflowError:
        raise ValueError("no instant of the calendar") from None


def _readable(fact: Fact) -> dict[str, Any]:
    """The fact's values; raises ValueError where they would not be read again as the same fact."""
    values = fact.values()
    if read_fact(FACT_TYPES, UPCASTERS, fact.type, fact.version, values) != fact:
        raise ValueError(f"{fact.type} would not be read again as it is")
    return values


def _recorded(fact: Fact, header: Header, hash_: bytes) -> Recorded:
    return Recorded(
        fact=fact,
        fact_id=header.fact_id,
        subject=Subject(header.subject_kind, header.subject_id),
        epoch=header.epoch,
        seq=header.seq,
        hlc=header.hlc,
        at=from_ms(header.wall_ms),
        actor=header.actor,
        seen=header.seen,
        hash=hash_,
        clock_flag=header.clock_flag,
    )
