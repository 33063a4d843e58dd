"""Customers as the register knows them, and the index by which they are found.

Every function runs on a DB-API connection inside the caller's transaction and leaves commit to the caller.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from operator import attrgetter
from typing import Any, NamedTuple

from msgspec import Struct

from counter_tui.db.customers import parts, seals
from counter_tui.db.customers.parts import PARTS_DDL
from counter_tui.db.customers.seals import SEALS_DDL
from counter_tui.db.sql import Connection
from counter_tui.domain.search.folding import fold_phone
from counter_tui.domain.search.matching import phones_of
from counter_tui.domain.search.postings import numbers_in
from counter_tui.domain.search.terms import END, NUMBER
from counter_tui.domain.text import fold_code

CUSTOMER_INDEX_DDL: tuple[str, ...] = (
    """CREATE TABLE customer (
        id INTEGER PRIMARY KEY, account TEXT NOT NULL UNIQUE, name TEXT NOT NULL, id_kind TEXT, id_number TEXT,
        phone1 TEXT, phone2 TEXT, address TEXT, transformer_area TEXT, manager TEXT, use_class TEXT, voltage TEXT,
        capacity_w INTEGER, meter_asset TEXT, updated_on TEXT, source TEXT NOT NULL, release_no INTEGER NOT NULL,
        readings TEXT NOT NULL, identity_mark INTEGER, seal INTEGER NOT NULL) STRICT""",
    """CREATE INDEX customer_identity ON customer (identity_mark) WHERE identity_mark IS NOT NULL""",
    """CREATE TABLE customer_staged (
        id INTEGER PRIMARY KEY, account TEXT NOT NULL UNIQUE, name TEXT NOT NULL, id_kind TEXT, id_number TEXT,
        phone1 TEXT, phone2 TEXT, address TEXT, transformer_area TEXT, manager TEXT, use_class TEXT, voltage TEXT,
        capacity_w INTEGER, meter_asset TEXT, updated_on TEXT, source TEXT NOT NULL, release_no INTEGER NOT NULL,
        readings TEXT NOT NULL, identity_mark INTEGER, seal INTEGER NOT NULL) STRICT""",
    """CREATE INDEX customer_staged_identity ON customer_staged (identity_mark) WHERE identity_mark IS NOT NULL""",
    """CREATE TABLE customer_switched (digest TEXT NOT NULL, seal INTEGER NOT NULL, PRIMARY KEY (digest)) STRICT""",
    *PARTS_DDL,
    *SEALS_DDL,
)
"""The tables, for a migration to create in this order.

``id`` is a customer's place in the search index and changes when what is searched for changes, or when parts of the
index are joined; nothing else may refer to it. ``readings`` are those of the name. ``identity_mark`` is a short
digest: it finds a paper's number without the index repeating it. ``seal`` is a digest of what the register says of
the customer, so that a row changed past the program is noticed; ``customer_seal`` is that of the index.

