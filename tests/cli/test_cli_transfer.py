"""Imports and exports from the shell: what is said where, what a stop leaves, what is refused."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from counter_tui.cli.progress import Bar
from counter_tui.paths import Home
from counter_tui.services.intake.deliveries import BATCH
from support.cli_runs import Run
from support.looking import reaching_in

SLIPS = (
    "纸单号,受理时间,首问工号,业务类型,客户姓名,联系电话,用电地址,内容\n"
    "停-01,2001-01-01 08:00,1001,故障报修,何静,13812340009,万泉村3组,没电\n"
)


def long(path: Path, count: int) -> Path:
    """A file of so many customers."""
    lines = (f"33{number:08d},王{number}\n" for number in range(count))
    path.write_text("户号,户名\n" + "".join(lines), "utf-8")
    return path


def test_an_import_stopped_by_the_person_says_what_is_in_and_goes_on(
    run: Run, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, report = long(tmp_path / "customers.csv", 2 * BATCH), tmp_path / "report.csv"
    command = ("import", "customers", file, "--json", "--report", report, "--home", demo, "--lang", "en")

    def stop() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("counter_tui.db.engine.give_way", stop)
        stopped = run(*command)
    assert stopped.code == 130
    assert f"On file already: {BATCH} new" in stopped.err
    assert len(stopped.objects) == 2 * BATCH
    again = run(*command)
    assert again.code == 0
    assert f"On file: {2 * BATCH} new, 0 changed" in again.err
    assert again.objects == stopped.objects


def test_what_of_a_file_is_read_into_no_record_is_named(run: Run, demo: Path, tmp_path: Path) -> None:
    file, report = tmp_path / "customers.csv", tmp_path / "report.csv"
    file.write_text("客户清单\n\n户号,户名,备注,序号\n3300417000012,张三,老客户,1\n", "utf-8")
    command = ("import", "customers", file, "--dry-run", "--report", report, "--home", demo, "--lang", "en")
    told = "Columns not read: 备注, 序号\nLines above the headings not read: 2\n"
    assert told in run(*command).out
    as_objects = run(*command, "--json")
    assert told in as_objects.err
    assert [found["verdict"] for found in as_objects.objects] == ["import"]
    file.write_text("户号,户名\n3300417000012,张三\n", "utf-8")
    assert "not read" not in run(*command).out


def test_a_report_is_written_neither_into_the_home_nor_over_the_file_that_is_read(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    file = long(tmp_path / "customers.csv", 2)
    content = file.read_bytes()
    for place in (demo / "report.csv", file, tmp_path / "folder" / ".." / "customers.csv"):
        ran = run("import", "customers", file, "--report", place, "--home", demo, "--lang", "en")
        assert (ran.code, ran.out) == (2, ""), place
        assert "The report must lie neither in" in ran.err
    assert file.read_bytes() == content
    assert not (demo / "report.csv").exists()


def broken(home: Path) -> None:
    """Break the search index of this home past the program."""
    with reaching_in(Home(home)) as connection:
        assert connection.execute("UPDATE customer_terms SET lines = zeroblob(9)").rowcount


def test_a_broken_index_is_named_with_the_command_that_makes_it_anew(run: Run, demo: Path) -> None:
    whole = run("reindex", "--home", demo, "--lang", "en")
    assert (whole.code, whole.out) == (0, "The search index is whole: nothing was changed\n")
    broken(demo)
    doctor = run("doctor", "--home", demo, "--lang", "en")
    assert doctor.code == 1
    assert (
        "customer_terms 1: this part of the search index was changed past the program: counter-tui reindex"
        in doctor.out
    )
    assert run("reindex", "--home", demo, "--json").objects == [{"parts": 1, "customers": 40}]
    assert run("doctor", "--home", demo).code == 0
    assert run("reindex", "--home", demo, "--json").objects == [{"parts": 0, "customers": 0}]


def test_making_the_index_anew_can_be_stopped_and_goes_on(
    run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    broken(demo)
    with monkeypatch.context() as patch:
        patch.setattr("counter_tui.db.engine.give_way", stop)
        stopped = run("reindex", "--home", demo, "--lang", "en")
    assert stopped.code == 130
    assert "Found again by search: 0 of 40 customers" in stopped.err
    assert run("doctor", "--home", demo).code == 1
    again = run("reindex", "--home", demo, "--lang", "en")
    assert (again.code, "with 40 customers" in again.out) == (0, True)
    assert run("doctor", "--home", demo).code == 0


def test_progress_is_drawn_at_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, drawn in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        bar = Bar()
        bar.draw("读取", 500, 1000)
        bar.draw("读取", 500, 1000)
        assert stream.getvalue().count("500 / 1,000") == drawn
        assert (" 50%" in stream.getvalue()) == drawn
        bar.clear()
        assert stream.getvalue().endswith(" \r") == drawn


def test_an_export_goes_into_a_file_and_says_so(run: Run, demo: Path, tmp_path: Path) -> None:
    for form in ("jsonl", "csv", "xlsx"):
        path = tmp_path / f"customers.{form}"
        ran = run("export", "customers", "--format", form, "--output", path, "--home", demo)
        assert (ran.code, ran.out) == (0, "")
        assert str(path) in ran.err
        assert path.stat().st_size > 1000
    about = json.loads((tmp_path / "customers.jsonl.about.json").read_text("utf-8"))
    assert (about["what"], about["masked"], about["rows"]) == ("customers", True, 40)


def test_what_leaves_unmasked_needs_a_reason(run: Run, demo: Path) -> None:
    masked = run("export", "customers", "--home", demo)
    assert all("*" in line["name"] for line in masked.objects)
    assert run("export", "customers", "--unmasked", "--home", demo).code == 2
    assert run("export", "customers", "--reason", "13812340001", "--home", demo).code == 2
    whole = run("export", "customers", "--reason", "稽核抽查", "--home", demo)
    assert not any("*" in line["name"] for line in whole.objects)
    assert json.loads(whole.err)["reason"] == "稽核抽查"


def test_an_export_never_lies_in_the_stations_folder(run: Run, demo: Path) -> None:
    ran = run("export", "facts", "--output", demo / "facts.jsonl", "--home", demo)
    assert (ran.code, (demo / "facts.jsonl").exists()) == (2, False)


def test_an_export_that_cannot_be_written_is_bad_input(run: Run, demo: Path, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file", "utf-8")
    assert run("export", "ratings", "--output", tmp_path / "a" / "r.csv", "--home", demo).code == 2


def test_the_empty_table_of_slips_needs_no_station(run: Run, tmp_path: Path) -> None:
    ran = run("import", "matters", "--template", "--home", tmp_path / "none")
    assert ran.code == 0
    assert ran.out.startswith("\ufeff纸单号,受理时间,首问工号,业务类型,")
    book = tmp_path / "slips.xlsx"
    assert run("import", "matters", book, "--template", "--home", tmp_path / "none").code == 0
    assert book.read_bytes().startswith(b"PK")
    assert run("import", "matters", book, "--template", "--home", tmp_path / "none").code == 2


def test_slips_are_told_line_by_line(run: Run, demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "slips.csv"
    file.write_text(SLIPS, "utf-8")
    ran = run("import", "matters", file, "--json", "--report", tmp_path / "r.csv", "--home", demo)
    assert ran.code == 0
    assert ran.objects == [
        {
            "row": 1,
            "slip": "停-01",
            "verdict": "reject",
            "reasons": ["claimed_at_too_old"],
            "number": None,
            "again": False,
        }
    ]
    words = run("import", "matters", file, "--report", tmp_path / "r.csv", "--home", demo, "--lang", "en")
    assert "more than 7 days ago" in words.out
    assert "0 entered, 0 entered before, 1 refused" in words.out
    assert run("import", "matters", "--home", demo).code == 2
