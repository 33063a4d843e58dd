"""The sixth set of months: power-supply stations as they are to who stands at a counter, and what cheats try.

Written without sight of any rule against gaming and of any other set, from the standard of the rating, what is
known of such halls, and what customers say on the telephone (``clerks_sixth_said`` has why). The parts:
``clerks_sixth_town`` the halls, their hours and their trouble, ``clerks_sixth_people`` who comes and how they rate,
``clerks_sixth_clerks`` what the clerks are like, ``clerks_sixth_counter`` a month at the counters,
``clerks_sixth_ways`` and ``clerks_sixth_adds`` what is done to ratings.

Twelve ways, each clumsy or careful and in three strengths, all equally often: he presses himself, has a colleague
press, turns the pad back from who hesitates, asks for a five, gives something for it, lets the question run out for
the discontented, sends the form or turns the screen when they have gone, pulls the pad's cable, splits a matter,
has friends look in, invents enquiries when nobody is there, or does two of these. A third of the halls has no
cheat, three in ten of the others have two. What they are as clerks besides is drawn as for the honest.

Left out, because no record shows it and nobody who is called can tell it: the visit that is served without being
entered; the smile, or the wish for a five that is in the air without being said; the difficult customer who is
passed to a colleague before anything is opened; friends who have a matter of their own and rate kindly; and whoever
has the key to the machine, which is what the sealing of facts is for.

A cheat is to be found by the measure of all sets: eight visits touched and a fifth of the month's tokens, of those
who keep the bad ratings away (run out, sent late, unplugged) a twentieth. Who does two things is measured by the
fifth.

It is judged by both ``SEEDS``, ``HALLS`` halls each; both were fixed before anything was judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from counter_tui.domain.gaming.visits import Called
from counter_tui.domain.gaming.visits import Visit as Looked
from support.clerks_called import calls_of
from support.clerks_hall import Visit
from support.clerks_looked import as_looked
from support.clerks_months import Truth
from support.clerks_sixth_adds import Friends, Invents, Splits, Two
from support.clerks_sixth_clerks import manner_of, seat_of
from support.clerks_sixth_counter import Counters
from support.clerks_sixth_hands import Hand, Honest
from support.clerks_sixth_said import Answer, says
from support.clerks_sixth_town import Town, calendar, town_of
from support.clerks_sixth_ways import Begs, Colleague, Gives, Presses, Sends, Takes, Unplugs, Waits

SEEDS = (60611, 60623)
HALLS = 540

_Way = Callable[..., Hand]
_SINGLE: dict[str, tuple[_Way, tuple[float, float, float]]] = {
    "presses": (Presses, (0.3, 0.5, 0.8)),
    "colleague": (Colleague, (0.4, 0.6, 0.9)),
    "takes": (Takes, (0.5, 0.75, 1.0)),
    "begs": (Begs, (0.3, 0.5, 0.8)),
    "gives": (Gives, (0.3, 0.5, 0.8)),
    "waits": (Waits, (0.5, 0.75, 1.0)),
    "sends": (Sends, (0.5, 0.75, 1.0)),
    "unplugs": (Unplugs, (0.5, 0.75, 1.0)),
    "splits": (Splits, (0.25, 0.35, 0.5)),
    "friends": (Friends, (0.25, 0.35, 0.5)),
    "invents": (Invents, (0.25, 0.35, 0.5)),
}
_PAIRS = (
    ("presses", "waits"),
    ("begs", "sends"),
    ("invents", "friends"),
    ("begs", "splits"),
    ("takes", "unplugs"),
    ("gives", "presses"),
)
_BOTH = (0.5, 0.7, 1.0)
Trick = tuple[str, str, float]
"""A way, 'clumsy' or 'careful', and its strength."""


@dataclass(frozen=True)
class SixthTruth(Truth):
    """What a clerk really was, with whether it is to be found by the measure of his way."""

    found_by_measure: bool = False

    @property
    def to_find(self) -> bool:
        """Whether he is a cheat who has to be found."""
        return self.found_by_measure


@dataclass(frozen=True)
class SixthMonth:
    """A hall's month as a station keeps it, and the truth beside it."""

    name: str
    town: Town
    visits: tuple[Visit, ...]
    truths: dict[str, SixthTruth]

    def days(self) -> tuple[date, ...]:
        """Every day of the calendar month."""
        return calendar(self.town.first)


def tricks() -> list[Trick]:
    """Every way in every skill and strength."""
    ways = [(way, strength) for way, (_, strengths) in _SINGLE.items() for strength in strengths]
    ways += [("two", strength) for strength in _BOTH]
    return [(way, skill, strength) for way, strength in ways for skill in ("clumsy", "careful")]


def plan(seed: int, halls: int) -> Iterator[tuple[str, tuple[Trick, ...]]]:
    """So many halls with their cheats, each trick in its turn."""
    random, turns = Random(f"sixth {seed}"), tricks()
    random.shuffle(turns)
    taken = 0
    for number in range(halls):
        some = 0 if number % 3 == 2 else 2 if random.random() < 0.3 else 1
        yield f"sixth {seed} {number}", tuple(turns[(taken + each) % len(turns)] for each in range(some))
        taken += some


def hand_of(random: Random, trick: Trick) -> Hand:
    """The hand of a cheat with this trick."""
    way, skill, strength = trick
    careful = skill == "careful"
    if way != "two":
        return _SINGLE[way][0](random, strength, careful=careful)
    first, second = (_SINGLE[each] for each in random.choice(_PAIRS))
    return Two(*(make(random, most * strength, careful=careful) for make, (_, _, most) in (first, second)))


def month_of(name: str, cheats: Iterable[Trick]) -> SixthMonth:
    """The month of a hall in which these cheats sit beside honest clerks."""
    random, tricky = Random(name), list(cheats)
    town = town_of(random)
    places = max(town.counters, len(tricky))
    seats, hands, played, taken = [], dict[str, Hand](), dict[str, Trick](), set[str]()
    for place in range(places):
        manner = manner_of(random, places, taken)
        taken.add(manner.name)
        seat = seat_of(random, town, place, manner)
        seats.append(seat)
        hands[seat.number] = Honest()
        if place < len(tricky):
            played[seat.number] = tricky[place]
            hands[seat.number] = hand_of(Random(f"{name} {seat.number}"), tricky[place])
    counters = Counters(random, town, seats, hands)
    for day in town.days:
        counters.day(day)
    visits = tuple(sorted(counters.visits, key=lambda each: each.armed_at))
    tokens = Counter(each.clerk for each in visits)
    truths = {
        seat.number: _truth(
            seat.manner.name, played.get(seat.number), hands[seat.number], tokens[seat.number]
        )
        for seat in seats
        if tokens[seat.number]
    }
    return SixthMonth(name, town, visits, truths)


def _truth(manner: str, trick: Trick | None, hand: Hand, tokens: int) -> SixthTruth:
    if trick is None:
        return SixthTruth(manner, "", 0.0, 0, tokens)
    way, skill, strength = trick
    return SixthTruth(manner, f"{way} {skill}", strength, hand.touched, tokens, hand.to_find(tokens))


def called(month: SixthMonth) -> tuple[Called, ...]:
    """The call-backs of a month and what the customers say."""

    def said(looked: Looked) -> Answer:
        visit = month.visits[int(looked.visit, 16)]
        truth = month.truths[visit.clerk]
        random = Random(f"{month.name} {looked.visit}")
        return says(visit, truth.manner, random, careful=truth.style.endswith("careful"))

    return calls_of(as_looked(month.visits), month.days(), month.name, said)
