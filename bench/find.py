"""The search over 500,000 customers for every kind of query, then over matters; each beside a scan of the table."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import find_matters
from customers import customers
from report import Figure, high, middle

from counter_tui.db import engine
from counter_tui.db.customers.index import CUSTOMER_INDEX_DDL, CustomerRow
from counter_tui.db.customers.search import find_customers
from counter_tui.db.customers.writing import put_customers
from counter_tui.domain.search.keys import NameKeys, name_keys
from counter_tui.domain.search.query import parse_query
from counter_tui.services.reference.readings import load_readings

MOST = int(os.environ.get("BENCH_CUSTOMERS", "500000"))
_EACH = 120
_SCANS = 3
_KEY = bytes(range(32))
_LETTERS = "abcdefghjklmnopqrstwxyz"
_WANTED = "<= 10 ms"
_SCAN = "LIKE, every row"


@dataclass(frozen=True)
class Asked:
    """A customer of whom a query is made, and chance."""

    random: Random
    row: CustomerRow
    keys: NameKeys


Make = Callable[[Asked], str]


def figures(folder: Path) -> Iterator[Figure]:
    """The time below which 95 of 100 queries of a kind stay, then what the index costs."""
    path = folder / f"customers-{MOST}.db"
    cost = path.with_suffix(".cost")
    if not path.exists():
        # In a process of its own, so that what building takes is not in the memory measured here.
        with ProcessPoolExecutor(1) as builder:
            cost.write_text(builder.submit(_built, path).result(), encoding="ascii")
    took, memory = map(float, cost.read_text(encoding="ascii").split())
    yield Figure("one customer written and indexed, when the store was made", took, "µs")
    yield Figure("memory at the most while it was made", memory, "MiB")
    before = _resident_mib()
    connection = engine.connect(path, _KEY)
    random = Random(7)
    some = _some(connection, random)
    for kind, make in KINDS.items():
        queries = [make(Asked(random, row, name_keys(row.name, load_readings()))) for row in some]
        times, worked, hits = zip(*(_timed(connection, query) for query in queries), strict=True)
        what = (
            f"{kind}: {middle(hits):,.0f} hits; middle {middle(times):.1f}, "
            f"most {max(times):.1f}; processor {high(worked, 0.95):.1f}"
        )
        scan = middle([_scanned(connection, query) for query in queries[:_SCANS]])
        yield Figure(what, high(times, 0.95), "ms", scan, _SCAN, _WANTED)
    yield Figure("memory the searches took", _resident_mib() - before, "MiB")
    rows, index = _megabytes(connection, folder / "bare.db")
    yield Figure("index, beside the customers themselves", index, "MB", rows, "customers")
    connection.close()
    yield from find_matters.figures(folder)


def _built(path: Path) -> str:
    """Make the store; gives the microseconds of the processor a customer, and the most MiB."""
    draft = path.with_suffix(".draft")
    for old in path.parent.glob(draft.name + "*"):
        old.unlink()
    connection = engine.connect(draft, _KEY)
    for statement in CUSTOMER_INDEX_DDL:
        connection.execute(statement)
    started = time.process_time()
    connection.execute("BEGIN IMMEDIATE")
    put_customers(connection, customers(MOST), load_readings())
    connection.execute("COMMIT")
    took = time.process_time() - started
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    draft.rename(path)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{took / MOST * 1e6} {most}"


def _some(connection: Any, random: Random) -> list[CustomerRow]:
    ids = random.sample(range(1, MOST), _EACH)
    columns = ", ".join(CustomerRow.__struct_fields__)
    rows = (
        connection.execute(f"SELECT {columns} FROM customer WHERE id >= ?", (one,)).fetchone() for one in ids
    )
    return [CustomerRow(*row) for row in rows]


def _timed(connection: Any, typed: str) -> tuple[float, float, int]:
    """Milliseconds, those of them that the processor worked for it, and how many were found."""
    started, worked = time.perf_counter(), time.process_time()
    connection.execute("BEGIN")
    total = find_customers(connection, parse_query(typed)).total
    connection.execute("COMMIT")
    ended, stopped = time.perf_counter(), time.process_time()
    return (ended - started) * 1000, (stopped - worked) * 1000, total


def _scanned(connection: Any, typed: str) -> float:
    """Milliseconds of a scan for the same words in names, addresses and numbers; it finds by no reading."""
    fields = "name || ' ' || coalesce(address, '') || ' ' || account || ' ' || coalesce(phone1, '')"
    words = typed.split() or [typed]
    where = " AND ".join(f"{fields} LIKE ?" for _ in words)
    started = time.perf_counter()
    connection.execute(
        f"SELECT count(*) FROM customer WHERE {where}", [f"%{word}%" for word in words]
    ).fetchone()
    return (time.perf_counter() - started) * 1000


def _megabytes(connection: Any, bare: Path) -> tuple[float, float]:
    """The customers' own rows and, beside them, the index: what is left when a copy has the rows only."""
    bare.unlink(missing_ok=True)
    connection.execute(f"ATTACH DATABASE '{bare}' AS bare KEY \"x'{_KEY.hex()}'\"")
    connection.execute(CUSTOMER_INDEX_DDL[0].replace("TABLE customer", "TABLE bare.customer"))
    connection.execute("INSERT INTO bare.customer SELECT * FROM customer")
    size, rows = (_size(connection, schema) for schema in ("main", "bare"))
    connection.execute("DETACH DATABASE bare")
    bare.unlink()
    return rows, size - rows


