"""Killed at any step of closing a PC down, nothing is gone before it is sealed, and the next start goes on."""

from __future__ import annotations

from pathlib import Path

from support.killed_closings import KILLED, STEPS, close_until, killed, looked_at, ordered


def test_killed_before_a_step_the_next_start_goes_on_and_nothing_is_lost(tmp_path: Path) -> None:
    small, signed, facts = ordered(tmp_path)
    seen = []
    for step in STEPS:
        home, code = killed(small, tmp_path, signed, close_until, step)
        assert code == KILLED
        seen.append(looked_at(home, facts))
    assert seen == ["open"] * 2 + ["closing"] * 3
