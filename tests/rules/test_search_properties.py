"""The store finds exactly what the rules of matching say, for any customers and any query."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from itertools import chain, islice, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from counter_tui.db.customers import joins as customer_joins
from counter_tui.db.customers import parts as customer_parts
from counter_tui.db.customers import writing as customer_writing
from counter_tui.db.customers.checks import check_customers
from counter_tui.db.customers.index import CUSTOMER_INDEX_DDL, CustomerRow
from counter_tui.db.customers.joins import tidying
from counter_tui.db.customers.search import find_customers
from counter_tui.db.customers.writing import prepare, put_customers, write
from counter_tui.domain.search import answering
from counter_tui.domain.search.folding import fold_number, fold_phone, fold_words
from counter_tui.domain.search.keys import NameKeys, name_keys
from counter_tui.domain.search.matching import Searchable, matches, rank, searchable
from counter_tui.domain.search.postings import numbers_in
from counter_tui.domain.search.query import LONGEST_QUERY, Query, parse_query
from counter_tui.domain.search.terms import shortest, terms_of
from counter_tui.services.reference.readings import load_readings

CHARACTERS = "王单曾区欧阳吕查国建尉迟长乐行𠮷𬭊公司"
SIGNS = "·（）&-3A%' "
names = st.text(CHARACTERS + SIGNS, min_size=1, max_size=9)
addresses = st.none() | st.text("城关镇王建村12号-A ", max_size=10)
numbers = st.none() | st.text("0123", min_size=3, max_size=12)
words = st.one_of(
    st.text(CHARACTERS + "wangjoulvzycs城关1230-· ", max_size=6),
    st.sampled_from(
        [
            "wang",
            "wangj",
            "jg",
            "xv",
            "yvchi",
            "ou阳",
            "yuchi",
            "王j国",
            "lv",
            "lu",
            "gongsi",
            "w j",
            "zcg",
            "csd",
        ]
    ),
    st.text("0123", min_size=3, max_size=8),
)


@st.composite
def registers(draw: st.DrawFn) -> list[CustomerRow]:
    """Some customers with short names of few characters, so that queries hit."""
    rows: list[CustomerRow] = []
    for account in range(draw(st.integers(1, 8))):
        nothing: dict[str, Any] = dict.fromkeys(CustomerRow.__struct_fields__)
        said = {
            "account": f"{account:03d}{draw(st.text('0123', min_size=3, max_size=6))}",
            "name": draw(names),
            "address": draw(addresses),
            "phone1": draw(numbers),
            "phone2": draw(numbers),
            "meter_asset": draw(numbers),
            "source": "file",
            "release_no": 1,
        }
        rows.append(CustomerRow(**(nothing | said)))
    return rows


@st.composite
def queries(draw: st.DrawFn, rows: list[CustomerRow]) -> str:
    """A query made of parts of the customers, or of anything."""
    parts: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        keys = name_keys(draw(st.sampled_from(rows)).name, load_readings())
        start = draw(st.integers(0, len(keys.name)))
        options = [
            words,
            st.just(keys.name[start : start + draw(st.integers(1, 3))]),
            st.sampled_from([*keys.initials[:4], *keys.full[:4], "王"]),
            st.just("".join(form[0][0] if draw(st.booleans()) else char for char, form in spelled(keys))),
            st.just("".join(draw(st.sampled_from(form)) for _, form in spelled(keys))[start:]),
        ]
        parts.append(draw(st.one_of(options)))
    return draw(st.sampled_from([" ", "", "，"])).join(parts)


def spelled(keys: NameKeys) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The characters of a name that can be spelled, with their readings."""
    return ((char, form) for char, form in zip(keys.name, keys.readings, strict=True) if form)


SMALL_PARTS = (
    (customer_writing, "AT_ONCE", 2),
    (customer_parts, "BLOCK", 2),
    (customer_parts, "MOST_LISTED", 1),
    (customer_parts, "LINES_LENGTH", 40),
    (customer_joins, "SIZES", ((1, 3, 2), (3, 6, 2))),
    (customer_joins, "LARGEST", 8),
    (customer_joins, "TERMS_AT_ONCE", 9),
    (customer_joins, "MOVED_AT_ONCE", 1),
    (customer_joins, "_PAGE", 1),
    (answering, "FEW", 0),
)
"""Parts so small that a few customers fill, empty and join several, in many steps."""


