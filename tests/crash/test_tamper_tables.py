"""One row of any table edited, deleted, inserted or swapped by somebody with the key: the doctor names it."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from support.looking import looked_over, reaching_in
from support.tampering import busy_station, named, some, tables

OF_EACH = 1
SEED = 20_251_121


def test_one_changed_row_of_any_table_is_named(tmp_path: Path) -> None:
    home = busy_station(tmp_path)
    with reaching_in(home) as connection:
        drawn = list(some(connection, Random(SEED), OF_EACH))
    missed = [(table, change.words) for table, change in drawn if not named(home, table, change)]
    assert missed == [], missed
    assert len(drawn) > 60


def test_every_table_is_tried_with_rows_in_it(tmp_path: Path) -> None:
    """So that a table nobody looks over is noticed when it is made: the test above fails for it."""
    home = busy_station(tmp_path)
    with reaching_in(home) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        tried = {table.name for table in tables(connection)}
        filled = {name for name in tried if connection.execute(f"SELECT 1 FROM {name}").fetchone()}
    assert tried == names
    assert tried == filled


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER gift AFTER INSERT ON fact BEGIN DELETE FROM draft; END",
        "CREATE TABLE beside (k INTEGER)",
        "DROP INDEX fact_by_type",
        "ALTER TABLE staff ADD COLUMN more TEXT",
        "ANALYZE",
        "CREATE VIEW beside AS SELECT * FROM staff",
        "DELETE FROM alembic_version",
        "UPDATE alembic_version SET version_num = '0001'",
    ],
)
def test_a_changed_schema_is_found(tmp_path: Path, statement: str) -> None:
    home = busy_station(tmp_path)
    with reaching_in(home) as connection:
        connection.execute(statement)
    assert "schema_differs" in {finding.code for finding in looked_over(home).findings}
