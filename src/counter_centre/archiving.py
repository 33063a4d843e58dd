"""Noting what a proven copy of the database has: only what stands there too may ever be pruned on a device."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Engine, Row, Table, and_, select, update

from counter_centre.refusing import Refusal
from counter_tui.domain.ledger.chain import hash_body, link
from counter_tui.streams.decide import Mark, start_of
from counter_tui.streams.rows import COLUMNS, entry_of
from counter_tui.streams.tables import FACT, STREAM


class Archived(Struct, frozen=True):
    """How many streams a copy has as the log has them, and how many it has otherwise."""

    streams: int
    different: int


def note_archived(engine: Engine, copy: Engine, station: str | None = None) -> Archived:
    """Note for each stream up to where this copy has it. The copy is read fact by fact, not believed.

    Raises:
        Refusal: it is the database itself.
    """
    if engine.url == copy.url:
        raise Refusal("That is the database itself, not a copy of it.")
    query = select(STREAM).order_by(STREAM.c.station)
    if station is not None:
        query = query.where(STREAM.c.station == station)
    same = different = 0
    with copy.connect().execution_options(reading=True) as there:
        rows = there.execute(query).all()
        for row in rows:
            if _is_whole(there, row) and _noted(engine, row):
                same += 1
            else:
                different += 1
    return Archived(same, different)


def _is_whole(there: Connection, row: Row[Any]) -> bool:
    """Whether the copy has each fact of a stream up to the mark it tells, linked one to the other."""
    query = select(*COLUMNS).where(_of(FACT, row), FACT.c.seq <= row.seq).order_by(FACT.c.seq)
    before = start_of(row.device, row.epoch)
    for found in there.execution_options(yield_per=1000).execute(query):
        entry = entry_of(found)
        linked = link(before.hash, entry.header, entry.body_hash)
        body_fits = entry.body is None or hash_body(entry.body) == entry.body_hash
        if entry.header.seq != before.seq + 1 or linked != entry.hash or not body_fits:
            return False
        before = Mark(entry.header.seq, entry.hash)
    return before == Mark(row.seq, row.hash)


def _noted(engine: Engine, row: Row[Any]) -> bool:
    """Note how far the copy has a stream; whether the log has the same one so far."""
    further = and_(_of(STREAM, row), STREAM.c.archived < row.seq)
    with engine.begin() as here:
        found = here.scalar(select(FACT.c.hash).where(_of(FACT, row), FACT.c.seq == row.seq))
        if found != row.hash:
            return False
        here.execute(update(STREAM).where(further).values(archived=row.seq))
    return True


def _of(table: Table, row: Row[Any]) -> ColumnElement[bool]:
    columns = table.c
    return and_(columns.station == row.station, columns.device == row.device, columns.epoch == row.epoch)
