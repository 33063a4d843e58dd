"""What customers of invented halls say who are called about a good rating that was drawn.

Set before anything was measured, by nothing but common sense: seven in ten with an account are reached, nobody without
one; of those who pressed, 985 in 1,000 say so, ten name another level and five do not remember to have pressed; of
those who never pressed, three in four say so, and one in ten names a level of his own. Who was asked for a five, or
is a friend, did press.
"""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from random import Random

from counter_tui.domain.facts.gaming import CallOutcome
from counter_tui.domain.gaming.sample import draw
from counter_tui.domain.gaming.visits import Called
from support.clerks_looked import as_looked
from support.clerks_months import MONTH, Month

_HONEST: tuple[tuple[CallOutcome, float], ...] = (
    ("confirmed", 0.985),
    ("other_level", 0.01),
    ("denied", 0.005),
)
_NEVER: tuple[tuple[CallOutcome, float], ...] = (("denied", 0.75), ("confirmed", 0.15), ("other_level", 0.1))
_REACHED = 0.7


def called(month: Month, seed: str) -> tuple[Called, ...]:
    """The call-backs of a month, made as the program draws them."""
    random = Random(seed)
    looked = as_looked(month.visits).visits
    days = (MONTH + timedelta(days=each) for each in range(31))
    seeds: dict[date, bytes] = {day: sha256(f"{seed} {day}".encode()).digest() for day in days}
    found = []
    for visit in draw(looked, seeds):
        place = int(visit.visit, 16)
        known = bool(month.visits[place].account)
        answers = _NEVER if place in month.pressed else _HONEST
        outcome: CallOutcome = "not_reached"
        if known and random.random() < _REACHED:
            (outcome,) = random.choices([name for name, _ in answers], [share for _, share in answers])
        found.append(Called(visit.visit, visit.clerk, outcome))
    return tuple(found)
