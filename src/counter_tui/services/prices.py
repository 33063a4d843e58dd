"""The price book: what a kind costs, and taking in a new version."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.db import prices as rows
from counter_tui.db.store import Reading
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.prices import PriceBookTaken
from counter_tui.domain.price.book import Book, Quote, digest_of, plain_rows, quote_of
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.reference.free import load_boundary, load_free
from counter_tui.services.station import Station, require_still_here

if TYPE_CHECKING:
    from counter_tui.domain.price.reading import Problem, ReadBook

_TOML = re.compile(rb"^\s*\[\[item\]\]", re.MULTILINE)


class BookTaken(Struct, frozen=True):
    """What became of a file: its book, or what is wrong with it. ``again`` when the same book was taken in before."""

    book: Book | None
    problems: tuple[Problem, ...] = ()
    again: bool = False


class PriceService:
    """Says what things cost, the same to everybody, and takes in new books."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def quote(self, actor: Actor, kind: str) -> Quote:
        """What this kind costs today."""
        require(actor, "see_matters")
        with self._station.store.reading() as connection:
            return quote_now(self._station, connection, kind)

    def books(self, actor: Actor) -> tuple[Book, ...]:
        """Every book taken in, the oldest first: what was charged by an old one can still be read."""
        require(actor, "see_matters")
        with self._station.store.reading() as connection:
            return rows.books(connection)

    def in_force(self, actor: Actor, day: date | None = None) -> Book | None:
        """The book of a day, today where none is said; None where there is none yet."""
        require(actor, "see_matters")
        station = self._station
        with station.store.reading() as connection:
            return rows.begun_last(connection, day or station.rules.day_of(station.clock.now()))

    def take_file(self, actor: Actor, path: Path, *, dry_run: bool = False) -> BookTaken:
        """Take in the book in a CSV, XLSX or TOML file, whole or not at all.

        Raises RuleBroken as ``read_records`` does for a file that cannot be read, "price_book_other" for a version that
        was taken in with other prices, "not_allowed" or "staff_left".
        """
        from counter_tui.services.intake.reports import read_file

        require(actor, "set_prices")
        return self.take_data(actor, read_file(path), dry_run=dry_run)

    def take_data(self, actor: Actor, data: bytes, *, dry_run: bool = False) -> BookTaken:
        """Take in the bytes of such a file, as ``take_file`` does."""
        require(actor, "set_prices")
        read = self._read(data)
        if read.book is None:
            return BookTaken(None, read.problems)
        book, kept = read.book, plain_rows(read.book)
        fact = PriceBookTaken(
            book=book.version,
            digest=digest_of(book.version, kept),
            items=len(kept),
            valid_from=book.valid_from,
        )
        if dry_run:
            with self._station.store.reading() as connection:
                return BookTaken(book, again=_is_there(connection, fact))
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            if _is_there(writing.connection, fact):
                return BookTaken(book, again=True)
            (entry,) = writing.append(self._station.subject, [fact], actor.staff_no)
            rows.put_in(writing.connection, book, entry)
        return BookTaken(book)

    def _read(self, data: bytes) -> ReadBook:
        # Reading a file takes much that saying a price does not.
        from counter_tui.domain.price.reading import COLUMNS, read_document, read_table

        catalogue, free = self._station.rules.catalogue, load_free()
        if _TOML.search(data):
            return read_document(_toml(data), catalogue, free)
        from counter_tui.services.intake.files import Layout, read_bytes

        source = read_bytes(data, Layout(COLUMNS.must, COLUMNS.recognised, COLUMNS.read))
        return read_table(source.headings, source.records, catalogue, free)


def quote_now(station: Station, connection: Reading, kind: str) -> Quote:
    """What this kind costs today, in a reading or writing that is under way."""
    day = station.rules.day_of(station.clock.now())
    quote = quote_of(rows.begun_last(connection, day), load_free(), kind, day)
    boundary = load_boundary()
    return replace(quote, boundary=boundary.version) if kind in boundary.kinds else quote


def _toml(data: bytes) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RuleBroken("price_file_unreadable") from error


def _is_there(connection: Reading, fact: PriceBookTaken) -> bool:
    """Whether this very book was taken in; raises RuleBroken("price_book_other") for its version with other prices."""
    row = next((row for row in rows.taken(connection) if row.version == fact.book), None)
    if row is not None and row.digest != fact.digest:
        raise RuleBroken("price_book_other", version=fact.book)
    return row is not None