@pytest.fixture(scope="module", params=[(), SMALL_PARTS], ids=["one part", "many parts"])
def connection(request: pytest.FixtureRequest) -> Iterator[dbapi2.Connection]:
    """A store in memory with the tables; each example takes back what it wrote."""
    opened = dbapi2.connect(":memory:", isolation_level=None)
    for statement in CUSTOMER_INDEX_DDL:
        opened.execute(statement)
    with pytest.MonkeyPatch.context() as patched:
        for module, name, size in request.param:
            patched.setattr(module, name, size)
        yield opened
    opened.close()


def by_the_rules(rows: list[CustomerRow], query: Query) -> list[str]:
    """The accounts that fit, in order of rank, by comparing every customer."""
    ready = (searchable(row, load_readings()) for row in rows)
    fitting = [one for one in ready if matches(query, one)]
    return [one.account for one in sorted(fitting, key=lambda one: rank(query, one))]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_store_gives_what_the_rules_give(connection: dbapi2.Connection, data: st.DataObject) -> None:
    """The same customers in the same order, and the same count beyond the limit, after changes as well."""
    deliveries = data.draw(st.lists(registers(), min_size=1, max_size=3))
    final = list({row.account: row for rows in deliveries for row in rows}.values())
    connection.execute("BEGIN")
    try:
        for rows in deliveries:
            put_customers(connection, rows, load_readings())
        for _ in range(6):
            query = parse_query(data.draw(queries(final)))
            expected = by_the_rules(final, query)
            found = find_customers(connection, query)
            assert ([row.account for row in found.rows], found.total) == (expected, len(expected))
            assert all(row in final for row in found.rows)
            few = find_customers(connection, query, limit=2)
            assert ([row.account for row in few.rows], few.total) == (expected[:2], len(expected))
    finally:
        connection.execute("ROLLBACK")


SPELLED_NAMES = ("单长乐", "尉迟行", "欧阳国", "曾吕", "王建国", "区查理王", "长乐公司", "王A国")


def ways_to_type(name: str) -> set[str]:
    """The name from each of its characters on: each as itself, its initial or a reading of it, in every mixture."""
    typed: set[str] = set()
    keys = name_keys(name, load_readings())
    signs = [
        (char, *(form[0] for form in forms), *forms)
        for char, forms in zip(keys.name, keys.readings, strict=True)
    ]
    for start in range(len(signs)):
        for length in range(1, min(4, len(signs) - start) + 1):
            typed |= {"".join(mixture) for mixture in product(*signs[start : start + length])}
    return typed | {word[:-1] for word in typed if len(word) > 2}


def test_every_mixture_of_characters_initials_and_readings_finds_what_the_rules_find(
    connection: dbapi2.Connection,
) -> None:
    nothing: dict[str, Any] = dict.fromkeys(CustomerRow.__struct_fields__)
    rows = [
        CustomerRow(
            **(nothing | {"account": f"{place:010d}", "name": name, "source": "file", "release_no": 1})
        )
        for place, name in enumerate(SPELLED_NAMES)
    ]
    ready = [searchable(row, load_readings()) for row in rows]
    connection.execute("BEGIN")
    try:
        put_customers(connection, rows, load_readings())
        for typed in sorted(set().union(*map(ways_to_type, SPELLED_NAMES))):
            query = parse_query(typed)
            fitting = sorted((one for one in ready if matches(query, one)), key=lambda one: rank(query, one))
            found = find_customers(connection, query)
            assert [row.account for row in found.rows] == [one.account for one in fitting], typed
    finally:
        connection.execute("ROLLBACK")


@settings(max_examples=5, deadline=None)
@given(deliveries=st.lists(registers(), min_size=1, max_size=5))
def test_an_index_that_grew_and_changed_is_as_one_made_anew(
    connection: dbapi2.Connection, deliveries: list[list[CustomerRow]]
) -> None:
    """Every term, past ones too, has the same customers; each customer has one place."""
    final = {row.account: row for rows in deliveries for row in rows}
    connection.execute("BEGIN")
    try:
        for rows in deliveries:
            put_customers(connection, rows, load_readings())
        assert_index_of(connection, final, deliveries)
    finally:
        connection.execute("ROLLBACK")


