"""The doctor looks the store and every backup over, says what it found, and changes nothing."""

from __future__ import annotations

import ast
import inspect
import shutil
from pathlib import Path
from types import ModuleType

import pytest
from msgspec.structs import replace

from counter_tui.db import engine, station_keys
from counter_tui.db.checks import chain as chain_checks
from counter_tui.db.checks import closes as close_checks
from counter_tui.db.checks import notes as note_checks
from counter_tui.db.checks import prices as price_checks
from counter_tui.db.checks import station as station_checks
from counter_tui.db.checks import store as checks
from counter_tui.db.customers import checks as customer_checks
from counter_tui.db.finding import Finding
from counter_tui.db.keys.key_store import find_key
from counter_tui.db.rows import projections
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Subject
from counter_tui.i18n import Language, set_language
from counter_tui.paths import Home
from counter_tui.services.audit import doctor
from counter_tui.services.hub import looking
from counter_tui.services.hub.station_hub import open_hub_log
from counter_tui.services.wording.doctor import WORDS, say_finding
from support.every import every
from support.looking import codes, looked_over, matter_keys, reaching_in
from support.stations import BILL, LI, SmallStation, open_small_station
from support.streams import NOON_MS, PaperDevice


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    return open_small_station(tmp_path)


def test_a_station_at_work_is_clean_and_counted(small: SmallStation) -> None:
    report = looked_over(small.home)
    assert report.clean
    assert report.counts == {"files": 1, "facts": 27, "matters": 8, "visits": 8}
    assert report.engine == engine.version()


def contents(home: Home) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in home.folder.rglob("*") if not path.name.endswith("-shm")}


def test_looking_changes_no_file(small: SmallStation) -> None:
    """Also while the station is open and facts stand in the log beside the store."""
    small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})
    before = contents(small.home)
    assert "station.db-wal" in before
    assert looked_over(small.home).clean
    assert contents(small.home) == before


def test_every_backup_under_the_home_is_looked_over(small: SmallStation) -> None:
    small.services.close()
    folder = small.home.backups / "daily"
    folder.mkdir(parents=True)
    shutil.copy(small.home.store, folder / "one.db")
    shutil.copy(small.home.store, folder / "two.db")
    content = bytearray((folder / "two.db").read_bytes())
    content[5000] ^= 4
    (folder / "two.db").write_bytes(content)
    report = looked_over(small.home)
    assert report.counts["files"] == 3
    assert {finding.where.split(": ")[0] for finding in report.findings} == {"backups/daily/two.db"}


def test_a_home_without_a_station_or_without_its_key_is_said_so(small: SmallStation, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="station_missing"):
        looked_over(Home(tmp_path / "nowhere"))
    small.services.close()
    small.home.key_file.unlink()
    with pytest.raises(RuleBroken, match="key_missing"):
        looked_over(small.home)


def test_a_file_that_is_no_store_is_named(small: SmallStation) -> None:
    small.services.close()
    small.home.store.write_bytes(b"not a store at all" * 400)
    assert codes(looked_over(small.home)) == {"store_unreadable"}
    small.home.store.write_bytes(b"")
    assert codes(looked_over(small.home)) == {"store_unreadable"}


def test_a_store_of_a_newer_program_is_named_and_left(small: SmallStation) -> None:
    small.services.close()
    with reaching_in(small.home) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert [(f.code, f.facts["version"]) for f in looked_over(small.home).findings] == [
        ("store_newer", "9999")
    ]


def test_an_old_engine_is_a_finding_and_nothing_is_opened_with_it(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "OLDEST_ENGINE", (99, 0, 0))
    report = looked_over(small.home)
    assert (codes(report), report.counts["files"]) == ({"engine_too_old"}, 0)