``customer_staged`` has the customers of a delivery that is to be seen whole or not at all (``staging``). While
``customer_switched`` has its row they are on file, instead of those with their accounts in ``customer``; all who read
customers read ``ON_FILE``.
"""

ON_FILE = """(
    SELECT {0} FROM customer WHERE NOT EXISTS (SELECT 1 FROM customer_switched)
        OR NOT EXISTS (SELECT 1 FROM customer_staged WHERE customer_staged.account = customer.account)
    UNION ALL SELECT {0} FROM customer_staged WHERE EXISTS (SELECT 1 FROM customer_switched)
    ) AS customer"""
"""Who is on file, as a table to select from; the columns are put in below."""

KEPT = "readings", "identity_mark", "seal"
"""Columns that the store reckons out itself."""


class CustomerRow(Struct, frozen=True):
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


COLUMNS = CustomerRow.__struct_fields__
ON_FILE = ON_FILE.format(", ".join(("id", *COLUMNS, *KEPT)))


def count_on_file(connection: Connection) -> int:
    """How many customers are on file."""
    return int(connection.execute(_COUNT).fetchone()[0])


_COUNT = """SELECT (SELECT count(*) FROM customer) + (SELECT count(*) FROM customer_staged, customer_switched
    WHERE NOT EXISTS (SELECT 1 FROM customer WHERE customer.account = customer_staged.account))"""


def known_of(connection: Connection, accounts: Iterable[str]) -> Iterator[tuple[int, CustomerRow]]:
    """The customers of these accounts with their ids, in no order; accounts that nobody has are left out."""
    values = (json.dumps(list(accounts)),)
    return _selected(connection, "WHERE account IN (SELECT value FROM json_each(?))", values)


def customer_by_account(connection: Connection, account: str) -> CustomerRow | None:
    """The customer of this account number, written as it stands in the register."""
    return next(iter(customers_of(connection, [account])), None)


def customers_by_identity(connection: Connection, id_number: str) -> tuple[CustomerRow, ...]:
    """All customers with the paper of this number, in order of account; the paper's kind is not compared."""
    found = _selected(connection, "WHERE identity_mark = ? ORDER BY account", (identity_mark(id_number),))
    rows = (row for _, row in found)
    return tuple(row for row in rows if fold_code(row.id_number or "") == fold_code(id_number))


def customers_by_phone(connection: Connection, phone: str) -> tuple[CustomerRow, ...]:
    """All customers with this whole telephone number, in order of account."""
    number = fold_phone(phone)
    if not number:
        return ()
    ids = [
        part.first + place
        for part in parts.parts(connection)
        for place in numbers_in(parts.sets_of(connection, part)(NUMBER + number[::-1] + END))
    ]
    rows = sorted(customers_of_ids(connection, ids).values(), key=attrgetter("account"))
    return tuple(row for row in rows if number in phones_of(row))


def customers_of_ids(connection: Connection, ids: Iterable[int]) -> dict[int, CustomerRow]:
    """The customers in these places of the index."""
    return dict(
        _selected(connection, "WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
    )


def customers_of(connection: Connection, accounts: Iterable[str]) -> tuple[CustomerRow, ...]:
    """The customers of these accounts, in order of account; accounts that nobody has are left out."""
    wanted = (json.dumps(list(accounts)),)
    found = _selected(
        connection, "WHERE account IN (SELECT value FROM json_each(?)) ORDER BY account", wanted
    )
    return tuple(row for _, row in found)


def _selected(
    connection: Connection, rest: str, values: tuple[Any, ...]
) -> Iterator[tuple[int, CustomerRow]]:
    for number, *columns in connection.execute(" ".join((_SELECT, rest)), values):
        yield number, CustomerRow(*columns)


_SELECT = "SELECT id, {} FROM {}".format(", ".join(COLUMNS), ON_FILE)  # noqa: S608 - names of ours


class OnFile(NamedTuple):
    """A customer on file: the place in the index, whether the row is as the program wrote it, and its mark."""

    number: int
    account: str
    whole: bool
    mark: int


def on_file(connection: Connection) -> Iterator[OnFile]:
    """All customers in the order of their places, one in memory at a time."""
    for number, seal, kept, readings, *values in connection.execute(_SEALED):
        id_number = values[_ID_NUMBER]
        whole = seal == seal_of(values) and kept == (identity_mark(id_number) if id_number else None)
        yield OnFile(number, values[0], whole, seals.mark(number, seal, readings))


_ID_NUMBER = COLUMNS.index("id_number")
_SEALED = f"SELECT id, seal, identity_mark, readings, {', '.join(COLUMNS)} FROM {ON_FILE} ORDER BY id"  # noqa: S608


def seal_of(values: Iterable[Any]) -> int:
    """The digest of what the register says of a customer: the values of ``COLUMNS`` in order."""
    return int.from_bytes(blake2b(_as_json(list(values)).encode("utf-8"), digest_size=6).digest(), "big")


_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def identity_mark(id_number: str) -> int:
    """The short digest by which a paper's number is found."""
    return int.from_bytes(blake2b(fold_code(id_number).encode("utf-8"), digest_size=6).digest(), "big")
