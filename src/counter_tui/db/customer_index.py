"""Customers as the register knows them, and the index by which they are found.

Every function runs on a DB-API connection inside the caller's transaction and leaves commit to the caller.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol

from counter_tui.domain.search.folding import fold_phone, fold_words
from counter_tui.domain.search.keys import NameKeys, name_keys
from counter_tui.domain.search.matching import numbers_of, phones_of
from counter_tui.domain.search.readings import Readings
from counter_tui.domain.text import fold_code

CUSTOMER_INDEX_DDL: tuple[str, ...] = (
    """CREATE TABLE customer (
        account TEXT PRIMARY KEY, name TEXT NOT NULL, id_kind TEXT, id_number TEXT, phone1 TEXT, phone2 TEXT,
        address TEXT, transformer_area TEXT, manager TEXT, use_class TEXT, voltage TEXT, capacity_w INTEGER,
        meter_asset TEXT, updated_on TEXT, source TEXT NOT NULL, release_no INTEGER NOT NULL) STRICT""",
    """CREATE TABLE customer_search (
        id INTEGER PRIMARY KEY, account TEXT NOT NULL UNIQUE REFERENCES customer (account),
        name TEXT NOT NULL, initials TEXT NOT NULL, spelling TEXT NOT NULL, identity_mark INTEGER) STRICT""",
    """CREATE TABLE customer_detail (
        id INTEGER PRIMARY KEY, address TEXT NOT NULL, readings TEXT NOT NULL) STRICT""",
    """CREATE INDEX customer_search_identity ON customer_search (identity_mark)
        WHERE identity_mark IS NOT NULL""",
    """CREATE TABLE customer_spelling (
        key TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (key, id)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE customer_tail (
        tail TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (tail, id)) STRICT, WITHOUT ROWID""",
    """CREATE VIRTUAL TABLE customer_text USING fts5 (
        name, address, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '4')""",
)
"""The tables, for a migration to create in this order.

``customer_text`` holds pairs of characters, so that any part of two characters and more is found as a phrase and
one character as the beginning of a pair. ``customer_tail`` holds numbers from their end, each closed by ``END``.
``customer_search`` holds what ranking needs and is kept narrow; its ``identity_mark`` is a short digest: it finds
a paper's number without the index repeating it.
"""

END = "$"
"""Closes a reversed number, so that a whole number can be told from a tail."""

_CHUNK = 1000
_NO_CHARACTER = "zzzz"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Connection(Protocol):
    """What is needed of a DB-API connection to SQLite."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Any:
        """Run one statement."""

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Any:
        """Run one statement for each row of parameters."""


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One customer of the register; ``capacity_w`` in watts, ``updated_on`` as ``YYYY-MM-DD``.

    ``source`` and ``release_no`` say which delivery of the register brought the row.
    """

    account: str
    name: str
    id_kind: str | None
    id_number: str | None
    phone1: str | None
    phone2: str | None
    address: str | None
    transformer_area: str | None
    manager: str | None
    use_class: str | None
    voltage: str | None
    capacity_w: int | None
    meter_asset: str | None
    updated_on: str | None
    source: str
    release_no: int


COLUMNS = tuple(field.name for field in fields(CustomerRow))


class PutCounts(NamedTuple):
    """How many customers were new, were written anew, and were there already."""

    inserted: int
    changed: int
    unchanged: int


def put_customers(connection: Connection, records: Iterable[CustomerRow], readings: Readings) -> PutCounts:
    """Write customers and keep the index in step; a customer that says the same again is not touched.

    A row is the same when it differs in nothing but ``source`` and ``release_no``.
    """
    inserted = changed = unchanged = 0
    (last_id,) = connection.execute("SELECT coalesce(max(id), 0) FROM customer_search").fetchone()
    for records_by_account in _chunks(records):
        known = _known(connection, records_by_account)
        new = [row for account, row in records_by_account.items() if account not in known]
        other = [row for account, row in known.items() if not _same(row, records_by_account[account])]
        _write(connection, [*new, *(records_by_account[row.account] for row in other)])
        moved = [row for row in other if _indexed(row) != _indexed(records_by_account[row.account])]
        ids = _unindex(connection, moved)
        for row in new:
            last_id += 1
            ids[row.account] = last_id
        _index(connection, ids, records_by_account, readings)
        inserted, changed = inserted + len(new), changed + len(other)
        unchanged += len(known) - len(other)
    return PutCounts(inserted, changed, unchanged)


def customer_by_account(connection: Connection, account: str) -> CustomerRow | None:
    """The customer of this account number, written as it stands in the register."""
    return next(iter(customers_of(connection, [account])), None)


def customers_by_identity(connection: Connection, id_number: str) -> tuple[CustomerRow, ...]:
    """All customers with the paper of this number, in order of account; the paper's kind is not compared."""
    rows = customers_of(
        connection,
        [
            account
            for (account,) in connection.execute(
                "SELECT account FROM customer_search WHERE identity_mark = ?", (_identity_mark(id_number),)
            )
        ],
    )
    return tuple(row for row in rows if fold_code(row.id_number or "") == fold_code(id_number))


def customers_by_phone(connection: Connection, phone: str) -> tuple[CustomerRow, ...]:
    """All customers with this whole telephone number, in order of account."""
    number = fold_phone(phone)
    accounts = connection.execute(
        "SELECT account FROM customer_search WHERE id IN (SELECT id FROM customer_tail WHERE tail = ?)",
        (number[::-1] + END,),
    )
    rows = customers_of(connection, [account for (account,) in accounts])
    return tuple(row for row in rows if number in phones_of(row))


def customers_of(connection: Connection, accounts: Iterable[str]) -> tuple[CustomerRow, ...]:
    """The customers of these accounts, in order of account; accounts that nobody has are left out."""
    found = connection.execute(
        " ".join(
            (
                "SELECT",
                ", ".join(COLUMNS),
                "FROM customer WHERE account IN (SELECT value FROM json_each(?)) ORDER BY account",
            )
        ),
        (json.dumps(list(accounts)),),
    )
    return tuple(CustomerRow(*row) for row in found)


def text_tokens(text: str) -> list[str]:
    """The pairs of neighbouring characters of a folded text, the last character paired with nothing.

    A token is written in ASCII, eight letters and digits, so that nothing in a text is an operator of the index.
    """
    codes = [*map(_code, text), _NO_CHARACTER]
    return list(map(str.__add__, codes, codes[1:]))


def _chunks(records: Iterable[CustomerRow]) -> Iterator[dict[str, CustomerRow]]:
    """Records by account, some at a time; one account never stands twice in a chunk."""
    chunk: dict[str, CustomerRow] = {}
    for record in records:
        if len(chunk) == _CHUNK or record.account in chunk:
            yield chunk
            chunk = {}
        chunk[record.account] = record
    if chunk:
        yield chunk


def _known(connection: Connection, accounts: Iterable[str]) -> dict[str, CustomerRow]:
    return {row.account: row for row in customers_of(connection, accounts)}


def _same(row: CustomerRow, other: CustomerRow) -> bool:
    return row == replace(other, source=row.source, release_no=row.release_no)


def _indexed(row: CustomerRow) -> tuple[str | None, ...]:
    return row.name, row.address, row.phone1, row.phone2, row.meter_asset, row.id_number


def _write(connection: Connection, rows: Sequence[CustomerRow]) -> None:
    updates = ", ".join(f"{column} = excluded.{column}" for column in COLUMNS[1:])
    connection.executemany(
        " ".join(
            (
                "INSERT INTO customer VALUES (",
                ", ".join("?" * len(COLUMNS)),
                ") ON CONFLICT (account) DO UPDATE SET",
                updates,
            )
        ),
        map(astuple, rows),
    )


def _unindex(connection: Connection, rows: Sequence[CustomerRow]) -> dict[str, int]:
    """Take rows, as they were, out of the index; gives the ids that they had."""
    entries = connection.execute(
        "SELECT id, account, name, readings FROM customer_search JOIN customer_detail USING (id) "
        "WHERE account IN (SELECT value FROM json_each(?))",
        (json.dumps([row.account for row in rows]),),
    ).fetchall()
    ids = {account: number for number, account, _, _ in entries}
    keys = [
        (key, number)
        for number, _, name, readings in entries
        for key in NameKeys.decoded(name, readings).index_keys()
    ]
    tails = [(tail, ids[row.account]) for row in rows for tail in _tails(row)]
    connection.executemany("DELETE FROM customer_spelling WHERE key = ? AND id = ?", keys)
    connection.executemany("DELETE FROM customer_tail WHERE tail = ? AND id = ?", tails)
    for statement in (
        "DELETE FROM customer_text WHERE rowid = ?",
        "DELETE FROM customer_detail WHERE id = ?",
        "DELETE FROM customer_search WHERE id = ?",
    ):
        connection.executemany(statement, [(number,) for number in ids.values()])
    return ids


def _index(
    connection: Connection, ids: Mapping[str, int], rows: Mapping[str, CustomerRow], readings: Readings
) -> None:
    """Put rows into the index under the given ids, in the order of the tables' keys."""
    search: list[tuple[object, ...]] = []
    details: list[tuple[object, ...]] = []
    texts: list[tuple[object, ...]] = []
    spelling: list[tuple[str, int]] = []
    tails: list[tuple[str, int]] = []
    for account, number in ids.items():
        row = rows[account]
        keys, address = name_keys(row.name, readings), fold_words(row.address or "")
        mark = _identity_mark(row.id_number) if row.id_number else None
        search.append((number, account, keys.name, keys.usual_initials, keys.usual_full, mark))
        details.append((number, address, keys.encoded()))
        texts.append((number, " ".join(text_tokens(keys.name)), " ".join(text_tokens(address))))
        spelling.extend((key, number) for key in keys.index_keys())
        tails.extend((tail, number) for tail in _tails(row))
    connection.executemany("INSERT INTO customer_search VALUES (?, ?, ?, ?, ?, ?)", search)
    connection.executemany("INSERT INTO customer_detail VALUES (?, ?, ?)", details)
    connection.executemany("INSERT INTO customer_text (rowid, name, address) VALUES (?, ?, ?)", texts)
    connection.executemany("INSERT INTO customer_spelling VALUES (?, ?)", sorted(spelling))
    connection.executemany("INSERT INTO customer_tail VALUES (?, ?)", sorted(tails))


def _tails(row: CustomerRow) -> list[str]:
    return [number[::-1] + END for number in numbers_of(row)]


def _identity_mark(id_number: str) -> int:
    return int.from_bytes(blake2b(fold_code(id_number).encode("utf-8"), digest_size=6).digest(), "big")


@lru_cache(maxsize=8192)
def _code(char: str) -> str:
    """A character as four letters and digits."""
    point, code = ord(char), ""
    for _ in range(4):
        point, digit = divmod(point, 36)
        code = _DIGITS[digit] + code
    return code
