"""Closing a PC down, killed before each single act on the disk; the short form in ``tests/crash`` takes the steps."""

from __future__ import annotations

from pathlib import Path

from telling import Tell

from support.killed_closings import KILLED, close_until_act, killed, looked_at, ordered


def test_killed_before_any_act_on_the_disk_nothing_is_gone_before_it_is_sealed(
    tmp_path: Path, tell: Tell
) -> None:
    small, signed, facts = ordered(tmp_path)
    seen: list[str] = []
    for act in range(1, 10_000):
        home, code = killed(small, tmp_path, signed, close_until_act, act)
        if code == 0:
            break
        assert code == KILLED
        seen.append(looked_at(home, facts, expect_note=False))
    assert seen == sorted(seen, reverse=True)
    assert {"open", "closing"} == set(seen)
    assert len(seen) > 20
    tell(kills=len(seen), facts=facts)
