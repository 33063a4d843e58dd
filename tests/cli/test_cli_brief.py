"""``brief``: the morning brief to read, and with the rows of every figure for scripts."""

from __future__ import annotations

from pathlib import Path

from support.cli_runs import Run, private
from support.stations import BILL, LI, PINS, open_small_station


def test_the_brief_is_read_as_lines_and_each_number_has_its_rows(run: Run, tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})
    small.services.close()
    who = ("--staff", "101", "--pin-file", private(tmp_path / "own", PINS["101"]))
    at = ("brief", "--home", small.home.folder, *who)
    said = run(*at, "--date", "2025-11-21", "--lang", "en")
    assert said.code == 0
    assert "Morning brief 2025-11-21, looking back at 2025-11-20 to 2025-11-20" in said.out
    assert "Matters accepted  1  Bill question 1" in said.out
    assert "Waiting times  no source" in said.out
    assert "何静" not in said.out
    assert "等候时长  无来源" in run(*at, "--date", "2025-11-21", "--text", "--lang", "zh").out
    (found,) = run(*at, "--date", "2025-11-21", "--json").objects
    figures = {each["code"]: each for each in found["figures"]}
    for each in figures.values():
        assert each["value"] == (len(each["rows"]) if each["source"] else None)
    (row,) = figures["accepted"]["rows"]
    assert (row["kind"], row["opens"], row["group"], row["who"]) == ("matter", row["id"], BILL, "102")
    assert figures["waits"]["rows"] is None
    assert run(*at, "--text", "--json").code == 2
