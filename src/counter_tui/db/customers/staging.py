"""Customers of a delivery that is to be seen whole or not at all.

They are written beside those on file in many small transactions, with parts of the search index nobody sees yet. One
short transaction, the switch, lets all of them be on file at once; after it they are moved to their places in small
ones, and what readers see does not change by that. Cut off before the switch, what was staged is thrown away; cut off
after it, the moving goes on. Nobody else may write customers from the first to the last.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from msgspec import Struct

from counter_tui.db import notes
from counter_tui.db.customers import joins, seals
from counter_tui.db.customers import parts as customer_parts
from counter_tui.db.customers.index import COLUMNS, KEPT
from counter_tui.db.customers.joins import Reading, Write
from counter_tui.db.customers.seals import Marks, TermsSeal
from counter_tui.db.customers.writing import Prepared, mark_of
from counter_tui.db.notes import Sealing
from counter_tui.db.sql import Connection
from counter_tui.db.tables.notes import CustomersSwitchedRow

MOVED_AT_ONCE = 500
"""So many staged customers are moved to their places, or thrown away, in one transaction."""


class _Part(Struct, frozen=True):
    """A part of the index that is to stand: its number, its first id, its accounts, and the sum of their marks."""

    part: int
    first: int
    accounts: list[str]
    marks: int


@dataclass
class Staged:
    """What was staged of a delivery so far, as the switch needs it."""

    parts: list[_Part] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    gone: Marks = field(default_factory=list)
    come: Marks = field(default_factory=list)


def stands(connection: Connection) -> bool:
    """Whether a delivery was begun and is not over."""
    return connection.execute(_STANDS).fetchone() is not None


_STANDS = "SELECT 1 FROM customer_switched UNION ALL SELECT 1 FROM customer_staged LIMIT 1"


def stage(connection: Connection, ready: Prepared, staged: Staged) -> None:
    """Write customers that were made ready beside those on file; nobody sees them before the switch."""
    aside = [(values[-1], *values[:-2], values[-2], values[-1]) for values in ready.aside]
    accounts = [values[0] for values in ready.aside]
    on_file = [account for account, old in zip(ready.accounts, ready.ids, strict=True) if old is not None]
    staged.gone += seals.marks_of(connection, [*on_file, *accounts])
    connection.executemany(_ASIDE, aside)
    if accounts:
        rows = connection.execute(_STAGED_MARKS, (json.dumps(accounts),)).fetchall()
        staged.come += [(number, seals.mark(number, *values)) for number, *values in rows]
    if ready.rows:
        _stage_part(connection, ready, staged)


def _stage_part(connection: Connection, ready: Prepared, staged: Staged) -> None:
    first, part = customer_parts.next_id(connection), customer_parts.next_part(connection)
    placed = [(first + place, *row) for place, row in enumerate(ready.rows)]
    connection.executemany(_INSERT, placed)
    customer_parts.write_terms(connection, part, ready.terms)
    seals.grow(connection, part, *TermsSeal().add(ready.terms))
    staged.parts.append(_Part(part, first, ready.accounts, sum(map(mark_of, placed))))
    staged.left += [old for old in ready.ids if old is not None]


def switch(connection: Connection, staged: Staged, digest: str, sealing: Sealing) -> None:
    """Let everything that was staged of the file of this digest be on file from now on."""
    with seals.kept_apart(connection, staged.gone, staged.come):
        for each in staged.parts:
            customer_parts.write_part(connection, each.part, each.first, list(enumerate(each.accounts)))
            seals.stand(connection, each.part, each.marks)
        customer_parts.retire(connection, staged.left)
    notes.save(connection, CustomersSwitchedRow(digest), sealing)


def settling(reading: Reading) -> Iterator[Write]:
    """What is to be written until nothing is staged any more, each in a transaction before the next is asked for.

    Of what was switched everything goes to its place; all else is thrown away.
    """
    with reading() as connection:
        switched = connection.execute("SELECT 1 FROM customer_switched").fetchone() is not None
        begun = stands(connection)
    while True:
        with reading() as connection:
            rows = connection.execute(_SOME, (MOVED_AT_ONCE,)).fetchall()
        if not rows:
            break
        yield partial(_move if switched else _throw, accounts=json.dumps([account for (account,) in rows]))
    if switched:
        yield _end
    if begun:
        yield from joins.sweeping(reading)


def _move(connection: Connection, accounts: str) -> None:
    connection.execute(_TAKE_OUT, (accounts,))
    connection.execute(_PUT_IN, (accounts,))
    _throw(connection, accounts)


def _throw(connection: Connection, accounts: str) -> None:
    connection.execute(
        "DELETE FROM customer_staged WHERE account IN (SELECT value FROM json_each(?))", (accounts,)
    )


def _end(connection: Connection) -> None:
    notes.discard(connection, CustomersSwitchedRow, "1", ())


_ALL = ", ".join(("id", *COLUMNS, *KEPT))
_OF = "WHERE account IN (SELECT value FROM json_each(?))"
_SOME = "SELECT account FROM customer_staged ORDER BY account LIMIT ?"
_TAKE_OUT = f"DELETE FROM customer {_OF}"  # noqa: S608 - names of ours
_PUT_IN = f"INSERT INTO customer ({_ALL}) SELECT {_ALL} FROM customer_staged {_OF}"  # noqa: S608
_STAGED_MARKS = f"SELECT id, seal, readings FROM customer_staged {_OF}"  # noqa: S608
_INSERT = "INSERT INTO customer_staged ({}) VALUES ({})".format(_ALL, ", ".join("?" * (_ALL.count(",") + 1)))  # noqa: S608
_ASIDE = "INSERT INTO customer_staged ({}) SELECT ?, {}, readings, identity_mark, ? FROM customer WHERE id = ?".format(  # noqa: S608
    _ALL, ", ".join("?" * len(COLUMNS))
)
