"""``checks``: which lists stand how on a day, and what was found."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from counter_tui.domain.facts.checks import CheckAnswer
from support.cli_runs import Run, private
from support.stations import LI, PINS, WANG, open_small_station


def test_lists_are_shown_with_what_was_found_and_how_often_it_failed(run: Run, tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    checks = small.services.checks
    for day in (5, 0):
        small.clock.set(small.clock.now() - timedelta(days=day))
        checks.done(LI, "opening", [CheckAnswer(item="printer", result="failed", words="卡纸")])
        small.clock.set(small.clock.now() + timedelta(days=day))
    checks.drop(WANG, "pos", "本厅不收费")
    small.services.close()
    who = ("--staff", "104", "--pin-file", private(tmp_path / "own", PINS["104"]))
    at = ("checks", "--home", small.home.folder, "--date", "2025-11-20", *who)
    said = run(*at, "--lang", "en")
    assert "Opening check  not done in time  due 2025-11-20  1/17  李敏" in said.out
    assert "failed  Printers and paper  卡纸  李敏  11-20 10:42  failed: 2 in 30 days, 2 in 90" in said.out
    assert "Card terminal and scanner  dropped by 王强: 本厅不收费" in said.out
    assert "Walk-round  not done in time  due 2025-11-20  0/2" in said.out
    assert "failed items: 1" in said.err
    lists = {each["list"]: each for each in run(*at, "--json", "--lang", "zh").objects}
    assert list(lists) == ["opening", "hall", "five_s", "closing", "weekly", "monthly"]
    opening = lists["opening"]
    assert (opening["name"], opening["due_on"], opening["standing"], opening["answered"]) == (
        "开门检查",
        "2025-11-20",
        "late",
        1,
    )
    printer = next(each for each in opening["items"] if each["item"] == "printer")
    assert (printer["result"], printer["failed_30"], printer["being_put_right"]) == ("failed", 2, True)
    assert lists["weekly"]["due_on"] == "2025-11-17"
