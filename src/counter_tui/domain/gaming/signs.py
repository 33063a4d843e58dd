"""What each rule sees in each clerk's month beside the hall, however weak."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from counter_tui.domain.gaming.chance import drawn_to, excess, middle, tail
from counter_tui.domain.gaming.hall import Hall, hall_of
from counter_tui.domain.gaming.picking import Picked
from counter_tui.domain.gaming.picks import BESIDE, PICKS
from counter_tui.domain.gaming.rhythm import rhythm
from counter_tui.domain.gaming.rules import Rule, RuleSet
from counter_tui.domain.gaming.visits import Month, Sign, Visit

TEMPI = ("rhythm", "tempo")
"""The rules that look at the times themselves: in one narrow tempo, and in a wider one."""
DAYS = 31
"""Days of a month that might each stand out: a constant, so that one more day never speaks for anybody."""
_OWN = 10
"""Without so many other visits of the clerk's own nothing can differ from them."""

OF_A_KIND = frozenset({"short"})
"""Rules whose count hangs on the kind of work."""

ByClerk = Mapping[str, Sequence[Visit]]


def signs_of(month: Month, rules: RuleSet) -> dict[str, list[Sign]]:
    """What each rule sees in each clerk's month, however weak; clerks with too few tokens are left out."""
    hall, by_clerk = hall_of(month), _by_clerk(month)
    clerks = [clerk for clerk in sorted(by_clerk) if len(by_clerk[clerk]) >= rules.fewest]
    found: dict[str, list[Sign]] = {clerk: [] for clerk in clerks}
    for rule in rules.rules:
        seen = (
            _by_tempo(clerks, by_clerk, rule)
            if rule.code in TEMPI
            else _by_share(clerks, by_clerk, hall, rule)
        )
        for sign in seen:
            found[sign.clerk].append(sign)
    return found


def _by_tempo(clerks: Sequence[str], by_clerk: ByClerk, rule: Rule) -> Iterator[Sign]:
    for clerk in clerks:
        others = [each for name, theirs in by_clerk.items() if name != clerk for each in theirs]
        if (sign := rhythm(clerk, by_clerk[clerk], others, rule)) is not None:
            yield sign


def _by_share(clerks: Sequence[str], by_clerk: ByClerk, hall: Hall, rule: Rule) -> Iterator[Sign]:
    picked = {clerk: PICKS[rule.code](visits, hall, rule.limit) for clerk, visits in by_clerk.items()}
    for clerk in clerks:
        own = picked[clerk]
        if len(own.looked) < rule.of:
            continue
        theirs = [
            each.count for name, each in picked.items() if name != clerk and len(each.looked) >= rule.of
        ]
        usual = middle(theirs, rule.prior, rule.weight)
        if rule.code in OF_A_KIND:
            usual = _by_kind(clerk, picked, rule)
        if rule.code in BESIDE:
            hits, of = BESIDE[rule.code](by_clerk[clerk], hall, rule.limit).count
            if of < _OWN:
                continue
            usual = max(usual, drawn_to(hits, of, rule.prior, rule.weight))
        usual = min(rule.high, max(rule.low, usual))
        chance = tail(*own.count, usual, rule.spread) if len(own.hits) >= rule.least else 1.0
        hits_of = tuple(each.visit for each in own.hits)
        far = excess(*own.count, usual, rule.spread)
        whole = Sign(rule.code, clerk, hits_of, len(own.looked), usual, chance, excess=far)
        yield _on_a_day(whole, own, rule) if rule.by_day else whole


def _by_kind(clerk: str, picked: Mapping[str, Picked], rule: Rule) -> float:
    """What is usual of work as this clerk does it: who does quick work only is held against others' quick work."""
    counts: dict[str, dict[str, list[int]]] = {}
    for name, each in picked.items():
        for at, listed in enumerate((each.hits, each.looked)):
            for visit in listed:
                counts.setdefault(visit.kind, {}).setdefault(name, [0, 0])[at] += 1
    usual = 0.0
    for known in counts.values():
        if clerk in known:
            theirs = [(hits, of) for name, (hits, of) in known.items() if name != clerk]
            usual += known[clerk][1] * middle(theirs, rule.prior, rule.weight)
    return usual / len(picked[clerk].looked)


def _on_a_day(whole: Sign, own: Picked, rule: Rule) -> Sign:
    """The month, or the one day that shows it more clearly; looking twice costs a half."""
    days: dict[date, tuple[list[Visit], list[Visit]]] = {}
    for at, listed in enumerate((own.hits, own.looked)):
        for visit in listed:
            days.setdefault(visit.day, ([], []))[at].append(visit)
    best = replace(whole, chance=min(1.0, 2 * whole.chance))
    for day, (hits, looked) in days.items():
        if len(hits) >= rule.least:
            chance = min(1.0, 2 * DAYS * tail(len(hits), len(looked), whole.usual, rule.spread))
            if chance < best.chance:
                best = Sign(
                    whole.rule,
                    whole.clerk,
                    tuple(each.visit for each in hits),
                    len(looked),
                    whole.usual,
                    chance,
                    day,
                    excess=whole.excess,
                )
    return best


def _by_clerk(month: Month) -> dict[str, list[Visit]]:
    found: dict[str, list[Visit]] = {}
    for visit in sorted(month.visits, key=lambda each: (each.armed_at, each.visit)):
        found.setdefault(visit.clerk, []).append(visit)
    return found
