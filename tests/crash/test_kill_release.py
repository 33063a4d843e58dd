"""A release of customers, its process killed at some places; the long form in ``torture`` takes every one."""

from __future__ import annotations

from pathlib import Path

from support.killed_deliveries import NEW, OLD, killed_at, prepared


def test_killed_while_customers_come_the_old_ones_are_on_file_or_the_new_ones(tmp_path: Path) -> None:
    small = prepared(tmp_path / "small")
    seen = [killed_at(small, tmp_path, place) for place in (1, 6, 13, 20)]
    assert seen[0] == OLD
    assert seen[-1] == NEW
