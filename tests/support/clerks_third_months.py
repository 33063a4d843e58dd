"""Months of the third halls: who works there, who cheats, what a station keeps, and what called customers say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from counter_tui.domain.facts.gaming import CallOutcome
from counter_tui.domain.gaming.visits import Called
from support.clerks_answers import Answer, says_told, says_unrated
from support.clerks_called import calls_of
from support.clerks_hall import Visit
from support.clerks_looked import as_looked
from support.clerks_months import Truth
from support.clerks_third import STRENGTHS, THIRD, TwoForOneAnother, counts
from support.clerks_third_hall import MONTHS, ThirdHall, hall_of
from support.clerks_third_people import Clerk, Day, Fingers, person_of

Planned = tuple[str, float]


class ThirdTruth(Truth):
    """What a clerk of a third hall really was."""

    @property
    def to_find(self) -> bool:
        """Whether he is a cheat who can be asked to be found."""
        return bool(self.style) and counts(self.style, self.touched, self.tokens)


@dataclass(frozen=True)
class ThirdMonth:
    """A hall's month as a station keeps it, and the truth beside it.

    ``whose`` says of places among the visits who pressed, where it was not the customer alone.
    """

    name: str
    first: date
    hall: ThirdHall
    visits: tuple[Visit, ...]
    truths: Mapping[str, Truth]
    whose: dict[int, str]

    def days(self) -> tuple[date, ...]:
        """Every day of the calendar month."""
        days = (self.first + timedelta(days=each) for each in range(31))
        return tuple(day for day in days if day.month == self.first.month)


def month_of(name: str, cheats: tuple[Planned, ...]) -> ThirdMonth:
    """A month of a hall that is large enough for its cheats and an honest clerk beside them."""
    random = Random(f"third {name}")
    first = random.choice(MONTHS)
    cheating = [each for each in cheats for _ in range(2 if each[0] == "two for one another" else 1)]
    hall = hall_of(random, first)
    while hall.clerks <= len(cheating):
        hall = hall_of(random, first)
    clerks, notes = _staff(random, name, hall, cheating)
    known: list[str] = [f"0528{random.randrange(10**6):06d}" for _ in range(40)]
    visits = [visit for day in hall.days for visit in Day(random, hall, day, clerks, known).run()]
    visits.sort(key=lambda each: each.armed_at)
    _next_ends_the_one_before(visits)
    tokens = Counter(each.clerk for each in visits)
    truths = {
        each.number: ThirdTruth(*notes[each.number], each.fingers.touched, tokens[each.number])
        for each in clerks
        if tokens[each.number]
    }
    whose = {id_: who for clerk in clerks for id_, who in clerk.fingers.whose.items()}
    by_place = {place: whose[id(visit)] for place, visit in enumerate(visits) if id(visit) in whose}
    return ThirdMonth(name, first, hall, tuple(visits), truths, by_place)


def _staff(
    random: Random, name: str, hall: ThirdHall, cheating: list[Planned]
) -> tuple[list[Clerk], dict[str, tuple[str, str, float]]]:
    clerks: list[Clerk] = []
    notes = {}
    seats = random.sample(range(hall.clerks), hall.clerks)
    for turn, place in enumerate(seats):
        number = f"{301 + place}"
        own = Random(f"third {name} {number}")
        manner, person = person_of(random, hall)
        fingers, style, strength = Fingers(own), "", 0.0
        if turn < len(cheating):
            style, strength = cheating[turn]
            fingers = THIRD[style](own, strength)
        alone: frozenset[date] = frozenset()
        if person.alone:
            begins = random.randrange(len(hall.days) - person.alone)
            alone = frozenset(hall.days[begins : begins + person.alone])
        clerks.append(Clerk(number, place, person, fingers, alone))
        notes[number] = (manner, style, strength)
    pair = [each for each in clerks if isinstance(each.fingers, TwoForOneAnother)]
    for each, other in zip(pair, reversed(pair), strict=True):
        assert isinstance(each.fingers, TwoForOneAnother)
        each.fingers.partner = other.number
    return sorted(clerks, key=lambda each: each.place), notes


def _next_ends_the_one_before(visits: list[Visit]) -> None:
    """A newer token of a counter ends the question before it."""
    newest: dict[str, Visit] = {}
    for visit in visits:
        before = newest.get(visit.clerk)
        if (
            before
            and before.state == "timed_out"
            and before.decided_at
            and before.decided_at > visit.armed_at
        ):
            assert before.shown_at is not None
            before.decided_at = max(before.shown_at, visit.armed_at)
        newest[visit.clerk] = visit


def plan(seed: int, halls: int) -> Iterator[tuple[str, tuple[Planned, ...]]]:
    """So many halls: a quarter without a cheat, a quarter with two ways at once, the others with one.

    Each way in each strength comes up in turn; nothing is said of a hall but its cheats.
    """
    random = Random(f"third plan {seed}")
    turns: list[Planned] = []

    def turn() -> Planned:
        if not turns:
            turns.extend((style, strength) for style in THIRD for strength in STRENGTHS)
            random.shuffle(turns)
        return turns.pop()

    for number in range(halls):
        yield f"{seed}/{number}", tuple(turn() for _ in range((0, 1, 1, 2)[number % 4]))


REACHED = 0.6
"""Of those who gave an account; in the country the number in the files is often a child's who works elsewhere."""
SAYS: Mapping[str, tuple[tuple[CallOutcome, float], ...]] = {
    # A call days later about one press of a pad: most know, five of a hundred do not remember (two of them are noted as
    # never having rated, three as no answer), a few mix up the two good faces.
    "own": (("confirmed", 0.925), ("other_level", 0.025), ("denied", 0.02), ("not_reached", 0.03)),
    # Somebody else pressed. Every fifth is polite or wants to be done with the call and says yes; some believe
    # that they must have pressed and name what they would have, some do not remember and are noted as no answer.
    "never": (("denied", 0.62), ("confirmed", 0.2), ("other_level", 0.1), ("not_reached", 0.08)),
    # Was not there at all: surer of it than who was.
    "nobody": (("denied", 0.8), ("confirmed", 0.12), ("not_reached", 0.08)),
    # A relative was told what to say; one in fifty was not told in time.
    "covered for": (("confirmed", 0.95), ("other_level", 0.03), ("denied", 0.02)),
    # "The girl pressed for me" is said by less than half of those who do not take that for kindness.
    "helped": (("confirmed", 0.42), ("denied", 0.45), ("other_level", 0.08), ("not_reached", 0.05)),
    # Did press, and says what he thinks of the service: two in five name the level they had looked for.
    "covered": (("confirmed", 0.55), ("other_level", 0.4), ("denied", 0.02), ("not_reached", 0.03)),
}


def says(month: ThirdMonth, place: int, random: Random) -> Answer:
    """What comes of a call about a visit; nobody can be called who gave no account."""
    visit = month.visits[place]
    if not visit.account or random.random() >= REACHED:
        return "not_reached", 0
    if visit.state != "rated":
        return says_unrated(visit, random)
    answers = SAYS[month.whose.get(place, "own")]
    (outcome,) = random.choices([name for name, _ in answers], [share for _, share in answers])
    manner = month.truths[visit.clerk].manner
    if outcome == "confirmed" and place not in month.whose and says_told(manner, visit, random):
        return "told", 0
    return outcome, 0


def called(month: ThirdMonth) -> tuple[Called, ...]:
    """The call-backs of a month; each customer says the same whenever he is called."""

    def said(visit: str) -> Answer:
        return says(month, int(visit, 16), Random(f"calls {month.name} {visit}"))

    return calls_of(as_looked(month.visits), month.days(), month.name, lambda each: said(each.visit))
