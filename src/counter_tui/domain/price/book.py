"""A book of prices: what may be charged, for which kinds of matter, from when; and what is free whatever a book says.

Nothing is charged that stands in no book (违规收费 is a complaint of its own), and every counter says the same price
(统一报价标准). Amounts are fen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.json import encode

from counter_tui.domain.catalogue.models import Block, KindCode, Words

KINDS_BETWEEN = ","
"""What stands between the codes of the kinds where they are kept as one text."""

PlainRow = tuple[str, str, str, str, str, int, str, str, str, str]
"""An item as it is kept: code, both names, both units, fen, kinds, source, first and last day (empty: open)."""


class Item(Struct, frozen=True):
    """One thing that is charged, or (0 fen) said to be free, by its unit; ``valid_to`` is the last day."""

    code: str
    name: Words
    unit: Words
    fen: int
    kinds: tuple[str, ...]
    source: str
    valid_from: date
    valid_to: date | None = None

    def valid_on(self, day: date) -> bool:
        """Whether the item counts on this day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Book(Struct, frozen=True):
    """One version of the prices; the next version takes its place whole."""

    version: str
    items: tuple[Item, ...]

    @property
    def valid_from(self) -> date:
        """The first day on which anything in it counts."""
        return min(item.valid_from for item in self.items)


class FreeRule(Block, frozen=True, kw_only=True):
    """Kinds for which nothing may be charged, and by which rule."""

    kinds: Annotated[tuple[KindCode, ...], Meta(min_length=1)]
    why: Words
    source: Annotated[str, Meta(min_length=1)]


class Boundary(Block, frozen=True, kw_only=True):
    """What customers are told of the boundary of ownership (产权分界点): for which kinds, by which rule."""

    version: Annotated[str, Meta(min_length=1)]
    kinds: Annotated[tuple[KindCode, ...], Meta(min_length=1)]
    source: Annotated[str, Meta(min_length=1)]
    words: Words


class Quote(Struct, frozen=True):
    """What a kind costs on a day: nothing by a rule (``free``), these items of a version, or nothing that is named.

    ``boundary`` is the version of the words on the boundary of ownership, where work of the kind may lie behind it.
    """

    kind: str
    free: FreeRule | None = None
    version: str = ""
    items: tuple[Item, ...] = ()
    boundary: str = ""

    def item(self, code: str) -> Item | None:
        """The item with this code, None where the kind has none."""
        return next((item for item in self.items if item.code == code), None)


class Prices(Struct, frozen=True):
    """The books taken in, in their order, and what is free by rule."""

    books: tuple[Book, ...]
    free: tuple[FreeRule, ...]

    def in_force(self, day: date) -> Book | None:
        """The book taken last among those that have begun by this day."""
        place = begun_last([book.valid_from for book in self.books], day)
        return self.books[place] if place is not None else None

    def quote(self, kind: str, day: date) -> Quote:
        """What this kind costs on this day; the same for every counter and whoever asks."""
        return quote_of(self.in_force(day), self.free, kind, day)


def begun_last(begins: Sequence[date], day: date) -> int | None:
    """The place of the book taken last among those that have begun by this day; None where none has."""
    return next((place for place in reversed(range(len(begins))) if begins[place] <= day), None)


def quote_of(book: Book | None, free: Iterable[FreeRule], kind: str, day: date) -> Quote:
    """What a kind costs by this book on a day; a rule by which it is free goes before every book."""
    rule = free_by_rule(free, kind)
    if rule is not None:
        return Quote(kind, free=rule)
    if book is None:
        return Quote(kind)
    items = tuple(item for item in book.items if kind in item.kinds and item.valid_on(day))
    given = next((item for item in items if not item.fen), None)
    if given is not None:
        return Quote(kind, FreeRule(kinds=given.kinds, why=given.name, source=given.source), book.version)
    return Quote(kind, version=book.version, items=items)


def free_by_rule(rules: Iterable[FreeRule], kind: str) -> FreeRule | None:
    """The rule by which a kind is free, None where there is none."""
    return next((rule for rule in rules if kind in rule.kinds), None)


def plain_rows(book: Book) -> list[PlainRow]:
    """The items as they are kept, by code."""
    return [
        (
            item.code,
            item.name.zh,
            item.name.en,
            item.unit.zh,
            item.unit.en,
            item.fen,
            KINDS_BETWEEN.join(sorted(item.kinds)),
            item.source,
            item.valid_from.isoformat(),
            item.valid_to.isoformat() if item.valid_to else "",
        )
        for item in sorted(book.items, key=lambda item: item.code)
    ]


def book_of(version: str, rows: Iterable[PlainRow]) -> Book:
    """The book whose items are kept so. Raises ValueError for a day that is none."""
    return Book(
        version,
        tuple(
            Item(
                code=code,
                name=Words(zh=zh, en=en),
                unit=Words(zh=unit_zh, en=unit_en),
                fen=fen,
                kinds=tuple(kinds.split(KINDS_BETWEEN)),
                source=source,
                valid_from=date.fromisoformat(begins),
                valid_to=date.fromisoformat(ends) if ends else None,
            )
            for code, zh, en, unit_zh, unit_en, fen, kinds, source, begins, ends in rows
        ),
    )


def digest_of(version: str, rows: Sequence[Sequence[object]]) -> str:
    """SHA-256 over a version and its kept items by code, in hex: what the fact of its taking in vouches for."""
    return sha256(encode([version, [list(row) for row in rows]])).hexdigest()
