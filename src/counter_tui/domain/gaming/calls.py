"""What called customers tell: how much likelier it is where something was done to ratings than of an honest clerk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp, log
from statistics import median

from msgspec import Struct

from counter_tui.domain.gaming.chance import drawn_to
from counter_tui.domain.gaming.rules import Asks, CallRules
from counter_tui.domain.gaming.visits import Called, Month, Visit

AGAINST = frozenset({"denied", "other_level", "told"})
"""What a called customer says that speaks against how a rating came about, or did not."""
CONTENT = 4
"""Who says less than this and did not rate was discontented."""
_FEW = 25.0
"""So many ratings of others weigh as much as what is expected beforehand of how content people are."""

Contents = Mapping[bool, tuple[float, float, float]]
"""How many of a hundred are very content, content, and less, of visits that went well and (True) badly."""


class Heard(Struct, frozen=True):
    """What the customers of a clerk said; each figure is how many times likelier it is where that was done.

    ``pressed``: for customers; ``told``: what to press; ``hidden``: the question, from the discontented; ``shown``: it
    stood there, and they were kept from it all the same. Below 1 it speaks for the clerk.
    """

    rated: tuple[Called, ...] = ()
    unrated: tuple[Called, ...] = ()
    pressed: float = 1.0
    told: float = 1.0
    hidden: float = 1.0
    shown: float = 1.0

    def likelier(self, asks: Asks, calls: CallRules) -> float:
        """What is heard of something that may have been done."""
        match asks:
            case "pressed" | "told" | "hidden" | "shown":
                return float(getattr(self, asks))
            case "coached":
                return (self.pressed + self.told) / 2
            case "made":
                return calls.covered + (1 - calls.covered) * self.pressed
            case "kept":
                return (self.hidden + self.shown) / 2
            case "any":
                return (self.pressed + self.told + (self.hidden + self.shown) / 2) / 3
            case "pad":
                # A pad that fails is no matter of what customers remember.
                return max(0.5, self.hidden)

    def against(self, asks: Asks) -> tuple[Called, ...]:
        """Who said something that speaks against the clerk."""
        if asks == "kept":
            return tuple(each for each in self.unrated if 0 < each.level < CONTENT)
        said = ("told",) if asks == "told" else ("denied", "other_level")
        return tuple(each for each in self.rated if each.outcome in said)


def hear(month: Month, calls: CallRules) -> dict[str, Heard]:
    """What the customers of each clerk said who were reached."""
    visits = {each.visit: each for each in month.visits}
    told: dict[str, list[Called]] = {}
    for each in month.called:
        if each.reached and each.visit in visits:
            told.setdefault(each.clerk, []).append(each)
    known = {clerk: _contents(clerk, month, calls) for clerk in told}
    return {clerk: _heard(said, visits, known[clerk], calls) for clerk, said in told.items()}


def _heard(
    said: Sequence[Called], visits: Mapping[str, Visit], contents: Contents, calls: CallRules
) -> Heard:
    rated = tuple(each for each in said if visits[each.visit].rated)
    unrated = tuple(each for each in said if visits[each.visit].unrated)
    shown = [_kept(each, visits[each.visit], contents, calls) for each in unrated if visits[each.visit].asked]
    hidden = [
        _kept(each, visits[each.visit], contents, calls) for each in unrated if not visits[each.visit].asked
    ]
    return Heard(
        rated=rated,
        unrated=unrated,
        pressed=_mixed((_ratio(each, calls.pressed, calls) for each in rated), calls.shares),
        told=_mixed((_ratio(each, calls.told, calls) for each in rated), calls.shares),
        hidden=_mixed(hidden, calls.few),
        shown=_mixed(shown, calls.few),
    )


def _mixed(ratios: Iterable[float], shares: Sequence[float]) -> float:
    """How much likelier all of it is where it was done to one of these shares of the visits, each as likely."""
    known = list(ratios)
    return sum(exp(sum(log(1 + share * (each - 1)) for each in known)) for share in shares) / len(shares)


def _ratio(said: Called, done: Mapping[str, float], calls: CallRules) -> float:
    return done.get(said.outcome, 0.0) / calls.honest[said.outcome] if said.outcome in calls.honest else 1.0


def _kept(said: Called, visit: Visit, contents: Contents, calls: CallRules) -> float:
    """How much likelier this is from one who was kept from rating since he was discontented."""
    usual = contents[bool(visit.sore)]
    ratio = 1.0
    if said.level:
        at = 0 if said.level > CONTENT else 1 if said.level == CONTENT else 2
        ratio = calls.tilt[at] / sum(share * tilt for share, tilt in zip(usual, calls.tilt, strict=True))
    if visit.asked:
        # Where no question stood everybody says so.
        kept = said.outcome == "kept"
        ratio *= calls.kept / calls.kept_usual if kept else (1 - calls.kept) / (1 - calls.kept_usual)
    return ratio


def _contents(clerk: str, month: Month, calls: CallRules) -> Contents:
    """How content customers like this clerk's are: by what the others' and his own rated."""
    counts: dict[bool, dict[str, list[int]]] = {False: {}, True: {}}
    for visit in month.visits:
        if visit.rated and visit.level is not None:
            count = counts[bool(visit.sore)].setdefault(visit.clerk, [0, 0, 0])
            count[0 if visit.level > CONTENT else 1 if visit.level == CONTENT else 2] += 1
    return {sore: _usual(clerk, by_clerk, calls.usual[sore], calls) for sore, by_clerk in counts.items()}


def _usual(
    clerk: str, by_clerk: Mapping[str, Sequence[int]], prior: Sequence[float], calls: CallRules
) -> tuple[float, float, float]:
    own, found = by_clerk.get(clerk, (0, 0, 0)), []
    for at, (low, more) in ((1, (0.03, 0.03)), (2, (0.02, 0.015))):
        theirs = [
            drawn_to(each[at], sum(each), prior[at], _FEW) for name, each in by_clerk.items() if name != clerk
        ]
        hall = median(theirs) if theirs else prior[at]
        found.append(min(0.4, max(low, drawn_to(own[at], sum(own), hall, calls.own))) + more)
    return 1 - sum(found), found[0], found[1]
