"""Books of prices: putting one in, and reading them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import astuple

from counter_tui.db import sql
from counter_tui.db.sql import Connection
from counter_tui.db.tables.prices import PriceBookRow, PriceItemRow
from counter_tui.domain.clock import to_ms
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.prices import PriceBookTaken
from counter_tui.domain.price import book
from counter_tui.domain.price.book import Book, PlainRow, book_of, plain_rows


def taken(connection: Connection) -> list[PriceBookRow]:
    """The books taken in, in their order."""
    return sql.read(connection, PriceBookRow, "ORDER BY ordinal")


def books(connection: Connection) -> tuple[Book, ...]:
    """The same with their items."""
    return tuple(book_of(row.version, items_of(connection, row.version)) for row in taken(connection))


def begun_last(connection: Connection, day: date) -> Book | None:
    """The book in force on a day; the items of the others are not read."""
    known = taken(connection)
    place = book.begun_last([date.fromisoformat(row.valid_from) for row in known], day)
    if place is None:
        return None
    version = known[place].version
    return book_of(version, items_of(connection, version))


def put_in(connection: Connection, made: Book, entry: Recorded) -> None:
    """Keep a book, as the fact of its taking in says."""
    for row in plain_rows(made):
        sql.put(connection, PriceItemRow(made.version, *row))
    sql.put(connection, row_of(entry, len(taken(connection)) + 1))


def row_of(entry: Recorded, ordinal: int) -> PriceBookRow:
    """The row of a book by the fact of its taking in."""
    fact = entry.fact
    assert isinstance(fact, PriceBookTaken)
    begins = fact.valid_from.isoformat()
    at = to_ms(entry.at)
    return PriceBookRow(ordinal, fact.book, fact.digest, fact.items, begins, entry.actor, at)


def items_of(connection: Connection, version: str) -> Sequence[PlainRow]:
    """The items of a version as they are kept, by code."""
    rows = sql.stream(connection, PriceItemRow, "WHERE version = ? ORDER BY code", (version,))
    return [astuple(row)[1:] for row in rows]
