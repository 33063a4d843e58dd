"""The schema: what the migrations make is what the tables say, and nothing of it is loaded when it is not needed."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
from importlib import import_module, resources
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from counter_tui.db import schema, tables
from counter_tui.db.customers.index import CUSTOMER_INDEX_DDL
from counter_tui.db.store import Store
from counter_tui.db.tables.counter import TokenRow
from counter_tui.db.tables.ledger import FactRow
from counter_tui.db.tables.matters import MatterKeyRow, MatterRow
from counter_tui.db.tables.notes import DraftRow
from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import Home
from support.clocks import StillClock
from support.every import every
from support.looking import reaching_in
from support.stations import open_small_station

KEY = bytes(range(32))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "s.db", KEY, StillClock(), matter_keys=lambda _matter: ())
    store.prepare()
    return store


def plain(statement: str) -> str:
    return re.sub(r"\s+", " ", statement).strip()


ROOMS = [import_module(f"{tables.__name__}.{room.name}") for room in pkgutil.iter_modules(tables.__path__)]
TABLES = [each for room in ROOMS for each in vars(room).values() if hasattr(each, "TABLE")]


def declared(row: Any) -> dict[str, tuple[str, bool]]:
    """A row's columns as SQLite should have them: the type, and whether a value must be there."""
    kinds = {"int": "INTEGER", "str": "TEXT", "bytes": "BLOB"}
    parts = {each: str(row.__annotations__[each]).split(" | ") for each in row.__struct_fields__}
    return {name: (kinds[part[0]], "None" not in part) for name, part in parts.items()}


def test_the_migrated_store_has_the_tables_the_program_declares_and_no_others(store: Store) -> None:
    # Customers have tables of their own making, beside those that rows are declared for.
    others = ("alembic_version", "sqlite_", "customer")
    with store.reading() as connection:
        made = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    store.close()
    ours = {name for name in made if not name.startswith(others)}
    assert ours == {each.TABLE for each in TABLES if not each.TABLE.startswith(others)}


@every("row", TABLES)
def test_every_column_has_the_type_and_the_strictness_the_program_counts_on(store: Store, row: Any) -> None:
    with store.reading() as connection:
        stored = {
            found[1]: (found[2], bool(found[3]))
            for found in connection.execute(f"PRAGMA table_info({row.TABLE})")
        }
        strict = connection.execute(f"PRAGMA table_list({row.TABLE})").fetchone()[5]
    store.close()
    assert stored == declared(row)
    assert strict == 1


@pytest.mark.parametrize(
    ("row", "rest"),
    [
        (FactRow, "WHERE subject_kind = 'matter' AND subject_id = x'00'"),
        (MatterRow, "WHERE handler = 'x' AND state NOT IN ('closed', 'not_accepted', 'withdrawn')"),
        (MatterRow, "WHERE offered_to = 'x'"),
        (MatterRow, "WHERE identity_key = 'x'"),
        (MatterRow, "WHERE account = 'x'"),
        (DraftRow, "WHERE staff_no = 'x'"),
        (MatterKeyRow, "WHERE key >= 'x' AND key < 'y'"),
        (TokenRow, "WHERE state = 'armed' AND clerk = 'x' AND armed_ms >= 0"),
    ],
    ids=lambda value: str(getattr(value, "TABLE", value))[:40],
)
def test_what_is_asked_often_is_answered_by_an_index(store: Store, row: Any, rest: str) -> None:
    with store.reading() as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {row.TABLE} {rest}").fetchall()
    store.close()
    assert all("USING" in step[3] for step in plan), plan


def test_the_customers_tables_are_those_the_search_was_built_for(store: Store) -> None:
    with store.reading() as connection:
        made = {
            plain(row[0])
            for row in connection.execute(
                "SELECT sql FROM sqlite_master WHERE name LIKE 'customer%' AND sql IS NOT NULL"
            )
        }
    store.close()
    assert {plain(statement) for statement in CUSTOMER_INDEX_DDL} <= made


def test_the_programs_schema_is_the_newest_migration_and_all_are_known() -> None:
    with resources.as_file(resources.files("counter_tui.db").joinpath("migrations")) as scripts:
        config = Config()
        config.set_main_option("script_location", str(scripts))
        directory = ScriptDirectory.from_config(config)
    assert directory.get_current_head() == schema.HEAD
    assert tuple(script.revision for script in directory.walk_revisions())[::-1] == schema.KNOWN


def test_a_prepared_store_is_prepared_again_without_a_change(store: Store) -> None:
    store.prepare()
    with store.reading() as connection:
        assert schema.current(connection) == schema.HEAD
    store.close()


def test_a_store_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    small.services.close()
    with reaching_in(small.home) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = small.home.store.read_bytes()
    with pytest.raises(RuleBroken, match="store_newer"):
        small.services.base.store.prepare()
    small.services.close()
    assert small.home.store.read_bytes() == before


def test_a_migration_that_fails_leaves_an_empty_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = command.upgrade

    def fail(config: Config, revision: str) -> None:
        made(config, revision)
        raise InterruptedError

    monkeypatch.setattr(command, "upgrade", fail)
    store = Store(tmp_path / "s.db", KEY, StillClock(), matter_keys=lambda _matter: ())
    with pytest.raises(InterruptedError):
        store.prepare()
    with store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    monkeypatch.undo()
    store.prepare()
    with store.reading() as connection:
        assert schema.current(connection) == schema.HEAD
    store.close()


def test_opening_a_store_that_is_up_to_date_does_not_load_alembic(tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    small.services.close()
    words = (
        "import sys; from pathlib import Path; from counter_tui.bootstrap import open_services;"
        "from counter_tui.paths import Home; s = open_services(Home(Path(sys.argv[1]))); s.close();"
        "print('alembic' in sys.modules, 'textual' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", words, str(Home(small.home.folder).folder)],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert said.stdout.split() == ["False", "False"]
