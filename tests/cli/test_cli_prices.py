"""Price books and the cash sheet from the shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.cli_runs import Run, private
from support.prices import BOOK, as_file, charged, take_book
from support.stations import PINS, WANG, open_small_station


@pytest.fixture
def station(tmp_path: Path) -> Path:
    """A real station without a book."""
    small = open_small_station(tmp_path, empty=True)
    small.services.close()
    return small.home.folder


@pytest.fixture
def lead(tmp_path: Path) -> tuple[str, ...]:
    """The options by which the lead acts."""
    return ("--staff", WANG.staff_no, "--pin-file", str(private(tmp_path / "pin", PINS[WANG.staff_no])))


def test_a_book_is_taken_in_once_and_shown(
    run: Run, station: Path, lead: tuple[str, ...], tmp_path: Path
) -> None:
    command = ("import", "prices", as_file(tmp_path), "--home", station, "--lang", "en", *lead)
    tried = run(*command, "--dry-run")
    assert (tried.code, "Dry run, nothing was changed" in tried.out) == (0, True)
    assert "no price book yet" in run("prices", "--home", station, "--lang", "en", *lead).err
    assert run(*command).out == "Price book 2025-1: 2 items, from 2025-01-01 on\n"
    assert "taken in before" in run(*command).out
    shown = run("prices", "--home", station, "--json", *lead).objects
    assert [(item["code"], item["fen"], item["kinds"]) for item in shown] == [
        ("KH-01", 6_000, ["BZ601"]),
        ("KH-02", 850, ["BZ601", "BZ711"]),
    ]


def test_a_book_with_a_mistake_is_refused_whole_and_every_mistake_is_named(
    run: Run, station: Path, lead: tuple[str, ...], tmp_path: Path
) -> None:
    file = as_file(tmp_path, BOOK.replace(",60,", ",约60,").replace("BZ711", "校表"))
    done = run("import", "prices", file, "--home", station, "--lang", "zh", *lead)
    assert done.code == 2
    assert [line.split("：")[0] for line in done.out.splitlines()] == ["第 1 条", "第 2 条"]
    assert "没有收下" in done.err
    assert run("prices", "--home", station, "--json", *lead).out == ""


def test_other_prices_need_another_version(
    run: Run, station: Path, lead: tuple[str, ...], tmp_path: Path
) -> None:
    run("import", "prices", as_file(tmp_path), "--home", station, *lead)
    other = as_file(tmp_path, BOOK.replace(",60,", ",80,"))
    done = run("import", "prices", other, "--home", station, "--lang", "en", *lead)
    assert (done.code, "new version" in done.err) == (2, True)
    renewed = as_file(tmp_path, BOOK.replace(",60,", ",80,").replace("2025-1", "2025-2"))
    assert run("import", "prices", renewed, "--home", station, *lead).code == 0
    old = run("prices", "--book", "2025-1", "--home", station, "--json", *lead).objects
    assert [item["fen"] for item in old] == [6_000, 850]
    assert run("prices", "--book", "2020-1", "--home", station, *lead).code == 2


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("校表", "Free: No fee for testing a meter"),
        ("BZ601", "60.00 yuan / visit"),
        ("BZ501", "nothing to charge"),
    ],
)
def test_what_a_kind_costs_is_said_before(
    run: Run, station: Path, lead: tuple[str, ...], tmp_path: Path, kind: str, said: str
) -> None:
    run("import", "prices", as_file(tmp_path), "--home", station, *lead)
    assert said in run("prices", "--kind", kind, "--home", station, "--lang", "en", *lead).out


def test_the_cash_sheet_says_each_charge_and_the_sums(
    run: Run, tmp_path: Path, lead: tuple[str, ...]
) -> None:
    small = open_small_station(tmp_path, empty=True)
    take_book(small)
    matter = charged(small)
    small.services.charges.settle_invoice(small.services.staff.find("102"), matter, "told")
    small.services.close()
    at = ("--home", small.home.folder, "--date", "2025-11-20", *lead)
    said = run("charges", *at, "--lang", "en").out
    assert "145.00 yuan" in said
    assert "李敏  cash  145.00 yuan" in said
    assert "e-invoice told how to get it: 1" in said
    *lines, summary = run("charges", *at, "--json").objects
    assert [(line["fen"], line["paid"], line["clerk"], line["void"]) for line in lines] == [
        (14_500, "cash", "李敏", False)
    ]
    assert (summary["fen"], summary["by_payment"]["cash"], summary["open_invoices"]) == (14_500, 14_500, 0)
    empty = run("charges", "--home", small.home.folder, "--date", "2025-11-19", "--lang", "en", *lead)
    assert "Nothing was charged on 2025-11-19" in empty.err
