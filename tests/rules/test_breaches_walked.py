"""Five hundred random lives: what became of each promise equals what a walker finds that goes minute by minute.

``torture/test_breaches.py`` lives ten thousand.
"""

from __future__ import annotations

from collections import Counter
from random import Random

from support.walked_breaches import same_as_walked


def test_every_breach_is_the_one_a_minute_walker_finds() -> None:
    counts: Counter[str] = Counter()
    for seed in range(500):
        same_as_walked(Random(seed), counts)
    # Otherwise the lives would be too poor to prove much.
    assert all(counts[state] > 30 for state in ("running", "paused", "met", "broken", "ended")), counts
    holders = ("handler", "outside", "offered", "resource", "lead", "first_contact", "task", "unit")
    assert all(counts[f"broken by {each}"] > 2 for each in holders), counts
    assert counts["moved"] > 50
