"""What a press leaves in a visit of the fourth set: the rating, and the reason somebody gives with his level."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

from support.clerks_hall import Visit

GOOD, FAIR = ("517", "510", "413", "411", "516"), ("314", "309", "307", "313")
BAD = {
    2: ("E201", "E204", "214", "E202", "209", "213", "E203"),
    1: ("115", "E101", "114", "E102", "110", "E201"),
}


def rated(
    visit: Visit, level: int, latency_ms: int, reason: str, done: str, refused: tuple[int, ...] = ()
) -> Visit:
    """The visit with that rating."""
    shown = visit.shown_at or visit.armed_at
    at = shown + timedelta(milliseconds=latency_ms)
    return replace(
        visit,
        shown_at=shown,
        decided_at=at,
        state="rated",
        level=level,
        reason=reason,
        latency_ms=latency_ms,
        refused=refused,
        done=done,
    )


def reason_of(rng: Random, level: int) -> str:
    """The reason a customer gives with that level, most with a bad one and few with a good one."""
    if level <= 2:
        return rng.choice(BAD[level]) if rng.random() < 0.85 else ""
    if level == 3:
        return rng.choice(FAIR) if rng.random() < 0.4 else ""
    return rng.choice(GOOD) if rng.random() < 0.3 else ""
