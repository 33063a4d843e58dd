"""Reading a book of prices from a table or from TOML: rows that do not fit are named, and nothing is taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from counter_tui.domain.catalogue.models import Catalogue, Words
from counter_tui.domain.intake.columns import Columns
from counter_tui.domain.intake.dates import read_date
from counter_tui.domain.intake.folding import as_text, begins_formula, is_scientific, plain, whole
from counter_tui.domain.intake.headings import Headings
from counter_tui.domain.intake.records import Cell, RawRecord
from counter_tui.domain.intake.slips import kind_named
from counter_tui.domain.price.book import KINDS_BETWEEN, Book, FreeRule, Item, free_by_rule

COLUMNS = Columns(
    {
        "version": ("版本", "version"),
        "code": ("编码", "项目编码", "code"),
        "name": ("名称", "项目名称", "name"),
        "name_en": ("英文名称", "name in english"),
        "unit": ("单位", "计价单位", "unit"),
        "unit_en": ("英文单位", "unit in english"),
        "price": ("单价", "单价（元）", "price", "price (yuan)"),
        "kinds": ("业务类型", "适用业务", "kinds"),
        "source": ("依据", "文件依据", "source"),
        "valid_from": ("生效日期", "valid from"),
        "valid_to": ("失效日期", "valid to"),
    },
    ("version", "code", "name", "unit", "price", "kinds", "source", "valid_from"),
)
"""The columns of a book, with their headings; TOML has the same names."""

MOST_FEN = 100_000_000
"""A million yuan for one unit is a slip of the finger."""
LONGEST_VERSION, LONGEST_TEXT = 20, 60
_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,19}")
_YUAN = re.compile(r"(?:¥|￥)? ?(\d{1,8}(?:\.\d+)?) ?元?")
_BETWEEN = re.compile(r"[,，;；、/\s]+")
_FREE = frozenset({"免费", "无偿", "free"})


class Problem(Struct, frozen=True):
    """What does not fit: in which row (0: the book as a whole), in which field, which rule, and what of it."""

    row: int
    field: str
    code: str
    facts: Mapping[str, object] = {}


class ReadBook(Struct, frozen=True):
    """What was made of a file: a book where nothing is wrong with it, else what is."""

    book: Book | None
    problems: tuple[Problem, ...]


def read_table(
    headings: Headings, records: Iterable[RawRecord], catalogue: Catalogue, free: Sequence[FreeRule]
) -> ReadBook:
    """The book in the rows of a table; rows without anything in them are passed by."""
    rows = []
    for record in records:
        if any(plain(as_text(cell)) for cell in record.cells):
            cells = dict(enumerate(record.cells))
            rows.append((record.row, {name: cells.get(place) for name, place in headings.columns.items()}))
    return _book(rows, catalogue, free)


def read_document(document: Mapping[str, object], catalogue: Catalogue, free: Sequence[FreeRule]) -> ReadBook:
    """The book in a TOML document: ``version`` above, an ``[[item]]`` for each price, kinds as a list or a text."""
    listed = document.get("item")
    items = [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []
    rows = [
        (number, {"version": document.get("version"), **{name: _cell(value) for name, value in item.items()}})
        for number, item in enumerate(items, 1)
    ]
    return _book(rows, catalogue, free)  # type: ignore[arg-type]


def _cell(value: object) -> object:
    return KINDS_BETWEEN.join(map(str, value)) if isinstance(value, list) else value


def _book(
    rows: Sequence[tuple[int, Mapping[str, Cell]]], catalogue: Catalogue, free: Sequence[FreeRule]
) -> ReadBook:
    problems: list[Problem] = []
    items: list[tuple[int, Item]] = []
    versions: dict[str, int] = {}
    for row, cells in rows:
        versions.setdefault(_text(cells, "version"), row)
        item = _Reader(row, cells, catalogue, problems).item()
        if item is not None:
            items.append((row, item))
    problems += _version_problems(versions)
    problems += _twice(items)
    problems += _not_free(items, free)
    if problems or not items:
        return ReadBook(None, tuple(problems) or (Problem(0, "", "book_empty"),))
    return ReadBook(Book(next(iter(versions)), tuple(item for _row, item in items)), ())


def _version_problems(versions: Mapping[str, int]) -> Iterator[Problem]:
    for place, (version, row) in enumerate(versions.items()):
        if not version:
            yield Problem(row, "version", "missing")
        elif len(version) > LONGEST_VERSION or begins_formula(version):
            yield Problem(row, "version", "unusable")
        elif place:
            yield Problem(
                row, "version", "versions_differ", {"first": next(iter(versions)), "other": version}
            )


def _twice(items: Sequence[tuple[int, Item]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row, item in items:
        if first.setdefault(item.code, row) != row:
            yield Problem(row, "code", "repeated", {"first_row": first[item.code]})


def _not_free(items: Sequence[tuple[int, Item]], free: Sequence[FreeRule]) -> Iterator[Problem]:
    """A kind that is free by rule, or by another row of the book, has no price beside."""
    given = {kind: item.code for _row, item in items if not item.fen for kind in item.kinds}
    for row, item in items:
        for kind in item.kinds if item.fen else ():
            rule = free_by_rule(free, kind)
            if rule is not None:
                yield Problem(row, "kinds", "free_by_rule", {"kind": kind, "source": rule.source})
            elif kind in given:
                yield Problem(row, "kinds", "free_in_book", {"kind": kind, "other": given[kind]})


def _text(cells: Mapping[str, Cell], name: str) -> str:
    return whole(plain(as_text(cells.get(name))))


class _Reader:
    """Reads one row; what is wrong with it goes to the list of problems."""

    def __init__(
        self, row: int, cells: Mapping[str, Cell], catalogue: Catalogue, problems: list[Problem]
    ) -> None:
        self._row, self._cells, self._catalogue, self._problems = row, cells, catalogue, problems

    def item(self) -> Item | None:
        """The item of the row, None when something is wrong with it."""
        before = len(self._problems)
        code, name, unit, source = self._code(), self._said("name"), self._said("unit"), self._said("source")
        fen, kinds = self._fen(), self._kinds()
        begins, ends = self._day("valid_from", needed=True), self._day("valid_to", needed=False)
        if begins and ends and ends < begins:
            self._refuse("valid_to", "ends_before")
        if len(self._problems) > before or fen is None or begins is None:
            return None
        return Item(
            code=code,
            name=Words(zh=name, en=_text(self._cells, "name_en") or name),
            unit=Words(zh=unit, en=_text(self._cells, "unit_en") or unit),
            fen=fen,
            kinds=kinds,
            source=source,
            valid_from=begins,
            valid_to=ends,
        )

    def _refuse(self, field: str, code: str, **facts: object) -> None:
        self._problems.append(Problem(self._row, field, code, facts))

    def _said(self, name: str) -> str:
        text = _text(self._cells, name)
        if not text:
            self._refuse(name, "missing")
        elif begins_formula(text) or len(text) > LONGEST_TEXT * (2 if name == "source" else 1):
            self._refuse(name, "unusable")
        return text

    def _code(self) -> str:
        code = _text(self._cells, "code").upper()
        if not code:
            self._refuse("code", "missing")
        elif not _CODE.fullmatch(code) or is_scientific(code):
            self._refuse("code", "unusable")
        return code

    def _fen(self) -> int | None:
        text = plain(as_text(self._cells.get("price")))
        found = _YUAN.fullmatch(text)
        if not text:
            self._refuse("price", "missing")
        elif text.lower() in _FREE:
            return 0
        elif found is None:
            self._refuse("price", "unusable")
        else:
            fen = Decimal(found[1]) * 100
            if fen == fen.to_integral_value() and fen <= MOST_FEN:
                return int(fen)
            self._refuse("price", "no_fen" if fen <= MOST_FEN else "too_much")
        return None

    def _kinds(self) -> tuple[str, ...]:
        named = [text for text in _BETWEEN.split(plain(as_text(self._cells.get("kinds")))) if text]
        if not named:
            self._refuse("kinds", "missing")
        kinds = []
        for text in named:
            kind = kind_named(self._catalogue, text)
            if kind is None:
                self._refuse("kinds", "unknown_kind", kind=text)
            else:
                kinds.append(kind.code)
        return tuple(sorted(set(kinds)))

    def _day(self, name: str, *, needed: bool) -> date | None:
        text = _text(self._cells, name)
        day = read_date(self._cells.get(name)) if text else None
        if day is None and (text or needed):
            self._refuse(name, "unusable" if text else "missing")
        return day
