"""Drafts, begun answers, imports and the search index changed past the program: what exactly the doctor says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from counter_tui.db.customers.parts import parts
from counter_tui.domain.search.postings import numbers_in, pack
from counter_tui.paths import Home
from support.looking import looked_over, reaching_in
from support.stations import BILL, CUSTOMERS, LI, LIU, WANG, open_small_station
from support.tampering import busy_station

GONE = "0417000018"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return busy_station(tmp_path)


def named(home: Home) -> list[tuple[str, str]]:
    """Code and place of each finding, without the file."""
    return [(each.code, each.where.removeprefix("station.db: ")) for each in looked_over(home).findings]


def after(home: Home, *statements: str) -> list[tuple[str, str]]:
    """What is named after these statements."""
    with reaching_in(home) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount != 0
    return named(home)


def first(connection: Any, text: str) -> Any:
    return connection.execute(text).fetchone()[0]


def test_an_edited_draft_is_named(home: Home) -> None:
    with reaching_in(home) as connection:
        draft = first(connection, "SELECT hex(draft_id) FROM draft WHERE staff_no = '102'").lower()
    edited = "UPDATE draft SET body = replace(body, '单志勇', '单志刚') WHERE staff_no = '102'"
    assert after(home, edited) == [("note_differs", f"draft {draft}")]


def test_a_draft_that_was_given_to_somebody_else_is_named(home: Home) -> None:
    found = after(home, "UPDATE draft SET staff_no = '103' WHERE staff_no = '102'")
    assert [code for code, _where in found] == ["note_differs"]


@pytest.mark.parametrize("table", ["draft", "begun", "import_run"])
def test_a_note_that_was_deleted_or_copied_is_missed_or_too_many(home: Home, table: str) -> None:
    with reaching_in(home) as connection:
        count = first(connection, f"SELECT count(*) FROM {table}")
        connection.execute(f"DELETE FROM {table} WHERE rowid = (SELECT min(rowid) FROM {table})")
    found = [each for each in looked_over(home).findings if each.code == "notes_uncounted"]
    assert [each.where for each in found] == [f"station.db: {table}"]
    assert found[0].facts == {"count": count, "there": count - 1}


def test_an_earlier_wording_of_a_draft_put_back_is_noticed(tmp_path: Path) -> None:
    """Its seal is one the program made, but not the one that was counted."""
    small = open_small_station(tmp_path, empty=True)
    draft = small.draft(LI, BILL, name="单志勇", phone="13812340004")
    with reaching_in(small.home) as connection:
        earlier = connection.execute("SELECT body, saved_ms, seal FROM draft").fetchone()
        small.services.drafts.save(LI, draft.with_values(phone="13812340005"))
        connection.execute("UPDATE draft SET body = ?, saved_ms = ?, seal = ?", earlier)
    assert named(small.home) == [("notes_uncounted", "draft")]


def test_notes_that_the_program_itself_drops_and_passes_on_are_counted(tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    services = small.services
    drafts = [small.draft(LI, BILL, name=f"何静{n}", phone="13812340009") for n in range(3)]
    services.door.end(LI, drafts[0], "customer_wish", "客户说月底再来")
    services.acceptance.submit(LI, drafts[1].with_values(fields={"content": "电费多了"}))
    matter = small.accept(LIU, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})
    for act in ("note", "answer", "inform"):
        services.drafts.keep_words(LI, matter, act, {"text": act})
        services.drafts.keep_words(LIU, matter, act, {"text": act})
    services.drafts.drop_words(LI, matter, "note")
    services.matters.answer(LIU, matter, "电量无误。")
    moved = small.draft(LIU, BILL, name="吕梁", phone="13812340005")
    services.drafts.save(LIU, moved.with_values(phone="13812340006"))
    assert looked_over(small.home).clean
    with reaching_in(small.home) as connection:
        tally = dict(connection.execute("SELECT name, count FROM note_tally").fetchall())
        counts = {name: first(connection, f"SELECT count(*) FROM {name}") for name in tally}
    assert tally == counts
    assert counts["draft"] == 2
    assert counts["begun"] > 0


@pytest.mark.parametrize("table", ["customer_terms", "customer_set", "customer_part", "customer_seal"])
def test_a_change_of_the_search_index_is_named_by_table_and_part(home: Home, table: str) -> None:
    column = {"customer_terms": "lines", "customer_set": "members", "customer_part": "fences"}.get(table)
    edited = f"UPDATE {table} SET {column or 'sets'} = zeroblob(9) WHERE part = 2"
    with reaching_in(home) as connection:
        parts_there = first(connection, "SELECT count(*) FROM customer_part")
    assert parts_there == 3
    assert after(home, edited) == [("index_differs", f"{'customer_set' if not column else table} 2")]


def test_no_seal_says_of_a_part_that_is_there_that_it_is_being_taken_away(home: Home) -> None:
    emptied = "UPDATE customer_seal SET terms = x'', sets = x'' WHERE part = 1"
    assert after(home, emptied) == [
        ("index_differs", "customer_terms 1"),
        ("index_differs", "customer_set 1"),
    ]


def test_a_row_of_a_part_that_is_none_is_named(home: Home) -> None:
    inserted = "INSERT INTO customer_set SELECT 7, term, members FROM customer_set LIMIT 1"
    assert after(home, inserted) == [("index_differs", "customer_seal 7")]


def test_a_customer_deleted_with_the_places_in_the_index_is_missed(home: Home) -> None:
    """Row, place and all: what is left looks as if the customer had moved to another part."""
    with reaching_in(home) as connection:
        place = first(connection, f"SELECT id FROM customer WHERE account = '{GONE}'")
        part = next(row for row in parts(connection) if row.live >> (place - row.first) & 1)
        live = pack([n for n in numbers_in(part.live) if n != place - part.first])
        connection.execute("UPDATE customer_part SET live = ? WHERE part = ?", (live, part.part))
        connection.execute("DELETE FROM customer WHERE id = ?", (place,))
    assert named(home) == [
        ("index_differs", f"customer_part {part.part}"),
        ("customers_differ", f"part {part.part}"),
        ("customers_not_told", "customer"),
    ]


def test_a_whole_part_deleted_with_its_customers_and_its_seal_is_missed(home: Home) -> None:
    found = after(
        home,
        "DELETE FROM customer WHERE id >= (SELECT first FROM customer_part WHERE part = 2)",
        *(
            f"DELETE FROM {table} WHERE part = 2"
            for table in ("customer_terms", "customer_set", "customer_part", "customer_seal")
        ),
    )
    assert found == [("customers_not_told", "customer")]


def test_customers_who_stand_in_each_others_places_are_named(home: Home) -> None:
    found = after(
        home,
        "CREATE TEMP TABLE two AS SELECT min(id) AS a, max(id) AS b FROM customer",
        "UPDATE customer SET id = -1 WHERE id = (SELECT a FROM two)",
        "UPDATE customer SET id = (SELECT a FROM two) WHERE id = (SELECT b FROM two)",
        "UPDATE customer SET id = (SELECT b FROM two) WHERE id = -1",
    )
    with reaching_in(home) as connection:
        accounts = [
            first(connection, f"SELECT account FROM customer ORDER BY id {way}") for way in ("", "DESC")
        ]
    assert [where for code, where in found if code == "customer_differs"] == accounts
    assert [where for code, where in found if code == "customers_differ"] == ["part 1", "part 2"]


def test_readings_that_were_changed_are_named_by_their_customer(home: Home) -> None:
    found = after(home, f"UPDATE customer SET readings = 'li jian guo' WHERE account = '{GONE}'")
    assert found == [("customer_differs", GONE), ("customers_differ", "part 1")]


def test_a_later_import_takes_no_finding_away(tmp_path: Path) -> None:
    """What was changed past the program stays found when the customer's part changes lawfully afterwards."""
    small = open_small_station(tmp_path)
    statements = (
        "UPDATE customer_part SET fences = zeroblob(9)",
        f"DELETE FROM customer WHERE account = '{GONE}'",
    )
    before = after(small.home, *statements)
    assert {code for code, _where in before} >= {"index_differs", "customers_differ"}
    file = tmp_path / "again.csv"
    lines = [line for line in CUSTOMERS.splitlines() if GONE not in line]
    file.write_text("\n".join(lines).replace("何静", "何净").replace("赵伟", "赵炜"), "utf-8")
    assert small.services.customers.import_file(WANG, file).customers.changed > 1
    assert set(before) <= set(named(small.home))


def test_every_delivery_leaves_an_index_that_fits_its_seals(tmp_path: Path) -> None:
    """New customers, so many small parts that they are joined, and customers who say something else."""
    small, file = open_small_station(tmp_path, empty=True), tmp_path / "more.csv"
    head, *lines = CUSTOMERS.splitlines()
    for line in lines:
        file.write_text(f"{head}\n{line}", "utf-8")
        small.services.customers.import_file(WANG, file)
    assert looked_over(small.home).clean
    with reaching_in(small.home) as connection:
        assert first(connection, "SELECT count(*) FROM customer_part") < len(lines)
    file.write_text(CUSTOMERS.replace("路", "街").replace("孙涛", "孙滔"), "utf-8")
    assert small.services.customers.import_file(WANG, file).customers.changed == 10
    assert looked_over(small.home).clean
