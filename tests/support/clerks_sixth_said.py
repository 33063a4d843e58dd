"""What the customers of the sixth set say who are called.

Reached are 63 of 100 with an account: of the numbers a station keeps one in six is not the customer's any more, and
of the rest one in four does not answer twice. Eight in a hundred who answer are not who came (the account is the
father's, the son was there): most pass the question on or say what they were told, some say nobody there ever
rated.

Who rated honestly. A key pressed weeks ago is a small thing: one in a hundred denies it, two in a hundred name
another level, one in a hundred says he was told what to press, because 'please rate me' sounds so to some; it does
to three in a hundred of those to whom all five lines were explained. Who was helped, mostly says so as of a rating
of his own. A child's press is news to most.

Who did not press. Two in three say so. One in five agrees to what the caller has before him, out of politeness, or
because he does not want to harm a clerk he meets at the market; some name a level they would have given. Of a visit
nobody made the customer is surer; from whom the pad was turned away at the last moment, remembers a pad, and only
half deny it. Of a matter that was split most remember to have pressed several times, one in five knows of once.

Who was asked for a five: six in ten say so if it was asked bluntly, not quite half if it was put nicely; people do
not call it being told. Who had a present for it says so less often. A friend covers for his friend.

Who was kept from rating. He mostly did not know that he could, so he learns it on the telephone: two in three say
that they were not asked, and what it was worth; of those a clerk kept away carefully somewhat fewer. But of those
who honestly forgot about it or walked off one in ten says so as well, of the discontented one in four: who is angry
blames. When the pad was broken four in ten say that they could not. Levels named on the telephone are kinder by one
in a quarter of the bad ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from counter_tui.domain.facts.gaming import CallOutcome
from support.clerks_hall import Visit

Answer = tuple[CallOutcome, int]
REACHED = 0.63
OTHER_PERSON = 0.08
Shares = Mapping[CallOutcome, float]
_OTHER: Shares = {"confirmed": 0.72, "denied": 0.13, "not_reached": 0.15}
_HONEST: Shares = {"confirmed": 0.96, "denied": 0.01, "other_level": 0.02, "told": 0.01}
_EXPLAINED: Shares = {"confirmed": 0.94, "denied": 0.01, "other_level": 0.02, "told": 0.03}
_RATED: Mapping[tuple[str, bool], Shares] = {
    ("pressed", False): {"denied": 0.7, "confirmed": 0.18, "other_level": 0.07, "told": 0.05},
    ("pressed", True): {"denied": 0.66, "confirmed": 0.22, "other_level": 0.08, "told": 0.04},
    ("colleague", False): {"denied": 0.7, "confirmed": 0.2, "other_level": 0.07, "told": 0.03},
    ("colleague", True): {"denied": 0.68, "confirmed": 0.22, "other_level": 0.07, "told": 0.03},
    ("taken", False): {"denied": 0.58, "confirmed": 0.18, "other_level": 0.14, "told": 0.1},
    ("taken", True): {"denied": 0.52, "confirmed": 0.25, "other_level": 0.13, "told": 0.1},
    ("invented", False): {"denied": 0.84, "confirmed": 0.1, "other_level": 0.03, "told": 0.03},
    ("invented", True): {"denied": 0.82, "confirmed": 0.12, "other_level": 0.03, "told": 0.03},
    ("begged", False): {"told": 0.6, "confirmed": 0.385, "denied": 0.01, "other_level": 0.005},
    ("begged", True): {"told": 0.47, "confirmed": 0.51, "denied": 0.01, "other_level": 0.01},
    ("gift", False): {"told": 0.48, "confirmed": 0.5, "denied": 0.01, "other_level": 0.01},
    ("gift", True): {"told": 0.4, "confirmed": 0.58, "denied": 0.01, "other_level": 0.01},
    ("split", False): {"confirmed": 0.62, "denied": 0.24, "told": 0.12, "other_level": 0.02},
    ("split", True): {"confirmed": 0.7, "denied": 0.17, "told": 0.1, "other_level": 0.03},
    ("friend", False): {"confirmed": 0.92, "told": 0.05, "denied": 0.03},
    ("friend", True): {"confirmed": 0.94, "told": 0.04, "denied": 0.02},
}
_HELPED: Shares = {"confirmed": 0.83, "denied": 0.07, "told": 0.07, "other_level": 0.03}
_CHILD: Shares = {"confirmed": 0.2, "denied": 0.4, "other_level": 0.4}
_KEPT_SAYS = {"unasked": 0.55, "down": 0.4}
_WALKED_SAYS, _DECLINED_SAYS, _BLAMES = 0.1, 0.04, 0.25


def says(visit: Visit, manner: str, random: Random, *, careful: bool) -> Answer:
    """What the customer of a visit says, whenever he is called; ``careful`` if his clerk is a careful cheat."""
    if not visit.account or random.random() >= REACHED:
        return "not_reached", 0
    if visit.state == "rated":
        return _rated(visit, manner, random, careful=careful), 0
    return _unrated(visit, random, careful=careful)


def _rated(visit: Visit, manner: str, random: Random, *, careful: bool) -> CallOutcome:
    cheated = _RATED.get((visit.done, careful))
    if cheated is not None:
        return _drawn(random, cheated)
    if random.random() < OTHER_PERSON:
        return _drawn(random, _OTHER)
    if visit.done in ("helped", "child"):
        return _drawn(random, _HELPED if visit.done == "helped" else _CHILD)
    return _drawn(random, _EXPLAINED if manner == "explains" else _HONEST)


def _unrated(visit: Visit, random: Random, *, careful: bool) -> Answer:
    if visit.done == "kept":
        kept = 0.58 if careful else 0.66
    elif visit.done in _KEPT_SAYS:
        kept = _KEPT_SAYS[visit.done]
    elif visit.felt <= 2:
        kept = _BLAMES
    else:
        kept = _DECLINED_SAYS if visit.state == "declined" else _WALKED_SAYS
    return ("kept" if random.random() < kept else "let_be"), _level(visit.felt, random)


def _level(felt: int, random: Random) -> int:
    draw = random.random()
    if felt <= 3 and draw < 0.25:
        return felt + 1
    return max(1, felt - 1) if draw > 0.95 else felt


def _drawn(random: Random, shares: Shares) -> CallOutcome:
    return random.choices(list(shares), list(shares.values()))[0]
