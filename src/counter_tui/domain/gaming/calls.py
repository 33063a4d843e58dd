"""What called customers tell: how much likelier it is where something was done to ratings than of an honest clerk.

Honest customers err more often in one hall than in another, one clerk forgets to ask more often than another, and here
and there the discontented rate less than the content by themselves. Nobody knows which: so both sides of each ratio are
means over what is possible, and what forgetting or warmth explains as well speaks against nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import exp, log, sqrt
from statistics import median

from msgspec import Struct

from counter_tui.domain.facts.gaming import CallOutcome
from counter_tui.domain.gaming.chance import drawn_to
from counter_tui.domain.gaming.rules import Asks, CallRules
from counter_tui.domain.gaming.visits import Called, Month, Visit

AGAINST = frozenset({"denied", "other_level", "told"})
"""What a called customer says that speaks against how a rating came about, or did not."""
CONTENT = 4
"""Who says less than this and did not rate was discontented."""
_FEW = 25.0
"""So many ratings of others weigh as much as what is expected beforehand of how content people are."""
_MOST = 50.0
"""No ratio counts as larger than this power of e."""
_SPEAKS = 1.2
"""What is hardly likelier than of an honest clerk does not speak for anything."""
_PAD = 0.3
"""However content those were before whom a pad failed: it is no less likely than this that it was made to."""
_SPENT = 0.1
"""Friends cover for made visits: where customers say so little, more of them say no more."""
_LEAST = 0.001
"""Nothing a customer may say is likelier than this to be impossible."""

Shares = tuple[float, float, float]
"""How many are very content, content, and less."""
Contents = Mapping[bool, Shares]
"""Those shares of visits that went well and (True) badly."""
Kind = tuple[bool, int, bool, bool]
"""What one without a rating said: kept from it, how content (0, 1, 2; else -1), was asked, after a bad visit."""


class Heard(Struct, frozen=True):
    """What the customers of a clerk said; each figure is how many times likelier it is where that was done.

    ``pressed``: for customers; ``told``: what to press; ``handled``: the one or the other before their eyes, each by
    the share of good ratings that are such. ``hidden``: the question, from the discontented; ``shown``: it stood there,
    and they were kept from it all the same; ``both`` of it. Below 1 it speaks for the clerk.
    """

    rated: tuple[Called, ...] = ()
    unrated: tuple[Called, ...] = ()
    pressed: tuple[float, ...] = ()
    told: tuple[float, ...] = ()
    handled: tuple[float, ...] = ()
    hidden: float = 1.0
    shown: float = 1.0
    both: float = 1.0

    @property
    def kept(self) -> float:
        """Kept from rating, in whatever way: who does so mostly takes the way that is at hand."""
        return (self.hidden + self.shown + 2 * self.both) / 4

    def likelier(self, asks: Asks, calls: CallRules, claimed: float = 0.0) -> float:
        """What is heard of something that may have been done, to no less than the ``claimed`` share of good ratings."""
        pressed, told, handled = (
            _from(each, calls.shares, claimed) for each in (self.pressed, self.told, self.handled)
        )
        ways: dict[Asks, float] = {
            "pressed": pressed,
            "told": told,
            "handled": handled,
            "coached": (pressed + told) / 2,
            # Friends and relatives say what they are told to say.
            "made": calls.covered + (1 - calls.covered) * pressed,
            "hidden": (self.hidden + self.both) / 2,
            "shown": (self.shown + self.both) / 2,
            "kept": self.kept,
            "leaned": _both(told, self.kept),
            "mixed": _both(pressed, self.kept),
            "any": (pressed + told + self.kept) / 3,
            "pad": max(_PAD, (self.hidden + self.both) / 2),
        }
        return ways[asks]

    def spent(self, asks: Asks, calls: CallRules) -> bool:
        """Whether customers have said all for the clerk that they can say of this."""
        if asks == "made":
            return self.likelier("pressed", calls) <= _SPENT
        return asks == "pad" and self.likelier(asks, calls) <= _PAD

    def against(self, asks: Asks) -> tuple[Called, ...]:
        """Who said something that speaks against the clerk."""
        sour = tuple(each for each in self.unrated if 0 < each.level <= CONTENT and each.outcome == "kept")
        low = tuple(each for each in self.unrated if 0 < each.level < CONTENT)
        if asks == "kept":
            return tuple(dict.fromkeys((*low, *sour)))
        said: tuple[str, ...] = ("told",) if asks in ("told", "leaned") else ("denied", "other_level")
        if asks == "handled":
            said = tuple(AGAINST)
        spoke = tuple(each for each in self.rated if each.outcome in said)
        return (*spoke, *low) if asks in ("leaned", "mixed") else spoke


def hear(month: Month, calls: CallRules) -> dict[str, Heard]:
    """What the customers of each clerk said who were reached."""
    visits = {each.visit: each for each in month.visits}
    told: dict[str, list[Called]] = {}
    for each in month.called:
        if each.reached and each.visit in visits:
            told.setdefault(each.clerk, []).append(each)
    counts = _counted(month.visits) if told else {}
    return {
        clerk: _heard(said, visits, _contents(clerk, counts, calls), calls) for clerk, said in told.items()
    }


def _heard(
    said: Sequence[Called], visits: Mapping[str, Visit], contents: Contents, calls: CallRules
) -> Heard:
    rated = tuple(each for each in said if visits[each.visit].rated)
    unrated = tuple(each for each in said if visits[each.visit].unrated)
    spoken = Counter(each.outcome for each in rated)
    kinds = Counter(_kind(each, visits[each.visit]) for each in unrated)
    return Heard(
        rated=rated,
        unrated=unrated,
        pressed=_of_ratings(spoken, calls.pressed, calls),
        told=_of_ratings(spoken, calls.told, calls),
        handled=_of_ratings(spoken, calls.handled, calls),
        hidden=_of_missing(kinds, (False,), contents, calls),
        shown=_of_missing(kinds, (True,), contents, calls),
        both=_of_missing(kinds, (False, True), contents, calls),
    )


def _from(ratios: Sequence[float], shares: Sequence[float], claimed: float) -> float:
    """The mean over the shares that are not less than what is claimed, each as likely."""
    known = [each for share, each in zip(shares, ratios, strict=False) if share >= min(claimed, shares[-3])]
    return sum(known) / len(known) if known else 1.0


def _both(one: float, other: float) -> float:
    """What two sides say of one thing together: no more than nothing unless each speaks for it."""
    return one * other if min(one, other) > _SPEAKS else min(1.0, one * other)


def _of_ratings(
    spoken: Counter[CallOutcome], done: Mapping[str, float], calls: CallRules
) -> tuple[float, ...]:
    """By each share of the good ratings it may have been done to: how much likelier is what was said of them."""
    possible = [
        (_erring(calls.honest, others, told), log(one * other))
        for others, one in calls.errors
        for told, other in calls.errors
    ]

    def mean(share: float) -> float:
        return _log_mean(
            weight
            + sum(
                count * log((1 - share) * honest[said] + share * max(done.get(said, 0.0), _LEAST))
                for said, count in spoken.items()
                if said in honest
            )
            for honest, weight in possible
        )

    usual = mean(0.0)
    return tuple(exp(min(_MOST, mean(share) - usual)) for share in calls.shares)


def _erring(honest: Mapping[str, float], others: float, told: float) -> dict[str, float]:
    """What honest customers say where they err so many times as often."""
    found = {
        said: share * (told if said == "told" else others)
        for said, share in honest.items()
        if said != "confirmed"
    }
    return {**found, "confirmed": 1 - sum(found.values())}


def _kind(said: Called, visit: Visit) -> Kind:
    at = -1 if not said.level else 0 if said.level > CONTENT else 1 if said.level == CONTENT else 2
    return said.outcome == "kept", at, visit.asked, bool(visit.sore)


def _of_missing(kinds: Counter[Kind], where: Sequence[bool], contents: Contents, calls: CallRules) -> float:
    """How much likelier it is what those without a rating said, where the discontented among some were kept from it.

    ``where``: of those who saw the question (True), or did not.
    """
    usual: list[float] = []
    done: list[float] = []
    for forgets, often in calls.forgets:
        for silent, chance in calls.silent:
            weight = log(often * chance)
            shares = {sore: _tilted(each, (1.0, sqrt(silent), silent)) for sore, each in contents.items()}
            honest = {kind: _honestly(kind, shares[kind[3]], forgets, calls) for kind in kinds}
            usual.append(weight + sum(count * log(honest[kind]) for kind, count in kinds.items()))
            for tilt in calls.tilts:
                kept = {
                    kind: _if_kept(kind, _tilted(shares[kind[3]], tilt), max(forgets, calls.kept))
                    for kind in kinds
                    if kind[2] in where
                }
                for few in calls.few:
                    done.append(
                        weight
                        + sum(
                            count
                            * log(
                                (1 - few) * honest[kind] + few * kept[kind] if kind in kept else honest[kind]
                            )
                            for kind, count in kinds.items()
                        )
                    )
    evenly = log(len(calls.tilts) * len(calls.few))
    return exp(min(_MOST, _log_mean(done) - evenly - _log_mean(usual)))


def _honestly(kind: Kind, usual: Shares, forgets: float, calls: CallRules) -> float:
    """How often one says this of a clerk who forgets so many, whoever they are; the discontented blame sooner."""
    kept, at, asked, _sore = kind
    level = usual[at] if at >= 0 else 1.0
    if not asked:  # Where no question stood everybody says so.
        return level
    blames = min(0.9, forgets * (calls.blame if at == 2 else 1.0))
    return level * (blames if kept else 1 - blames)


def _if_kept(kind: Kind, levels: Shares, says: float) -> float:
    kept, at, asked, _sore = kind
    level = levels[at] if at >= 0 else 1.0
    return level * ((says if kept else 1 - says) if asked else 1.0)


def _tilted(shares: Sequence[float], tilt: Sequence[float]) -> Shares:
    first, second, third = (share * times for share, times in zip(shares, tilt, strict=True))
    whole = first + second + third
    return first / whole, second / whole, third / whole


def _log_mean(logs: Iterable[float]) -> float:
    """The logarithm of the sum of what has these logarithms, their weights among them."""
    known = list(logs)
    most = max(known)
    return most + log(sum(exp(each - most) for each in known))


Counts = Mapping[bool, Mapping[str, Sequence[int]]]
"""By visits that went well and badly and by clerk: how many rated very content, content and less."""


def _counted(visits: Iterable[Visit]) -> Counts:
    counts: dict[bool, dict[str, list[int]]] = {False: {}, True: {}}
    for visit in visits:
        if visit.rated and visit.level is not None:
            count = counts[bool(visit.sore)].setdefault(visit.clerk, [0, 0, 0])
            count[0 if visit.level > CONTENT else 1 if visit.level == CONTENT else 2] += 1
    return counts


def _contents(clerk: str, counts: Counts, calls: CallRules) -> Contents:
    """How content customers like this clerk's are: by what the others' and his own rated."""
    return {sore: _usual(clerk, by_clerk, calls.usual[sore], calls) for sore, by_clerk in counts.items()}


def _usual(
    clerk: str, by_clerk: Mapping[str, Sequence[int]], prior: Sequence[float], calls: CallRules
) -> Shares:
    own, found = by_clerk.get(clerk, (0, 0, 0)), []
    for at, (low, more) in ((1, (0.03, 0.03)), (2, (0.02, 0.015))):
        theirs = [
            drawn_to(each[at], sum(each), prior[at], _FEW) for name, each in by_clerk.items() if name != clerk
        ]
        hall = median(theirs) if theirs else prior[at]
        found.append(min(0.4, max(low, drawn_to(own[at], sum(own), hall, calls.own))) + more)
    return 1 - sum(found), found[0], found[1]
