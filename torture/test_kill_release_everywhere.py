"""A release of customers, its process killed in and after every writing transaction; ``tests/crash`` takes some."""

from __future__ import annotations

from pathlib import Path

from telling import Tell

from support.killed_deliveries import NEW, OLD, killed_at, prepared


def test_killed_anywhere_the_old_customers_are_on_file_or_the_new_ones(tmp_path: Path, tell: Tell) -> None:
    small = prepared(tmp_path / "small")
    seen: list[str] = []
    for place in range(1, 10_000):
        before = killed_at(small, tmp_path, place)
        if not before:
            break
        seen.append(before)
    assert seen == sorted(seen, key=(OLD, NEW).index)
    assert min(seen.count(OLD), seen.count(NEW)) > 5
    tell(kills=len(seen), old=seen.count(OLD), new=seen.count(NEW))
