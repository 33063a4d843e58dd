"""The search over 200,000 matters for every kind of query, beside a scan of their table by the same engine."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from report import Figure, high, middle
from stations import grown

from counter_tui.db import engine, sql
from counter_tui.db.keys.key_store import find_key
from counter_tui.db.reading import matter_search
from counter_tui.db.tables.matters import MatterRow
from counter_tui.domain.matter.keys import prefixes
from counter_tui.domain.search.keys import name_keys
from counter_tui.domain.search.query import parse_query
from counter_tui.services.reference.readings import load_readings

MATTERS = 200_000
_EACH = 60
_SHOWN = 200
_LETTERS = "bcdfghjlmpqstwxyz"
_WANTED = "<= 10 ms"

Make = Callable[[Random, MatterRow], str]


def figures(folder: Path) -> Iterator[Figure]:
    """The time below which 95 of 100 queries of a kind stay."""
    home = grown(folder, MATTERS)
    connection = engine.connect(home.store, find_key(home).key)
    random = Random(11)
    rows = sql.read(connection, MatterRow, "ORDER BY accepted_ms LIMIT ?", (MATTERS,))
    some = random.sample([row for row in rows if row.customer_name], _EACH)
    del rows
    for kind, make in KINDS.items():
        queries = [make(random, row) for row in some]
        times, worked, hits = zip(*(_timed(connection, query) for query in queries), strict=True)
        what = (
            f"matters by {kind}: {middle(hits):,.0f} hits; middle {middle(times):.1f}, "
            f"most {max(times):.1f}; processor {high(worked, 0.95):.1f}"
        )
        scan = middle([_scanned(connection, query) for query in queries[:3]])
        yield Figure(what, high(times, 0.95), "ms", scan, "LIKE, every row", _WANTED)
    connection.close()


def _timed(connection: Any, typed: str) -> tuple[float, float, int]:
    """Milliseconds, those of them that the processor worked for it, and how many were found."""
    started, worked = time.perf_counter(), time.process_time()
    connection.execute("BEGIN")
    _rows, total = matter_search.with_keys(connection, prefixes(parse_query(typed)), _SHOWN)
    connection.execute("COMMIT")
    return (time.perf_counter() - started) * 1000, (time.process_time() - worked) * 1000, total


def _scanned(connection: Any, typed: str) -> float:
    """Milliseconds of a scan for the same words in names and numbers; it finds by no reading."""
    text = "customer_name || ' ' || number || ' ' || customer_phone || ' ' || account"
    words = typed.split() or [typed]
    where = " AND ".join(f"{text} LIKE ?" for _ in words)
    started = time.perf_counter()
    connection.execute(
        f"SELECT count(*) FROM matter WHERE {where}", [f"%{word}%" for word in words]
    ).fetchone()
    return (time.perf_counter() - started) * 1000


def _initials(row: MatterRow) -> str:
    return name_keys(row.customer_name, load_readings()).usual_initials


def _full(row: MatterRow) -> str:
    return name_keys(row.customer_name, load_readings()).usual_full


def _tail(row: MatterRow) -> str:
    return "-".join(row.number.split("-")[2:4])


KINDS: dict[str, Make] = {
    "a whole name": lambda _random, row: row.customer_name,
    "one character of a name": lambda random, row: random.choice(row.customer_name),
    "a surname": lambda _random, row: row.customer_name[0],
    "one letter": lambda random, _row: random.choice(_LETTERS),
    "two letters": lambda _random, row: _initials(row)[:2],
    "initials": lambda _random, row: _initials(row),
    "full pinyin": lambda _random, row: _full(row),
    "the beginning of full pinyin": lambda random, row: _full(row)[: random.randint(2, 5)],
    "two letters with a blank between": lambda random, _row: " ".join(random.sample(_LETTERS, 2)),
    "a surname and one letter": lambda random, row: f"{row.customer_name[0]} {random.choice(_LETTERS)}",
    "the end of a telephone number": lambda random, row: row.customer_phone[-random.randint(4, 8) :],
    "day and number": lambda _random, row: _tail(row),
    "the day of the number": lambda _random, row: row.number.split("-")[2],
    "the station's code, which all have": lambda _random, row: row.number.split("-")[0],
    "nothing that anybody has": lambda random, _row: random.choice(("囧囧", "vvvv", "0000000", "王囧")),
}
