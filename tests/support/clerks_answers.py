"""What customers of invented halls say who went without a rating and are called: it follows from what was done to them.

Set by common sense before anything was measured with it:

* Who was very content says so, but for eight in a hundred. Of the others 22 in a hundred say one level better than it
  was, as people are polite on the telephone, six one level worse.
* Where no question stood before them, eight in ten say that they were not asked; the others remember another day's pad.
* Where it did, one in twenty says all the same that he was kept from it, and one in eight of the discontented.
* Who was kept from it says so about as often as he can have noticed (``_NOTICED``).
* Of those who pressed one or two in a hundred say that they were told what to press; of customers of a clerk who asks
  everybody to rate five, since asking is taken for telling; of those who were told 65.
"""

from __future__ import annotations

from random import Random

from counter_tui.domain.facts.gaming import CallOutcome
from support.clerks_hall import Visit

Answer = tuple[CallOutcome, int]
"""What was said, and how content who did not rate says he was (else 0)."""

_NOTICED = {"declined for": 0.6, "seen to the door": 0.45, "stalled": 0.7, "covered": 0.5}
_TOLD = {"told": 0.65, "asks everybody": 0.05}
_NO_ANSWER = 0.04
"""Who is reached and does not remember anything of it is noted as nobody reached."""


def says_unrated(visit: Visit, random: Random) -> Answer:
    """What a customer says who is reached and has not rated."""
    if random.random() < _NO_ANSWER:
        return "not_reached", 0
    shown = visit.state in ("declined", "timed_out")
    kept = _NOTICED.get(visit.done, 0.12 if visit.felt <= 3 else 0.05) if shown else 0.8
    return ("kept" if random.random() < kept else "let_be"), _level(visit.felt, random.random())


def says_told(manner: str, visit: Visit, random: Random) -> bool:
    """Whether a customer who pressed himself says that he was told what to press."""
    return random.random() < _TOLD.get(visit.done, _TOLD.get(manner, 0.015))


def _level(felt: int, draw: float) -> int:
    if felt == 5:
        return 5 if draw < 0.92 else 4
    return felt + 1 if draw < 0.22 else max(1, felt - 1) if draw < 0.28 else felt
