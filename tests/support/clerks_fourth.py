"""A fourth set of rating months, by an author who had read no rule and no other set.

``plan`` names the halls and says who cheats there, ``month_of`` makes a hall's month of its name, ``called`` asks its
customers. The halls stand in ``clerks_fourth_halls``, the people in ``clerks_fourth_people``, the cheats in
``clerks_fourth_styles`` and ``clerks_fourth_cheats``, a counter's month in ``clerks_fourth_visits``, the answers in
``clerks_fourth_said``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from counter_tui.domain.gaming.visits import Called
from support.clerks_answers import Answer
from support.clerks_called import calls_of
from support.clerks_cheats import counts
from support.clerks_fourth_halls import FourthHall, hall_of
from support.clerks_fourth_people import MANNERS, person_of
from support.clerks_fourth_said import said
from support.clerks_fourth_styles import KEEPING, Cheat, cheat_of
from support.clerks_fourth_visits import Counter
from support.clerks_hall import Visit
from support.clerks_looked import as_looked
from support.clerks_months import Truth

HONEST_HALLS, BAD_HALLS = 0.3, 0.15
"""Halls where nobody cheats, and halls where it is the custom."""
CHEATS, CHEATS_OF_BAD = 0.3, 0.6
"""The share of clerks who cheat in an ordinary hall, and in one where it is the custom."""
HONEST_DONE = frozenset({"", "forgotten"})
KEPT_DONE = frozenset({"kept", "told", "pleased"})
CHEATS_MANNERS = {"ordinary": 62, "gruff": 10, "beginner": 9, "forgets": 7, "quick_window": 6, "evening": 6}
"""How a cheat works otherwise: who fears bad ratings has more reason to cheat."""


@dataclass(frozen=True)
class FourthTruth(Truth):
    """What a clerk of the fourth set really was; ``kept`` are those of the ``touched`` kept from their own rating."""

    kept: int

    @property
    def to_find(self) -> bool:
        """Whether he is a cheat who has to be found: eight visits and a fifth, or a twentieth kept away."""
        if not self.style:
            return False
        kept = self.touched if self.style in KEEPING else self.kept
        return counts("", self.touched, self.tokens) or (kept >= 8 and kept * 20 >= self.tokens)


@dataclass(frozen=True)
class FourthMonth:
    """A hall's month of the fourth set, and the truth of each clerk by his number."""

    name: str
    hall: FourthHall
    visits: tuple[Visit, ...]
    truths: dict[str, FourthTruth]

    def days(self) -> tuple[date, ...]:
        """Every day of the calendar month."""
        return self.hall.days()


def plan(seed: int, halls: int) -> Iterator[tuple[str, tuple[Cheat, ...]]]:
    """The names of so many halls, and who cheats in each."""
    for number in range(halls):
        name = f"fourth/{seed}/{number}"
        rng = Random(f"{name}/plan")
        custom = rng.random()
        share = 0.0 if custom < HONEST_HALLS else CHEATS_OF_BAD if custom > 1 - BAD_HALLS else CHEATS
        places = [place for place in range(hall_of(name).clerks) if rng.random() < share]
        yield name, tuple(cheat_of(rng, place) for place in places)


def month_of(name: str, cheats: tuple[Cheat, ...]) -> FourthMonth:
    """The month of the hall of that name, always the same."""
    hall, rng = hall_of(name), Random(f"{name}/month")
    by_place = {each.place: each for each in cheats}
    counters = [_counter(rng, hall, place, by_place.get(place)) for place in range(hall.clerks)]
    days = hall.days()
    for place, day in enumerate(days):
        for each in counters:
            first, last = each.person.present
            if first <= (place + 0.5) / len(days) <= last and rng.random() < hall.crew(day):
                each.day(day)
    visits = sorted((visit for each in counters for visit in each.visits), key=lambda each: each.armed_at)
    return FourthMonth(name, hall, tuple(visits), {each.clerk: _truth(each) for each in counters})


def called(month: FourthMonth) -> tuple[Called, ...]:
    """The calls the program draws for the month, with what the customers say."""
    return calls_of(
        as_looked(month.visits),
        month.days(),
        month.name,
        lambda each: _answer(month, int(each.visit, 16)),
    )


def _answer(month: FourthMonth, place: int) -> Answer:
    visit = month.visits[place]
    return said(month.name, place, month.hall, visit, month.truths[visit.clerk].manner)


def _counter(rng: Random, hall: FourthHall, place: int, cheat: Cheat | None) -> Counter:
    weights = {manner: each[0] for manner, each in MANNERS.items()} if cheat is None else CHEATS_MANNERS
    manner = rng.choices(list(weights), list(weights.values()))[0]
    own = Random(f"{hall.name}/{place}")
    return Counter(hall, place, f"{1001 + place}", person_of(own, manner), cheat, own, [])


def _truth(counter: Counter) -> FourthTruth:
    cheat, done = counter.cheat, [each.done for each in counter.visits]
    return FourthTruth(
        counter.person.manner,
        "" if cheat is None else cheat.style,
        0.0 if cheat is None else round(cheat.strength, 1),
        sum(each not in HONEST_DONE for each in done),
        len(done),
        sum(each in KEPT_DONE for each in done),
    )
