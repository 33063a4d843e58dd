"""Whether the centre understands what a fact says. What it does not is parked, and tried again after an upgrade."""

from __future__ import annotations

from sqlalchemy import Engine, and_, delete, select

from counter_tui.domain.facts.base import read_fact
from counter_tui.domain.facts.registry import FACT_TYPES, UPCASTERS
from counter_tui.domain.ledger.chain import SALT_BYTES, decode_body
from counter_tui.domain.ledger.entry import Entry
from counter_tui.domain.reading import read_json
from counter_tui.streams.rows import COLUMNS, entry_of
from counter_tui.streams.tables import FACT, PARKED

_AT_ONCE = 200


def judge(entry: Entry) -> str:
    """Why a fact is not understood: unknown_type, later_version or values; empty where it is, or was erased."""
    header = entry.header
    shape = FACT_TYPES.get(header.type)
    if shape is None:
        return "unknown_type"
    if header.version > shape.version:
        return "later_version"
    if entry.body is None:
        return ""
    try:
        if header.version == shape.version:
            read_json(entry.body[SALT_BYTES:], shape)
        else:
            read_fact(FACT_TYPES, UPCASTERS, header.type, header.version, decode_body(entry.body))
    except (ValueError, KeyError, TypeError, RecursionError):
        return "values"
    return ""


def retry_parked(engine: Engine) -> tuple[int, int]:
    """Judge every parked fact anew; how many are understood by now, and how many are not."""
    understood = left = 0
    after = ("", b"")
    while rows := _parked(engine, after):
        after = rows[-1]
        fit = [key for key in rows if not _reason(engine, key)]
        understood += len(fit)
        left += len(rows) - len(fit)
        with engine.begin() as connection:
            for station, fact_id in fit:
                connection.execute(
                    delete(PARKED).where(PARKED.c.station == station, PARKED.c.fact_id == fact_id)
                )
    return understood, left


def _parked(engine: Engine, after: tuple[str, bytes]) -> list[tuple[str, bytes]]:
    station, fact_id = PARKED.c.station, PARKED.c.fact_id
    later = (station > after[0]) | and_(station == after[0], fact_id > after[1])
    query = select(station, fact_id).where(later).order_by(station, fact_id).limit(_AT_ONCE)
    with engine.connect().execution_options(reading=True) as connection:
        return [(row.station, row.fact_id) for row in connection.execute(query)]


def _reason(engine: Engine, key: tuple[str, bytes]) -> str:
    query = select(*COLUMNS).where(FACT.c.station == key[0], FACT.c.fact_id == key[1]).limit(1)
    with engine.connect().execution_options(reading=True) as connection:
        row = connection.execute(query).first()
    return judge(entry_of(row)) if row else "unknown_type"
