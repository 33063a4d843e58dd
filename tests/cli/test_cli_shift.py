"""``shift`` and ``roster``: who led on a day with both signatures, and who is on duty."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from support.cli_runs import Run, private
from support.shift import handed_to
from support.stations import PINS, WANG, open_small_station


def test_a_day_tells_its_leads_without_a_gap_and_its_roster(run: Run, tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    small.services.staff.add(WANG, "106", "赵所", "head", "729461")
    small.services.shift.set_roster(WANG, small.clock.now().date(), {"101": "lead", "102": "counter"}, "106")
    handed_to(small, "106", "729461")
    small.clock.advance(timedelta(hours=1))
    small.services.close()
    who = ("--staff", "104", "--pin-file", private(tmp_path / "own", PINS["104"]), "--lang", "en")
    at = ("--home", small.home.folder, *who, "--date", "2025-11-20")
    said = run("shift", *at)
    assert "王强  first lead of the station" in said.out
    assert "10:42 - 00:00  赵所  from 王强, signed by 王强 and 赵所" in said.out
    assert "gaps: 0" in said.err
    first, second = run("shift", *at, "--json").objects
    assert (first["lead"], first["until"]) == ("101", second["since"])
    assert (second["was"], second["signed_by"]) == ("101", ["101", "106"])
    said = run("roster", *at)
    assert "2025-11-20  counter  李敏" in said.out
    assert "2025-11-20  stands in for the lead  赵所" in said.out
    (day,) = run("roster", *at, "--json").objects
    assert (day["lead"], day["stand_in"], day["posts"]) == ("101", "106", {"101": "lead", "102": "counter"})
