"""Months of invented halls: honest clerks beside cheats, what a station keeps of them, and how well cheats are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Protocol

from support.clerks_cheats import STRENGTHS, STYLES, Cheat, counts
from support.clerks_hall import Hall, Visit, hall_of
from support.clerks_manners import Clerk, Hand, day_of, manner_of

MONTH = date(2025, 12, 1)


@dataclass(frozen=True)
class Truth:
    """What a clerk really was: his manner, the style of a cheat or nothing, how strongly, how many he helped along."""

    manner: str
    style: str
    strength: float
    touched: int
    tokens: int

    @property
    def to_find(self) -> bool:
        """Whether he is a cheat who has to be found."""
        return bool(self.style) and counts(self.style, self.touched, self.tokens)


@dataclass(frozen=True)
class Month:
    """A hall's month as a station keeps it, and beside it the truth nobody there knows."""

    hall: Hall
    visits: tuple[Visit, ...]
    truths: dict[str, Truth]
    pressed: frozenset[int]
    """The places among the visits of those whose rating no customer pressed."""


class Flags(Protocol):
    """What is to be judged: the clerks of a hall's month who are to be looked at."""

    def __call__(self, visits: Iterable[Visit]) -> Set[str]:
        """Their numbers."""


def month_of(
    seed: str,
    cheats: Iterable[tuple[str, float]],
    styles: dict[str, Callable[[Random, float], Cheat]] = STYLES,
    halls: Callable[[Random, date], Hall] = hall_of,
) -> Month:
    """A month of a hall with these cheats and two to four honest clerks beside them."""
    random = Random(seed)
    hall = halls(random, MONTH)
    named: list[tuple[str, str, float]] = [("middling", style, strength) for style, strength in cheats]
    clerks, notes = [], {}
    for place in range(len(named) + random.randint(2, 4)):
        number = f"{201 + place}"
        name, manner = manner_of(random)
        hand, style, strength = Hand(Random(f"{seed} {number}")), "", 0.0
        if place < len(named):
            _name, style, strength = named[place]
            hand = styles[style](Random(f"{seed} {number}"), strength)
        clerks.append(Clerk(number, manner, hand))
        notes[number] = (name, style, strength)
    visits = [visit for day in hall.days for visit in day_of(random, hall, day, clerks)]
    visits.sort(key=lambda each: each.armed_at)
    tokens = Counter(each.clerk for each in visits)
    truths = {
        each.number: Truth(*notes[each.number], each.hand.touched, tokens[each.number])
        for each in clerks
        if tokens[each.number]
    }
    by_hand = {each for clerk in clerks for each in clerk.hand.pressed}
    pressed = frozenset(place for place, visit in enumerate(visits) if id(visit) in by_hand)
    return Month(hall, tuple(visits), truths, pressed)


def plan(
    seed: int, halls: int, styles: Iterable[str] = STYLES
) -> Iterable[tuple[str, list[tuple[str, float]]]]:
    """So many halls with their cheats: each style in each strength in turn, one hall in three without any."""
    turns = [(style, strength) for strength in STRENGTHS for style in styles]
    Random(seed).shuffle(turns)
    taken = 0
    for number in range(halls):
        some = 0 if number % 3 == 2 else 1
        yield f"{seed}/{number}", [turns[(taken + each) % len(turns)] for each in range(some)]
        taken += some


@dataclass
class Score:
    """How many cheats were found, by style and strength, and how many honest clerk-months were flagged, by manner."""

    cheats: Counter[tuple[str, float]] = field(default_factory=Counter)
    found: Counter[tuple[str, float]] = field(default_factory=Counter)
    slight: Counter[tuple[str, float]] = field(default_factory=Counter)
    slight_found: Counter[tuple[str, float]] = field(default_factory=Counter)
    honest: Counter[str] = field(default_factory=Counter)
    accused: Counter[str] = field(default_factory=Counter)

    def take(self, truths: Mapping[str, Truth], flagged: Set[str]) -> None:
        """Count a month in: what its clerks really were, and who was flagged."""
        for number, truth in truths.items():
            hit = number in flagged
            if not truth.style:
                self.honest[truth.manner] += 1
                self.accused[truth.manner] += hit
                continue
            key = (truth.style, truth.strength)
            group, found = (self.cheats, self.found) if truth.to_find else (self.slight, self.slight_found)
            group[key] += 1
            found[key] += hit

    @property
    def recall(self) -> float:
        """The share of the cheats to find that were found."""
        return self.found.total() / self.cheats.total()

    @property
    def false(self) -> float:
        """The share of the honest clerk-months that were flagged."""
        return self.accused.total() / self.honest.total()

    def lines(self) -> list[str]:
        """Everything, one line each."""
        told = [
            f"recall {self.recall:.3f} of {self.cheats.total()}, false {self.false:.3f} of {self.honest.total()}"
        ]
        for key in sorted(set(self.cheats) | set(self.slight)):
            slight = f"slight {self.slight_found[key]}/{self.slight[key]}"
            told.append(f"{key[0]} {key[1]}: {self.found[key]}/{self.cheats[key]}, {slight}")
        told += [
            f"honest {name}: {self.accused[name]}/{count}" for name, count in sorted(self.honest.items())
        ]
        return told


def score(flags: Flags, months: Iterable[Month]) -> Score:
    """How well cheats are told over many months."""
    total = Score()
    for month in months:
        total.take(month.truths, flags(month.visits))
    return total
