"""Somebody who has the key changes the store past the program: the doctor finds it and names it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from support.looking import codes, looked_over, reaching_in
from support.stations import SmallStation, open_small_station


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    small = open_small_station(tmp_path)
    small.services.close()
    return small


def tampered(small: SmallStation, *statements: str) -> list[tuple[str, str]]:
    """What the doctor finds, and where, after these statements."""
    with reaching_in(small.home, unguarded=True) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount != 0
    return [(finding.code, finding.where) for finding in looked_over(small.home).findings]


def test_an_untouched_store_is_clean(small: SmallStation) -> None:
    assert looked_over(small.home).findings == ()


@pytest.mark.parametrize("statement", ["DELETE FROM fact", "UPDATE fact SET actor = '103'"])
def test_the_store_itself_refuses_to_change_facts(small: SmallStation, statement: str) -> None:
    with reaching_in(small.home) as connection, pytest.raises(dbapi2.DatabaseError, match="a fact is never"):
        connection.execute(statement)
    assert looked_over(small.home).clean


def test_a_changed_body_is_named(small: SmallStation) -> None:
    with reaching_in(small.home, unguarded=True) as connection:
        seq, body = connection.execute("SELECT seq, body FROM fact WHERE type = 'MatterAnswered'").fetchone()
        other = body.replace("电量无误".encode(), "电量有误".encode())
        assert other != body
        connection.execute("UPDATE fact SET body = ? WHERE seq = ?", (other, seq))
    found = {finding.code: finding.where for finding in looked_over(small.home).findings}
    assert found["fact_changed"].endswith(f"/{seq}")


def test_a_changed_body_with_its_hash_breaks_the_link(small: SmallStation) -> None:
    found = tampered(small, "UPDATE fact SET body = x'00', body_hash = x'6e340b9c' WHERE seq = 9")
    assert "fact_changed" in dict(found)
    assert "fact_unreadable" in dict(found)


def test_an_erased_body_is_named_although_the_chain_holds(small: SmallStation) -> None:
    found = tampered(small, "UPDATE fact SET body = NULL WHERE type = 'MatterAnswered'")
    assert [code for code, _where in found] == ["fact_erased", "projection_differs"]


@pytest.mark.parametrize(
    "change",
    [
        "actor = '103'",
        "wall_ms = wall_ms - 86400000",
        "subject_id = zeroblob(16)",
        "type = 'NoteAdded'",
        "seen = x'00'",
        "clock_flag = 'back'",
        "hlc = '000000000000001.00000.00'",
        "hash = zeroblob(32)",
        "body_hash = zeroblob(32), body = NULL",
    ],
)
def test_a_changed_header_is_named(small: SmallStation, change: str) -> None:
    found = tampered(small, f"UPDATE fact SET {change} WHERE seq = 12")
    assert next(where for code, where in found if code == "link_broken").endswith("/12")


def test_a_deleted_fact_is_named(small: SmallStation) -> None:
    found = tampered(small, "DELETE FROM fact WHERE seq = 12")
    with reaching_in(small.home) as connection:
        assert connection.execute("SELECT max(seq) FROM fact").fetchone()[0] > 13
    missing = next(f for f in looked_over(small.home).findings if f.code == "facts_missing")
    assert missing.facts == {"first": 12, "last": 12}
    assert "facts_missing" in dict(found)


def test_facts_cut_off_at_the_end_are_noticed(small: SmallStation) -> None:
    assert "head_wrong" in dict(tampered(small, "DELETE FROM fact WHERE seq = (SELECT max(seq) FROM fact)"))


def test_an_inserted_fact_breaks_the_chain(small: SmallStation) -> None:
    found = tampered(
        small,
        "CREATE TEMP TABLE one AS SELECT * FROM fact WHERE type = 'MatterAnswered'",
        "UPDATE one SET seq = (SELECT max(seq) + 1 FROM fact), fact_id = zeroblob(16)",
        "INSERT INTO fact SELECT * FROM one",
    )
    assert {"link_broken", "head_wrong"} <= set(dict(found))


def test_facts_in_another_order_break_the_chain(small: SmallStation) -> None:
    found = tampered(
        small,
        "UPDATE fact SET seq = 1000 WHERE seq = 12",
        "UPDATE fact SET seq = 12 WHERE seq = 13",
        "UPDATE fact SET seq = 13 WHERE seq = 1000",
    )
    broken = [where.rsplit("/", 1)[1] for code, where in found if code == "link_broken"]
    assert broken[:2] == ["12", "13"]


def test_facts_beside_every_chain_are_noticed(small: SmallStation) -> None:
    found = tampered(
        small,
        "CREATE TEMP TABLE one AS SELECT * FROM fact WHERE type = 'MatterAnswered'",
        "UPDATE one SET epoch = zeroblob(16), fact_id = zeroblob(16)",
        "INSERT INTO fact SELECT * FROM one",
    )
    assert "epoch_unknown" in dict(found)


def test_without_its_epoch_the_whole_ledger_is_noticed(small: SmallStation) -> None:
    assert "epoch_unknown" in dict(tampered(small, "DELETE FROM epoch"))


def test_missing_guards_are_named(small: SmallStation) -> None:
    with reaching_in(small.home) as connection:
        connection.execute("DROP TRIGGER fact_stays")
    assert [(f.code, f.where) for f in looked_over(small.home).findings] == [
        ("guard_missing", "station.db: fact_stays")
    ]


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE matter SET first_contact = '103' WHERE ordinal = 1", "matter"),
        ("DELETE FROM matter WHERE ordinal = 1", "matter"),
        ("UPDATE promise SET due_ms = due_ms + 1", "promise"),
        ("DELETE FROM deferred_paper", "deferred_paper"),
        ("DELETE FROM matter_key WHERE key LIKE 'r%'", "matter_key"),
        ("UPDATE rating_token SET state = 'rated', level = 5", "rating_token"),
    ],
)
def test_a_changed_list_is_named(small: SmallStation, statement: str, table: str) -> None:
    tampered(small, statement)
    findings = looked_over(small.home).findings
    assert {(f.code, f.facts["table"]) for f in findings} == {("projection_differs", table)}


@pytest.mark.parametrize("table", ["promise", "deferred_paper", "matter_key"])
def test_a_row_of_no_matter_is_named(small: SmallStation, table: str) -> None:
    key = "key" if table == "matter_key" else "ordinal"
    tampered(
        small,
        f"CREATE TEMP TABLE one AS SELECT * FROM {table} ORDER BY {key} LIMIT 1",
        "UPDATE one SET matter_id = zeroblob(16)",
        f"INSERT INTO {table} SELECT * FROM one",
    )
    findings = looked_over(small.home).findings
    assert {(f.code, f.facts["table"]) for f in findings} == {("row_without_facts", table)}


@pytest.mark.parametrize(
    ("statement", "code", "where"),
    [
        ("UPDATE staff SET role = 'lead' WHERE staff_no = '102'", "staff_row_differs", "102"),
        ("UPDATE staff SET phone = '' WHERE staff_no = '102'", "staff_row_differs", "102"),
        ("DELETE FROM staff WHERE staff_no = '103'", "staff_row_differs", "103"),
        ("UPDATE station SET area = 'nowhere'", "station_row_differs", "station"),
        ("UPDATE station SET device_letter = 'D'", "station_row_differs", "station"),
        ("DELETE FROM station", "station_row_missing", "station"),
    ],
)
def test_a_changed_person_or_station_is_named(
    small: SmallStation, statement: str, code: str, where: str
) -> None:
    assert (code, f"station.db: {where}") in tampered(small, statement)


def pages(small: SmallStation, change: Callable[[bytearray], object]) -> set[str]:
    content = bytearray(small.home.store.read_bytes())
    change(content)
    small.home.store.write_bytes(content)
    return codes(looked_over(small.home))


@pytest.mark.parametrize("seed", range(40))
def test_any_flipped_bit_of_the_file_is_found(small: SmallStation, seed: int) -> None:
    random = Random(seed)

    def flip(content: bytearray) -> None:
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)

    assert pages(small, flip) & {"page_broken", "store_unreadable"}


def test_a_broken_page_is_named_by_its_number(small: SmallStation) -> None:
    def flip(content: bytearray) -> None:
        content[4096 * 6 + 100] ^= 1

    assert "page_broken" in pages(small, flip)
    details: list[Any] = [f.facts.get("detail", "") for f in looked_over(small.home).findings]
    assert any("7" in str(detail) for detail in details)


def test_a_file_cut_short_is_found(small: SmallStation) -> None:
    assert pages(small, lambda content: content.__delitem__(slice(len(content) // 2, None)))


def test_another_key_opens_nothing(small: SmallStation) -> None:
    small.home.key_file.write_text("key_file " + "00" * 32 + "\n", "ascii")
    assert codes(looked_over(small.home)) == {"store_unreadable"}


@pytest.mark.parametrize(
    "change", ["name = '王建军'", "phone1 = NULL", "manager = '孙涛'", "identity_mark = 7"]
)
def test_a_changed_customer_is_named(small: SmallStation, change: str) -> None:
    found = tampered(small, f"UPDATE customer SET {change} WHERE account = '0417000018'")
    assert ("customer_differs", "station.db: 0417000018") in found


def test_customers_who_were_exchanged_are_named(small: SmallStation) -> None:
    found = tampered(
        small,
        "CREATE TEMP TABLE one AS SELECT * FROM customer WHERE account = '0417000018'",
        "UPDATE customer SET name = (SELECT name FROM customer WHERE account = '0417000026') "
        "WHERE account = '0417000018'",
        "UPDATE customer SET name = (SELECT name FROM one) WHERE account = '0417000026'",
    )
    assert [where for code, where in found if code == "customer_differs"] == [
        "station.db: 0417000018",
        "station.db: 0417000026",
    ]
