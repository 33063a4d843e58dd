"""What customers of invented halls say who are called about a visit that was drawn.

Set before anything was measured, by nothing but common sense: seven in ten with an account are reached, nobody without
one; of those who pressed, 985 in 1,000 say so, ten name another level and five do not remember to have pressed; of
those who never pressed, three in four say so, and one in ten names a level of his own. Who was asked for a five, or
is a friend, did press. Who has not rated says what ``clerks_answers`` has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from hashlib import sha256
from random import Random

from msgspec.structs import replace

from counter_tui.domain.facts.gaming import CallOutcome
from counter_tui.domain.gaming.assess import judge
from counter_tui.domain.gaming.sample import draw
from counter_tui.domain.gaming.signs import signs_of
from counter_tui.domain.gaming.visits import Called, Visit
from counter_tui.domain.gaming.visits import Month as Looked
from counter_tui.services.reference.gaming import load_gaming
from support.clerks_answers import Answer, says_told, says_unrated
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
    """The call-backs of a month, and what the customers say by the figures above."""
    days = (MONTH + timedelta(days=each) for each in range(31))
    return calls_of(as_looked(month.visits), days, seed, lambda each: _said(month, each, seed))


def calls_of(
    looked: Looked, days: Iterable[date], seed: str, says: Callable[[Visit], Answer]
) -> tuple[Called, ...]:
    """The call-backs of a month, made as the program draws them: some of everybody, then more where it says so.

    The hash of the last fact of each of the ``days`` is made of the ``seed``.
    """
    rules, hashes = load_gaming(), {day: sha256(f"{seed} {day}".encode()).digest() for day in days}
    found: dict[str, Called] = {}
    signs = signs_of(looked, rules)
    while True:
        so_far = tuple(found.values())
        closely = judge(replace(looked, called=so_far), signs, rules).closely
        more = [each for each in draw(looked.visits, hashes, so_far, closely) if each.visit not in found]
        if not more:
            return so_far
        for each in more:
            outcome, level = says(each)
            found[each.visit] = Called(each.visit, each.clerk, outcome, level)


def _said(month: Month, looked: Visit, seed: str) -> Answer:
    """What this customer says, whenever he is called."""
    random, place = Random(f"{seed} {looked.visit}"), int(looked.visit, 16)
    visit = month.visits[place]
    if not visit.account or random.random() >= _REACHED:
        return "not_reached", 0
    if visit.state != "rated":
        return says_unrated(visit, random)
    answers = _NEVER if place in month.pressed else _HONEST
    (outcome,) = random.choices([name for name, _ in answers], [share for _, share in answers])
    manner = month.truths[visit.clerk].manner
    if outcome == "confirmed" and place not in month.pressed and says_told(manner, visit, random):
        return "told", 0
    return outcome, 0