@pytest.mark.parametrize("connection", [pytest.param(SMALL_PARTS, id="many parts")], indirect=True)
@settings(max_examples=5, deadline=None)
@given(deliveries=st.lists(st.tuples(registers(), st.integers(0, 60)), min_size=2, max_size=4))
def test_joining_parts_may_be_cut_off_anywhere(
    connection: dbapi2.Connection, deliveries: list[tuple[list[CustomerRow], int]]
) -> None:
    """After any number of its steps the index is whole, and the next joining leaves nothing behind."""
    final: dict[str, CustomerRow] = {}
    connection.execute("BEGIN")
    try:
        for rows, steps in deliveries:
            records = {row.account: row for row in rows}
            write(connection, prepare(connection, records, load_readings()))
            final |= records
            for step in islice(tidying(lambda: nullcontext(connection)), steps):
                step(connection)
                assert list(check_customers(connection, load_readings)) == []
            assert_index_of(connection, final, [given for given, _ in deliveries])
        put_customers(connection, (), load_readings())
        assert_index_of(connection, final, [given for given, _ in deliveries])
        assert parts_with_terms(connection) <= {part.part for part in customer_parts.parts(connection)}
    finally:
        connection.execute("ROLLBACK")


def assert_index_of(
    connection: dbapi2.Connection, final: dict[str, CustomerRow], deliveries: list[list[CustomerRow]]
) -> None:
    """The index has these customers, each once, behind every term that any delivery spoke of."""
    assert list(check_customers(connection, load_readings)) == []
    parts = customer_parts.parts(connection)
    assert sum(part.live.bit_count() for part in parts) == len(final)
    now = sorted((term, row.account) for row in final.values() for term in terms_by_the_rules(row))
    for begins in beginnings(map(terms_by_the_rules, chain(*deliveries))):
        assert accounts_behind(connection, begins) == sorted(having(now, begins))


def having(ordered: list[tuple[str, str]], begins: str) -> set[str]:
    """The accounts of the terms that begin so, which stand side by side in their order."""
    found, at = set(), bisect_left(ordered, (begins, ""))
    while at < len(ordered) and ordered[at][0].startswith(begins):
        found.add(ordered[at][1])
        at += 1
    return found


def parts_with_terms(connection: dbapi2.Connection) -> set[int]:
    """The parts that have a row in one of the tables of terms."""
    tables = ("customer_terms", "customer_set")
    rows = chain(*(connection.execute(f"SELECT part FROM {table}") for table in tables))
    return {part for (part,) in rows}


def terms_by_the_rules(row: CustomerRow) -> set[str]:
    """The terms of a customer."""
    ready = searchable(row, load_readings())
    return terms_of(ready.keys, ready.address, ready.numbers)


def beginnings(terms: Iterable[set[str]]) -> set[str]:
    """All terms, and of each the first half, as far as anybody asks for it."""
    every = set().union(*terms)
    return every | {term[: max(shortest(term[0]), len(term) // 2)] for term in every}


def accounts_behind(connection: dbapi2.Connection, term: str) -> list[str]:
    """The accounts that the index gives for a beginning."""
    found: list[str] = []
    for part in customer_parts.parts(connection):
        for place in numbers_in(customer_parts.sets_of(connection, part)(term)):
            found += connection.execute(
                "SELECT account FROM customer WHERE id = ?", (part.first + place,)
            ).fetchone()
    return sorted(found)


@settings(deadline=None)
@given(typed=st.text(st.characters(exclude_categories=()), max_size=LONGEST_QUERY + 20))
def test_any_text_is_a_query(connection: dbapi2.Connection, typed: str) -> None:
    """Nothing that can be typed or piped in raises, lone surrogates and controls included."""
    assert find_customers(connection, parse_query(typed)) == ((), 0)


@settings(deadline=None)
@given(name=st.text(max_size=40))
def test_a_name_is_found_by_itself_and_by_its_spelling(name: str) -> None:
    """Whatever the name, as long as something of it can be typed in one word."""
    keys = name_keys(name, load_readings())
    customer = Searchable("1", keys, "", frozenset())
    assert NameKeys.decoded(keys.name, keys.encoded()) == keys
    if keys.name:
        assert matches(parse_query(keys.name), customer)
    if keys.usual_full and len(keys.usual_full) <= LONGEST_QUERY and keys.usual_full.isalpha():
        assert matches(parse_query(keys.usual_full), customer)
        assert matches(parse_query(keys.usual_initials.upper()), customer)


@given(text=st.text(max_size=40))
def test_folding_any_text_leaves_nothing_to_ignore(text: str) -> None:
    """No blanks, no capitals of ASCII, and numbers are letters and digits only."""
    folded = fold_words(text)
    assert not any(char.isspace() or "A" <= char <= "Z" for char in folded)
    for number in (fold_number(text), fold_phone(text)):
        assert number == "" or (number.isascii() and number.isalnum() and len(number) >= 4)