def test_a_customer_whom_search_does_not_know_is_named(small: SmallStation) -> None:
    with reaching_in(small.home) as connection:
        (place,) = connection.execute("SELECT id FROM customer WHERE account = '0417000026'").fetchone()
        connection.execute("UPDATE customer SET id = 999999 WHERE account = '0417000018'")
        connection.execute("DELETE FROM customer WHERE account = '0417000026'")
    found = {(f.code, f.where) for f in looked_over(small.home).findings}
    assert ("customer_not_indexed", "station.db: 0417000018") in found
    assert ("index_without_customer", f"station.db: #{place}") in found


def test_an_erased_acceptance_leaves_no_row_and_is_named_since_nothing_erases(small: SmallStation) -> None:
    matter = small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})
    store = small.services.base.store
    with reaching_in(small.home) as connection:
        connection.execute("UPDATE fact SET body = NULL WHERE subject_id = ?", (bytes.fromhex(matter),))
    assert codes(looked_over(small.home)) == {"fact_erased", "projection_differs"}
    with store.writing() as writing:
        projections.rebuild(
            writing.connection, Subject("matter", bytes.fromhex(matter)), matter_keys, store.identity_key
        )
    assert codes(looked_over(small.home)) == {"fact_erased"}
    with pytest.raises(RuleBroken, match="matter_unknown"):
        small.services.matters.view(LI, matter)


def said(module: ModuleType) -> set[str]:
    """Every code with which a module makes a finding."""
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Finding"
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def test_every_finding_has_its_words_and_no_words_are_left_over() -> None:
    modules = (
        *(checks, station_checks, station_keys, customer_checks, note_checks, price_checks, close_checks),
        chain_checks,
        doctor,
        looking,
    )
    assert set().union(*map(said, modules)) == set(WORDS)


FACTS = {
    "version": "3.40.1",
    "oldest": "3.51.3",
    "detail": "page 7",
    "first": 3,
    "seq": 4,
    "last": 5,
    "head": 9,
    "type": "NoteAdded",
    "count": 2,
    "there": 1,
    "table": "matter",
    "at": "20251120T024200Z",
    "code": "backup_no_room",
}


@every("tongue", ["zh", "en"])
@every("code", sorted(WORDS))
def test_every_finding_is_said_whole_in_both_languages(code: str, tongue: Language) -> None:
    set_language(tongue)
    words = say_finding(Finding(code, "station.db: 1", FACTS))
    assert words.startswith("station.db: 1: ")
    assert "…" not in words
    assert "{" not in words
    assert (tongue == "zh") == any("\u4e00" <= sign <= "\u9fff" for sign in words)


def test_what_somebody_put_into_the_store_cannot_hide_the_finding() -> None:
    set_language("en")
    finding = Finding("fact_unreadable", "staff \x1b[2K\r\ud800王", {"type": "\n", "detail": "x"})
    assert say_finding(finding) == "staff ?[2K??王: this fact (?) cannot be read: x"


def test_what_differs_in_a_list_is_said_by_its_columns() -> None:
    set_language("en")
    finding = Finding("projection_differs", "x", {"table": "matter", "columns": ["due_ms", "state"]})
    assert say_finding(finding) == (
        "x: the table matter differs from what the facts say (columns due_ms, state)"
    )
    assert say_finding(replace(finding, code="unheard_of")) == "x: unheard_of"
    assert "…" in say_finding(Finding("fact_changed", "x"))


def test_the_hubs_log_is_looked_over_where_this_pc_is_the_hub(small: SmallStation) -> None:
    device = PaperDevice("a", small.services.base.code)
    device.write(5)
    log = open_hub_log(small.home.hub, find_key(small.home).key, device.station)
    log.log.put(device.writer, device.signed(), NOON_MS)
    before = contents(small.home)
    assert looked_over(small.home).clean
    assert contents(small.home) == before
    with log.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE fact SET actor = '1009' WHERE seq = 3")
    log.close()
    (finding,) = looked_over(small.home).findings
    assert (finding.code, finding.where.split()[-1]) == ("hub_log_differs", "3")
    small.home.hub.write_bytes(small.home.hub.read_bytes()[:3000])
    assert codes(looked_over(small.home)) == {"hub_log_unreadable"}