def _size(connection: Any, schema: str) -> float:
    pages, free, length = (
        int(connection.execute(f"PRAGMA {schema}.{name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    return float((pages - free) * length / 1e6)


def _resident_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _part(random: Random, text: str, shortest: int, longest: int) -> str:
    length = min(len(text), random.randint(shortest, longest))
    start = random.randint(0, len(text) - length)
    return text[start : start + length]


def _mixed(asked: Asked) -> str:
    """Characters and letters in turn, a letter or a whole reading for each."""
    typed = ""
    for char, readings in zip(asked.keys.name[:4], asked.keys.readings, strict=False):
        roll = asked.random.random()
        typed += char if roll < 0.5 or not readings else readings[0][0] if roll < 0.8 else readings[0]
    return typed if not typed.isascii() else asked.keys.name[0] + typed[1:]


def _reading(asked: Asked) -> str:
    """The full pinyin in any of its readings."""
    return "".join(asked.random.choice(readings) for readings in asked.keys.readings if readings)


KINDS: dict[str, Make] = {
    "a whole name": lambda asked: asked.row.name,
    "two characters of a name": lambda asked: _part(asked.random, asked.row.name, 2, 2),
    "one character of a name": lambda asked: _part(asked.random, asked.row.name, 1, 1),
    "a surname": lambda asked: asked.keys.name[0],
    "a part of an address": lambda asked: _part(asked.random, asked.row.address or "", 2, 8),
    "one character of an address": lambda asked: _part(asked.random, asked.row.address or "", 1, 1),
    "a long part of an address": lambda asked: _part(asked.random, asked.row.address or "", 9, 20),
    "a word of every address": lambda asked: _part(asked.random, "广西横州市", 1, 5),
    "one letter": lambda asked: asked.random.choice(_LETTERS),
    "two letters": lambda asked: asked.random.choice(_LETTERS) + asked.random.choice(_LETTERS),
    "initials": lambda asked: asked.keys.usual_initials,
    "full pinyin": lambda asked: asked.keys.usual_full,
    "the beginning of full pinyin": lambda asked: asked.keys.usual_full[: asked.random.randint(2, 6)],
    "full pinyin in any reading, blanks between": lambda asked: " ".join(
        asked.random.choice(readings) for readings in asked.keys.readings if readings
    ),
    "full pinyin, v for ü": lambda asked: _reading(asked).replace("lu", "lv").replace("yu", "yv"),
    "both readings of a surname": lambda asked: asked.random.choice(
        (
            "shanzy",
            "danzy",
            "chany",
            "zeng",
            "ceng",
            "xie",
            "qiuy",
            "chouy",
            "zha",
            "piao",
            "qu",
            "ouyang",
            "yuchi",
        )
    ),
    "letters and characters mixed": lambda asked: _mixed(asked),
    "a surname and one letter": lambda asked: asked.keys.name[0] + asked.random.choice(_LETTERS),
    "one letter and a character": lambda asked: (
        asked.random.choice(_LETTERS) + _part(asked.random, asked.keys.name[1:], 1, 1)
    ),
    "interpuncts and brackets": lambda asked: asked.random.choice(
        ("买买提", "·买买提", "(城关分公司)", "【六景分公司】", "公司（莲塘", "阿·买")
    ),
    "characters outside the BMP": lambda asked: asked.random.choice(("𠮷", "𬭊", "王𠮷", "𬱖喆", "𠮷j")),
    "the end of a telephone number": lambda asked: (asked.row.phone1 or "")[-asked.random.randint(4, 8) :],
    "an account": lambda asked: asked.row.account,
    "the end of an account": lambda asked: asked.row.account[-asked.random.randint(4, 6) :],
    "a meter": lambda asked: asked.row.meter_asset or "",
    "a name and a part of an address": lambda asked: (
        f"{asked.row.name} {_part(asked.random, asked.row.address or '', 2, 5)}"
    ),
    "two words of very many rows": lambda asked: asked.random.choice(
        (
            "广西 村委会",
            "横州市 号",
            "镇 村",
            "号 室",
            "村 组",
            "广西 w",
            "横州 l",
            "w l",
            "王 横州市",
            "市 镇 村 号",
        )
    ),
    "four words of very many rows": lambda asked: asked.random.choice(
        ("广西 横州 镇 号", "a l z w", "村委会 第 村民小组 号", "王 w 镇 1")
    ),
    "initials and a word of every address": lambda asked: f"{asked.keys.usual_initials} 横州市",
    "a house number": lambda asked: _part(asked.random, "0123456789", 1, 3),
    "nothing that anybody has": lambda asked: asked.random.choice(
        ("囧囧", "vvvv", "0000000000000", "王囧", "北京市 王")
    ),
    "a matter's number": lambda asked: (
        f"03-A-2603{asked.random.randint(10, 28)}-{asked.random.randint(1, 99):04d}"
    ),
}
