"""Sharing somebody's work out among colleagues."""

from __future__ import annotations

from collections.abc import Mapping


def share_out(matters: int, on_hand: Mapping[str, int]) -> tuple[str, ...]:
    """Who gets each of so many matters: always whoever has the fewest then, of several the first named."""
    now = dict(on_hand)
    given = []
    for _matter in range(matters):
        fewest = min(now, key=now.__getitem__)
        now[fewest] += 1
        given.append(fewest)
    return tuple(given)
