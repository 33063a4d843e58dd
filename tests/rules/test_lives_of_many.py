"""Six hundred random commands over the lives of many matters; ``torture/test_lives.py`` gives ten thousand."""

from __future__ import annotations

from pathlib import Path
from random import Random

from support.lives import COMMANDS, Lives
from support.looking import looked_over
from support.stations import open_small_station

ENDS = {
    "seen accepted",
    "seen handed_over",
    "seen answered",
    "seen closed",
    "seen withdrawn",
    "seen for the lead",
}


def test_whatever_is_commanded_every_matter_stays_sound_and_its_rows_are_its_facts(tmp_path: Path) -> None:
    """After each command: a first contact, no stage skipped, no end the customer does not know of, nothing doubted."""
    small = open_small_station(tmp_path, empty=True)
    lives = Lives(small, Random(11))
    lives.live(600)
    live = lives.rows()
    assert len(live["matter"]) == len(lives.matters) > 20
    lives.rebuild()
    assert lives.rows() == live
    assert looked_over(small.home).clean
    small.services.close()
    # Otherwise the lives would be too poor to prove much.
    assert all(lives.counts[end] for end in ENDS)
    assert lives.counts["refused"] > 50
    assert lives.counts["seen with a stand-in"] > 5
    assert sum(bool(lives.counts[name]) for name in COMMANDS) >= len(COMMANDS) - 5
    assert sum(lives.counts[name] for name in COMMANDS) > 200
