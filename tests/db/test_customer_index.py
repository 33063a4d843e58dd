"""Customers in a real encrypted store, and the index that finds them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlcipher3 import dbapi2

from counter_tui.db.customers.index import (
    CUSTOMER_INDEX_DDL,
    CustomerRow,
    customer_by_account,
    customers_by_identity,
    customers_by_phone,
)
from counter_tui.db.customers.search import find_customers
from counter_tui.db.customers.writing import put_customers
from counter_tui.domain.search.query import parse_query
from counter_tui.services.reference.readings import load_readings
from support.every import every


def customer(account: str, name: str, **others: Any) -> CustomerRow:
    """A customer with what the test says and nothing else."""
    nothing: dict[str, Any] = dict.fromkeys(CustomerRow.__struct_fields__)
    return CustomerRow(
        **(nothing | {"account": account, "name": name, "source": "file", "release_no": 1} | others)
    )


WANG = customer(
    "4500000017",
    "王建国",
    id_number="45010119800101123X",
    phone1="13812345678",
    phone2="07715551234",
    address="横州市城关镇人民路3-201号",
    meter_asset="1234567890123456789012",
)
SHAN = customer("4500000025", "单志远", address="横州市太平村12队", phone1="13900001111")
SHOP = customer("4500000033", "宏达（南宁）商贸有限公司", phone1="13812345678", address="横州市王建村")
GUEST = customer("4500000041", "阿卜杜拉·买买提", id_number="45010119800101123x")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[dbapi2.Connection]:
    """An encrypted store with the tables and nothing in them."""
    opened = dbapi2.connect(str(tmp_path / "store.db"), isolation_level=None)
    opened.execute(f"PRAGMA key = \"x'{'ab' * 32}'\"")
    for statement in CUSTOMER_INDEX_DDL:
        opened.execute(statement)
    yield opened
    opened.close()


@pytest.fixture
def filled(connection: dbapi2.Connection) -> dbapi2.Connection:
    """The store with four customers."""
    assert put_customers(connection, [WANG, SHAN, SHOP, GUEST], load_readings()) == (4, 0, 0)
    return connection


def found(connection: dbapi2.Connection, typed: str) -> list[CustomerRow]:
    """The customers that a query finds."""
    rows, total = find_customers(connection, parse_query(typed))
    assert total == len(rows)
    return list(rows)


@every(
    "typed, expected",
    [
        ("王", [WANG, SHOP]),
        ("王建", [WANG, SHOP]),
        ("建国", [WANG]),
        ("wjg", [WANG]),
        ("wangjianguo", [WANG]),
        ("wang jian guo", [WANG]),
        ("wangjg", [WANG]),
        ("王j国", [WANG]),
        ("szy", [SHAN]),
        ("dzy", [SHAN]),
        ("单zy", [SHAN]),
        ("宏达(南宁)", [SHOP]),
        ("youxiangongsi", [SHOP]),
        ("hongdananningshangmaoyouxian", [SHOP]),
        ("hdnnsmyxgs", [SHOP]),
        ("阿卜杜拉•买", [GUEST]),
        ("5678", [WANG, SHOP]),
        ("138 1234 5678", [WANG, SHOP]),
        ("5551234", [WANG]),
        ("0771-5551234", [WANG]),
        ("4500000017", [WANG]),
        ("0025", [SHAN]),
        ("1234567890123456789012", [WANG]),
        ("89012", [WANG]),
        ("3-201", [WANG]),
        ("人民路", [WANG]),
        ("12", [SHAN]),
        ("横州 szy", [SHAN]),
        ("王 5678", [WANG, SHOP]),
        ("王建国 太平", []),
        ("", []),
    ],
)
def test_a_query_finds_its_customers(
    filled: dbapi2.Connection, typed: str, expected: list[CustomerRow]
) -> None:
    """Names, letters, numbers, addresses and several words, the best first."""
    assert found(filled, typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "%",
        "_",
        "*",
        '"',
        "'",
        "王*",
        'name : "王"',
        "王 OR 单",
        "NEAR(王 单)",
        "-王",
        "^王",
        "'; DROP TABLE customer; --",
    ],
)
def test_signs_of_the_store_are_plain_text(filled: dbapi2.Connection, typed: str) -> None:
    """No operator, wildcard or quote means anything."""
    assert found(filled, typed) == []
    assert customer_by_account(filled, WANG.account) == WANG


def test_signs_in_a_name_are_found_as_they_are(connection: dbapi2.Connection) -> None:
    """A name may hold a wildcard."""
    put_customers(connection, [customer("1", "百分百100%店"), customer("2", "百分店")], load_readings())
    assert [row.account for row in found(connection, "0%")] == ["1"]


def test_putting_the_same_again_changes_nothing(filled: dbapi2.Connection) -> None:
    """A later delivery with the same words leaves even the first delivery's mark."""
    before = filled.total_changes
    later = [replace(row, release_no=2, source="centre") for row in (WANG, SHAN, SHOP, GUEST)]
    assert put_customers(filled, later, load_readings()) == (0, 0, 4)
    assert filled.total_changes == before
    assert customer_by_account(filled, WANG.account) == WANG


