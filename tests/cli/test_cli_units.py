"""The directory of units from the shell."""

from __future__ import annotations

from pathlib import Path

from support.cli_runs import Run


def test_units_are_listed_without_anybody_signing_in(run: Run, demo: Path) -> None:
    every = run("units", "list", "--json", "--home", demo)
    outside = run("units", "list", "--outside", "--json", "--home", demo)
    company = run("units", "list", "--company", "--json", "--home", demo)
    assert every.code == outside.code == company.code == 0
    assert {each["outside"] for each in outside.objects} == {True}
    assert {each["outside"] for each in company.objects} == {False}
    assert len(every.objects) == len(outside.objects) + len(company.objects)


def test_what_is_not_given_stays_as_it_was_entered(run: Run, demo: Path) -> None:
    first = run(
        "units", "set", "METERING", "--phone", "66218801", "--person", "周工", "--json", "--home", demo
    )
    second = run("units", "set", "metering", "--hours", "8:30-17:30", "--json", "--home", demo)
    assert (first.code, second.code) == (0, 0)
    (unit,) = second.objects
    assert (unit["phone"], unit["person"], unit["hours"]) == ("66218801", "周工", "8:30-17:30")
    assert unit["name"]["en"] == "Metering centre"


def test_a_body_of_the_stations_own_is_entered_shown_and_taken_out(run: Run, demo: Path) -> None:
    words = ("--name", "公交公司", "--answers", "站台照明", "--outside", "--phone", "96166")
    entered = run("units", "set", "BUS1", *words, "--home", demo)
    assert (entered.code, entered.out) == (0, "BUS1          公司外  公交公司：站台照明（96166）\n")
    assert run("units", "set", "BUS1", "--person", "调度室", "--home", demo).out.startswith(
        "BUS1          公司外"
    )
    assert run("units", "drop", "BUS1", "--home", demo).code == 0
    gone = run("units", "drop", "BUS1", "--home", demo, "--lang", "en")
    assert gone.code != 0
    assert "No unit has the code BUS1" in gone.err
