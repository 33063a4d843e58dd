"""``actions``: what is to be put right, and what was looked at lately."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from support.cli_runs import Run, private
from support.stations import LI, PINS, WANG, open_small_station


def test_what_is_carried_is_listed_with_age_and_lateness(run: Run, tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    actions, today = small.services.actions, small.clock.now().date()
    kept, done = (
        actions.set(WANG, actions.new(WANG), words, "102", today, "值长看", origin="meeting").item_id
        for words in ("公示牌过期", "老花镜缺")
    )
    actions.report(LI, done, "已补")
    actions.verify(WANG, done)
    actions.move(WANG, kept, today + timedelta(days=1), "等新价表")
    small.services.close()
    who = ("--staff", "104", "--pin-file", private(tmp_path / "own", PINS["104"]), "--lang", "en")
    at = ("actions", "--home", small.home.folder, *who)
    said = run(*at)
    assert "2025-11-21  李敏  公示牌过期" in said.out
    assert "Being put right  Morning meeting" in said.out
    assert "moved 1  look: 值长看" in said.out
    assert "老花镜缺" not in said.out
    assert "1 action item carried" in said.err
    assert "late: 1" in said.err
    (line,) = run(*at, "--json").objects
    assert (line["id"], line["owner"], line["state"], line["moved"]) == (kept, "102", "open", 1)
    # What was verified a year ago was looked at, but not lately.
    assert run(*at, "--verified", "--json").objects == []
