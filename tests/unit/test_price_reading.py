"""Reading a book of prices: taken whole, or every row that does not fit is named."""

from __future__ import annotations

import io
import tomllib
from datetime import date
from typing import Any

import pytest

from counter_tui.domain.price.book import Book, FreeRule, Prices, digest_of, plain_rows
from counter_tui.domain.price.reading import COLUMNS, ReadBook, read_document, read_table
from counter_tui.i18n import set_language
from counter_tui.services.intake.files import Layout, read_bytes
from counter_tui.services.reference.catalogue import load_catalogue
from counter_tui.services.reference.free import load_free
from counter_tui.services.tables.writing import write_xlsx
from counter_tui.services.wording.prices import say_problem
from support.prices import BOOK, HEAD, ROWS

DAY = date(2025, 11, 20)


def read(data: str | bytes) -> ReadBook:
    raw = data.encode("utf-8") if isinstance(data, str) else data
    source = read_bytes(raw, Layout(COLUMNS.must, COLUMNS.recognised, COLUMNS.read))
    return read_table(source.headings, source.records, load_catalogue(), load_free())


def row(**changed: str) -> str:
    """One row of a book with these cells changed."""
    names = list(COLUMNS.titles)
    cells = dict(zip(names, ROWS.splitlines()[0].split(","), strict=True)) | changed
    return ",".join(cells[name] for name in names) + "\n"


def codes(found: ReadBook) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.field, problem.code) for problem in found.problems]


def book(text: str = BOOK) -> Book:
    found = read(text)
    assert found.book is not None, found.problems
    return found.book


def test_every_column_of_a_row_becomes_the_item() -> None:
    made, other = book().items
    assert (made.code, made.name.zh, made.name.en, made.unit.zh, made.fen) == (
        "KH-01",
        "客户内部线路检修",
        "Repair inside the house",
        "次",
        6_000,
    )
    assert (made.kinds, made.source, made.valid_from, made.valid_to) == (
        ("BZ601",),
        "测试价目",
        date(2025, 1, 1),
        None,
    )
    assert (other.fen, other.kinds) == (850, ("BZ601", "BZ711"))


def test_a_workbook_and_toml_give_the_same_book_as_the_table() -> None:
    lines = [line.split(",") for line in BOOK.splitlines()]
    cells: list[list[Any]] = [
        [float(cell) if cell in ("60", "8.50") else cell for cell in line] for line in lines
    ]
    stream = io.BytesIO()
    write_xlsx(stream, [("价目", cells)])
    toml = 'version = "2025-1"\n'
    for line in lines[1:]:
        values = dict(zip(COLUMNS.titles, line, strict=True))
        toml += "[[item]]\n" + "".join(
            f'{name} = "{value}"\n' for name, value in values.items() if value and name != "version"
        )
    assert read(stream.getvalue()).book == book()
    assert read_document(tomllib.loads(toml), load_catalogue(), load_free()).book == book()


@pytest.mark.parametrize(
    ("price", "fen"),
    [
        ("0.01", 1),
        ("60", 6_000),
        ("60.5", 6_050),
        ("￥ 8.50 元", 850),
        ("1234.56", 123_456),
        ("免费", 0),
        ("0", 0),
    ],
)
def test_a_price_in_yuan_is_kept_to_the_fen(price: str, fen: int) -> None:
    assert book(HEAD + row(price=price)).items[0].fen == fen


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"price": "8.505"}, "price", "no_fen"),
        ({"price": "-5"}, "price", "unusable"),
        ({"price": "约60"}, "price", "unusable"),
        ({"price": "1e3"}, "price", "unusable"),
        ({"price": "99999999"}, "price", "too_much"),
        ({"price": ""}, "price", "missing"),
        ({"code": ""}, "code", "missing"),
        ({"code": "检修"}, "code", "unusable"),
        ({"name": "=1+1"}, "name", "unusable"),
        ({"unit": ""}, "unit", "missing"),
        ({"source": ""}, "source", "missing"),
        ({"version": ""}, "version", "missing"),
        ({"kinds": "没有这种"}, "kinds", "unknown_kind"),
        ({"kinds": ""}, "kinds", "missing"),
        ({"kinds": "校表"}, "kinds", "free_by_rule"),
        ({"valid_from": "去年"}, "valid_from", "unusable"),
        ({"valid_to": "2024-12-31"}, "valid_to", "ends_before"),
    ],
)
def test_a_row_that_does_not_fit_is_named_and_nothing_is_taken(
    changed: dict[str, str], field: str, code: str
) -> None:
    found = read(BOOK + row(**{"code": "KH-03", **changed}))
    assert found.book is None
    assert (3, field, code) in codes(found)
    for language in ("zh", "en"):
        set_language(language)
        said = [say_problem(problem) for problem in found.problems]
        assert all("{" not in words and "3" in words for words in said)


def test_a_code_stands_once_and_a_file_holds_one_version() -> None:
    assert codes(read(BOOK + row())) == [(3, "code", "repeated")]
    assert codes(read(BOOK + row(code="KH-03", version="2025-2"))) == [(3, "version", "versions_differ")]


def test_a_kind_that_is_free_in_the_book_has_no_price_beside() -> None:
    assert codes(read(BOOK + row(code="KH-03", price="免费"))) == [
        (1, "kinds", "free_in_book"),
        (2, "kinds", "free_in_book"),
    ]
    given = book(HEAD + row(code="KH-03", price="免费", kinds="BZ711"))
    quote = Prices((given,), ()).quote("BZ711", DAY)
    assert quote.free is not None
    assert quote.items == ()


def test_rows_without_anything_are_passed_by_and_an_empty_book_is_none() -> None:
    assert read(BOOK + ",,,,,,,,,,\n").book == book()
    assert codes(read(HEAD + ",,,,,,,,,,\n")) == [(0, "", "book_empty")]


def test_the_digest_tells_any_two_books_apart() -> None:
    digests = {
        digest_of(each.version, plain_rows(each))
        for each in (
            book(),
            book(BOOK.replace(",60,", ",61,")),
            book(BOOK.replace("2025-1", "2025-2")),
            book(BOOK.replace("BZ601、BZ711", "BZ601")),
            book(BOOK.replace("测试价目", "别的依据")),
        )
    }
    assert len(digests) == 5
    assert digest_of("2025-1", plain_rows(book())) in digests


def test_the_shipped_rules_name_kinds_of_the_catalogue_once() -> None:
    kinds = [kind for rule in load_free() for kind in rule.kinds]
    assert len(kinds) == len(set(kinds))
    assert set(kinds) <= {kind.code for kind in load_catalogue().kinds}


def test_what_is_free_by_rule_stays_free_whatever_a_book_says() -> None:
    """Such a book cannot be taken in; were one there all the same, the rule goes before it."""
    rule = FreeRule(kinds=("BZ601",), why=load_free()[0].why, source="规定")
    assert Prices((book(),), (rule,)).quote("BZ601", DAY).items == ()
