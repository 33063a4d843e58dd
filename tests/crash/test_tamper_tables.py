"""One row of any table edited, deleted, inserted or swapped by somebody with the key: the doctor finds it."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from support.looking import looked_over, reaching_in
from support.tampering import NOTES, REGISTER, busy_station, found, some, tables

OF_EACH = 2
SEED = 20_251_121


def test_one_changed_row_of_any_table_is_found(tmp_path: Path) -> None:
    small = busy_station(tmp_path)
    with reaching_in(small.home) as connection:
        drawn = list(some(connection, Random(SEED), OF_EACH))
    missed = [(table, change.words) for table, change in drawn if not found(small.home, change)]
    assert missed == [], missed
    assert len(drawn) > 60


def test_every_table_is_one_that_facts_speak_for_or_is_named_as_one_that_they_do_not(tmp_path: Path) -> None:
    small = busy_station(tmp_path)
    with reaching_in(small.home) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        spoken_for = {table.name for table in tables(connection)}
        register = {name for name in names if name.startswith(REGISTER)}
        assert names == spoken_for | register | set(NOTES)
        filled = {name for name in spoken_for if connection.execute(f"SELECT 1 FROM {name}").fetchone()}
    # Attention takes two PCs that disagree.
    assert spoken_for - filled <= {"attention"}


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER gift AFTER INSERT ON fact BEGIN DELETE FROM draft; END",
        "CREATE TABLE beside (k INTEGER)",
        "DROP INDEX fact_by_type",
        "ALTER TABLE staff ADD COLUMN more TEXT",
        "DELETE FROM alembic_version",
        "UPDATE alembic_version SET version_num = '0001'",
    ],
)
def test_a_changed_schema_is_found(tmp_path: Path, statement: str) -> None:
    small = busy_station(tmp_path)
    with reaching_in(small.home) as connection:
        connection.execute(statement)
    assert "schema_differs" in {finding.code for finding in looked_over(small.home).findings}