def test_a_changed_customer_is_found_by_the_new_words_only(filled: dbapi2.Connection) -> None:
    """Nothing of the old name, address or number stays in the index."""
    moved = replace(WANG, name="尉迟恭", address="六景镇", phone1="13700002222", id_number="1", release_no=2)
    assert put_customers(filled, [moved], load_readings()) == (0, 1, 0)
    for old in ("王建国", "wjg", "人民路", "13812345678 wjg"):
        assert WANG.account not in [row.account for row in found(filled, old)]
    for new in ("yuchi", "wcg", "六景", "2222", "4500000017"):
        assert found(filled, new) == [moved]
    assert customers_by_identity(filled, "45010119800101123X") == (GUEST,)
    assert customers_by_phone(filled, "13812345678") == (SHOP,)


def test_a_change_outside_the_index_is_kept(filled: dbapi2.Connection) -> None:
    """A new manager is a change, and the customer is found as before."""
    kept = replace(WANG, manager="陆", release_no=2)
    assert put_customers(filled, [kept], load_readings()) == (0, 1, 0)
    assert found(filled, "wjg") == [kept]


def test_an_account_that_stands_twice_keeps_the_last(connection: dbapi2.Connection) -> None:
    """The second row of an account is a change of the first."""
    rows = [customer("1", "王一"), customer("1", "王二")]
    assert put_customers(connection, rows, load_readings()) == (1, 1, 0)
    assert found(connection, "王") == [rows[1]]


def test_a_taken_back_transaction_leaves_nothing(connection: dbapi2.Connection) -> None:
    """The caller's transaction decides."""
    connection.execute("BEGIN IMMEDIATE")
    put_customers(connection, [WANG], load_readings())
    connection.execute("ROLLBACK")
    assert found(connection, "王") == []
    assert customer_by_account(connection, WANG.account) is None


def test_those_beyond_the_limit_are_counted(connection: dbapi2.Connection) -> None:
    """Two hundred come back, in order of account, and all are counted, whichever way they are found."""
    rows = [customer(f"{number:010d}", "王建国", address="城关镇") for number in range(1, 2501)]
    connection.execute("BEGIN IMMEDIATE")
    assert put_customers(connection, rows, load_readings()) == (2500, 0, 0)
    connection.execute("COMMIT")
    for typed in ("王", "wjg", "王jg", "城关", "wjg 城关"):
        best, total = find_customers(connection, parse_query(typed))
        assert (list(best), total) == (rows[:200], 2500)
    assert find_customers(connection, parse_query("王"), limit=3) == (tuple(rows[:3]), 2500)


def test_customers_are_found_by_paper_and_by_telephone(filled: dbapi2.Connection) -> None:
    """Whole numbers only, however they are written."""
    assert customers_by_identity(filled, "４５０１０１１９８００１０１１２３x") == (WANG, GUEST)
    assert customers_by_identity(filled, "450101") == ()
    assert customers_by_phone(filled, "+86 138-1234-5678") == (WANG, SHOP)
    assert customers_by_phone(filled, "5678") == ()
    assert customers_by_phone(filled, "") == ()
    assert customer_by_account(filled, "4500000025") == SHAN
    assert customer_by_account(filled, "45") is None


def test_the_index_does_not_repeat_the_number_of_a_paper(filled: dbapi2.Connection) -> None:
    """The number stands in the customer's row and nowhere else."""
    others = "account, name, phone1, phone2, address, meter_asset, readings, identity_mark"
    for row in filled.execute(f"SELECT {others} FROM customer"):
        assert "45010119800101123" not in " ".join(map(str, row)).upper()
    for (lines,) in filled.execute("SELECT lines FROM customer_terms"):
        text = zlib.decompress(lines).decode().upper()
        assert "45010119800101123" not in text + text[::-1]
