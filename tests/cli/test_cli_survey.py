"""``survey`` in the shell: a table is taken in once, and two years are shown with what rose."""

from __future__ import annotations

from pathlib import Path

from support.cli_runs import Run, private
from support.stations import PINS, open_small_station
from support.surveys import survey_file


def test_a_survey_is_taken_in_and_two_years_are_compared(run: Run, tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    small.services.close()
    lead = ("--staff", "101", "--pin-file", private(tmp_path / "lead", PINS["101"]), "--lang", "en")
    at = ("--home", small.home.folder, *lead)
    assert "No survey" in run("survey", "show", *at).out
    file = survey_file(tmp_path)
    assert run("survey", "import", file, "--dry-run", *at).code == 0
    assert "scores 6, years 2013, 2014" in run("survey", "import", file, *at).out
    assert "taken in before" in run("survey", "import", file, *at).out
    assert "这份测评已经收下过" in run("survey", "import", file, *at[:-1], "zh").out
    shown = run("survey", "show", *at).out
    assert [line.split() for line in shown.splitlines() if "Problem" in line] == [
        ["Problem", "handling", "63", "74", "+11"]
    ]
    (told,) = run("survey", "show", "--json", *at).objects
    assert {each["code"]: each["change"] for each in told["dimensions"]} == {"total": 9, "S1": -0.5, "S7": 11}
    file.write_text("年度,维度,得分\n2014,态度,70\n", "utf-8")
    bad = run("survey", "import", file, *at)
    assert (bad.code, bad.out) == (2, "Row 2: Dimension: no dimension is called 态度\n")
    assert "The dimensions are: Overall, Reliability, " in bad.err
