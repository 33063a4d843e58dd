"""``packs``: what was handed over on a day, and what became of each line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from counter_tui.domain.pack.state import ORDER
from support.cli_runs import Run, private
from support.stations import LI, LIU, PINS, open_small_station


def test_packs_are_listed_with_what_became_of_their_lines(run: Run, tmp_path: Path) -> None:
    small = open_small_station(tmp_path)
    packs = small.services.packs
    first = packs.offer(LI, PINS["102"], packs.new(LI), "103")
    packs.take(LIU, PINS["103"], first.pack_id, ORDER, {first.lines[0].place: "我明天休假"})
    small.clock.advance(timedelta(minutes=5))
    packs.offer(LIU, PINS["103"], packs.new(LIU), "102")
    small.services.close()
    who = ("--staff", "104", "--pin-file", private(tmp_path / "own", PINS["104"]))
    at = ("packs", "--home", small.home.folder, *who)
    said = run(*at, "--date", "2025-11-20", "--lang", "en")
    assert "李敏 to 刘伟  signed for  11-20 10:42" in said.out
    assert f"Matters  {first.lines[0].name}" in said.out
    assert "refused  我明天休假" in said.out
    assert "2 hand-over packs   not signed for: 1" in said.err
    signed, waits = run(*at, "--date", "2025-11-20", "--json").objects
    assert (signed["giver"], signed["receiver"], signed["state"]) == ("102", "103", "taken")
    assert [line["outcome"] for line in signed["lines"]].count("refused") == 1
    assert (waits["state"], waits["settled_at"]) == ("offered", None)
    assert run(*at, "--date", "2025-11-19", "--json").objects == []
