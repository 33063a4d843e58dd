"""``stats flags``: each flag with its reason, for people and for scripts; not for clerks."""

from __future__ import annotations

from pathlib import Path

from support.cli_runs import Run, private
from support.gaming_station import flagged_station
from support.roles import ALL_PINS
from support.stations import LI, ZHAO


def test_flags_are_told_with_their_reasons_and_samples_without_customers(run: Run, tmp_path: Path) -> None:
    small = flagged_station(tmp_path)
    waiting = small.services.gaming.month(ZHAO, "2025-11").to_call
    small.services.close()
    home = ("--home", small.home.folder)
    who = ("--staff", ZHAO.staff_no, "--pin-file", private(tmp_path / "own", ALL_PINS[ZHAO.staff_no]), *home)
    said = run("stats", "flags", "--month", "2025-11", *who, "--lang", "zh")
    assert said.code == 0
    assert "10 次好评里有 10 次在题面出现后 2 秒内按下" in said.out
    assert f"需抽查 1，待回访 {waiting}" in said.err
    (told,) = run("stats", "flags", "--month", "2025-11", *who, "--json").objects
    (flag,) = told["flags"]
    assert (flag["clerk"], flag["rule"], flag["check"], len(flag["visits"])) == (
        LI.staff_no,
        "fast",
        None,
        10,
    )
    assert told["out_of_award"] == [LI.staff_no]
    assert {each["clerk"] for each in told["samples"] if each["level"]} == {"101", "102"}
    assert "何静" not in said.out
    assert "13812340009" not in str(told)
    assert run("stats", "flags", "--month", "11", *who).code == 2
    clerk = ("--staff", LI.staff_no, "--pin-file", private(tmp_path / "li", ALL_PINS[LI.staff_no]), *home)
    assert run("stats", "flags", *clerk).code == 3
