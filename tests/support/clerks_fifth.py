"""The fifth set of rating months: halls, honest people and cheats of its own, written without knowing any rule.

The halls, customers and clerks have their figures in ``clerks_fifth_halls``, ``_people``, ``_clerks`` and
``_counter``; the cheats in ``_ways``, ``_keeps`` and ``_adds``; what called customers say in ``_said``. They were set
once, by common sense, and are judged by the two ``SEEDS`` with ``HALLS`` halls each.

A hall has no cheat, one, two or three, never more than half of its clerks; where there are several, a third of the
time they all do it the same way, as halls do. Each way comes clumsily and carefully, in three strengths.

Left out, because neither a record nor a called customer could tell it: a friend with a real matter who keeps
quiet about it, a matter that is never entered, the cross sent to another window (the rating there is honest), being
warmer to who looks as if he would rate, a smile or a look at the pad, and help now and then, below what
``clerks_cheats.counts`` asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from counter_tui.domain.gaming.visits import Called
from support.clerks_called import calls_of
from support.clerks_cheats import SUPPRESSING, counts
from support.clerks_fifth_adds import Both, EmptyHall, Friends, Splits
from support.clerks_fifth_clerks import Clerk, crew_of
from support.clerks_fifth_counter import visits_of
from support.clerks_fifth_halls import Hall, every_day, hall_of
from support.clerks_fifth_keeps import Covers, Declines, MarksDown, SendsAway, Stalls
from support.clerks_fifth_said import said
from support.clerks_fifth_ways import Asks, Cheat, Colleague, Gift, Presses, PressesBehind, Turns
from support.clerks_hall import Visit
from support.clerks_looked import as_looked
from support.clerks_months import Truth

SEEDS = (61203, 70411)
HALLS = 400
"""Of each seed."""

WAYS: dict[str, tuple[type[Cheat], ...]] = {
    "presses": (Presses,),
    "presses behind": (PressesBehind,),
    "turns the pad": (Turns,),
    "colleague presses": (Colleague,),
    "asks for a five": (Asks,),
    "gift": (Gift,),
    "lets it run out": (Stalls,),
    "sends away": (SendsAway,),
    "covers": (Covers,),
    "marks down": (MarksDown,),
    "declines for them": (Declines,),
    "splits": (Splits,),
    "friends": (Friends,),
    "empty hall": (EmptyHall,),
    "lets it run out, asks": (Stalls, Asks),
    "covers, presses": (Covers, Presses),
    "marks down, gift": (MarksDown, Gift),
    "sends away, empty hall": (SendsAway, EmptyHall),
}
STRENGTHS = (0.3, 0.5, 0.8)
CARE = ("clumsily", "carefully")
KEEPING = frozenset({"stalled", "sent_away", "covered", "marked_down", "declined_for"})
HELPING = frozenset(
    {"pressed", "turned", "colleague", "asked", "gift", "split", "split_pressed", "friend", "made_up"}
)
"""What is done to a visit by who helps along; the first keep somebody from rating."""


@dataclass(frozen=True)
class FifthTruth(Truth):
    """The truth about a clerk, and how many he ``kept`` from rating."""

    kept: int = 0

    @property
    def to_find(self) -> bool:
        """Whether he has to be found: a fifth of the tokens is touched, or a twentieth kept away, of eight at least."""
        (keeping, *_) = sorted(SUPPRESSING)
        return bool(self.style) and (
            counts("", self.touched, self.tokens) or counts(keeping, self.kept, self.tokens)
        )


@dataclass(frozen=True)
class FifthMonth:
    """A hall's month as a station keeps it, and the truth beside it."""

    name: str
    hall: Hall
    visits: tuple[Visit, ...]
    truths: dict[str, Truth]

    def days(self) -> tuple[date, ...]:
        """Every day of the calendar month."""
        return every_day(self.hall.month)


def plan(seed: int, halls: int) -> Iterable[tuple[str, list[tuple[str, float]]]]:
    """So many halls with their cheats: each way, clumsily and carefully, in each strength in turn."""
    random, turns = Random(f"fifth plan {seed}"), list[tuple[str, float]]()
    for number in range(halls):
        name = f"fifth/{seed}/{number}"
        (some,) = random.choices((0, 1, 2, 3), (0.14, 0.38, 0.3, 0.18))
        some = min(some, hall_of(name).clerks // 2)
        if len(turns) < some:
            fresh = [(f"{way} {care}", strength) for way in WAYS for care in CARE for strength in STRENGTHS]
            random.shuffle(fresh)
            turns += fresh
        cheats = [turns.pop(0) for _ in range(some)]
        if len(cheats) > 1 and random.random() < 1 / 3:
            cheats = [(cheats[0][0], strength) for _style, strength in cheats]
        yield name, cheats


def month_of(name: str, cheats: Sequence[tuple[str, float]]) -> FifthMonth:
    """The month of the hall of this name with these cheats among its clerks."""
    hall = hall_of(name)
    crew = crew_of(name, hall)
    cheating = dict(zip(Random(f"{name} cheats").sample(range(len(crew)), len(cheats)), cheats, strict=True))
    for place, (style, strength) in cheating.items():
        crew[place].hand = _hand(Random(f"{name} hand {place}"), style, strength)
    visits = tuple(visits_of(name, hall, crew))
    truths = {
        clerk.number: truth
        for place, clerk in enumerate(crew)
        if (truth := _truth(clerk, cheating.get(place, ("", 0.0)), visits)).tokens
    }
    return FifthMonth(name, hall, visits, truths)


def _hand(random: Random, style: str, strength: float) -> Cheat:
    way, care = style.rsplit(" ", 1)
    hands = [kind(random, strength, careful=care == "carefully") for kind in WAYS[way]]
    return hands[0] if len(hands) == 1 else Both(*hands)


def _truth(clerk: Clerk, cheat: tuple[str, float], visits: Iterable[Visit]) -> Truth:
    done = Counter(each.done for each in visits if each.clerk == clerk.number)
    kept = sum(done[each] for each in KEEPING)
    touched = kept + sum(done[each] for each in HELPING)
    return FifthTruth(clerk.manner.name, *cheat, touched, done.total(), kept)


def called(month: FifthMonth) -> tuple[Called, ...]:
    """The call-backs of a month, as the program draws them."""
    return calls_of(
        as_looked(month.visits),
        month.days(),
        month.name,
        lambda looked: said(
            month.hall,
            month.visits[int(looked.visit, 16)],
            Random(f"{month.name} says {int(looked.visit, 16)}"),
        ),
    )
