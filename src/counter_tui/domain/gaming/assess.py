"""A month's flags: what the rules see in each clerk's visits beside the hall, within one budget of false flags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from counter_tui.domain.gaming.chance import all_at_once, drawn_to, middle, tail
from counter_tui.domain.gaming.picks import BESIDE, PICKS, Hall, Picked, hall_of
from counter_tui.domain.gaming.rhythm import rhythm
from counter_tui.domain.gaming.rules import Rule, RuleSet
from counter_tui.domain.gaming.visits import Called, Flag, Month, Sign, Visit

TOGETHER = "together"
"""The flag several weak signs make of which none would do."""
DENIED = "denied"
"""The flag a customer makes who was called and says that he never rated so."""
APART = "apart"
"""The group of signs that count only where they are joined by name."""
TEMPI = ("rhythm", "tempo")
"""The rules that look at the times themselves: in one narrow tempo, and in a wider one."""
DAYS = 31
"""Days of a month that might each stand out: a constant, so that one more day never speaks for anybody."""
_WEAK = 0.2
"""A sign of more chance than this is none, and is not told beside others."""
_OWN = 10
"""Without so many other visits of the clerk's own nothing can differ from them."""

_OTHERS = 2
"""So many called customers who name another level are too many to have forgotten."""

ByClerk = Mapping[str, Sequence[Visit]]


def flags(month: Month, rules: RuleSet) -> tuple[Flag, ...]:
    """The flags of all clerks, by clerk and rule; none of a month too small to say anything but what customers deny."""
    found = _denied(month)
    for clerk, signs in signs_of(month, rules).items():
        found += _flags_of(clerk, signs, rules)
    return tuple(sorted(found, key=lambda flag: flag.clerk))


def _flags_of(clerk: str, signs: Sequence[Sign], rules: RuleSet) -> list[Flag]:
    shares = {rule.code: rule.share for rule in rules.rules}
    alone = [each for each in signs if each.chance <= rules.limit_of(shares[each.rule])]
    joined = _joined(clerk, signs, rules)
    if alone or joined:
        return [*joined, *(Flag(clerk, each.rule, (each,), each.hits) for each in _telling(alone))]
    strongest = _by_group(signs, rules)
    if all_at_once(sign.chance for sign in strongest) > rules.limit_of(rules.together):
        return []
    told = tuple(sorted((each for each in strongest if each.chance <= _WEAK), key=lambda sign: sign.chance))
    visits = tuple(dict.fromkeys(visit for each in told for visit in each.hits))
    return [Flag(clerk, TOGETHER, told, visits)]


def _joined(clerk: str, signs: Sequence[Sign], rules: RuleSet) -> list[Flag]:
    """The ways of cheating that show in several rules at once."""
    known = {each.rule: each for each in signs}
    found = []
    for join in rules.joined:
        seen = [known[code] for code in join.of if code in known]
        missing = [1.0] * (len(join.of) - len(seen))
        told = tuple(sign for sign in seen if sign.chance <= _WEAK)
        if len(told) < join.least:
            continue
        if all_at_once([*missing, *(sign.chance for sign in seen)]) <= rules.limit_of(join.share):
            visits = tuple(dict.fromkeys(visit for sign in told for visit in sign.hits))
            found.append(Flag(clerk, join.code, told, visits))
    return found


def _telling(signs: Iterable[Sign]) -> list[Sign]:
    """In the order of the rules, the plainest first: without those that show no visit another does not show."""
    told: list[Sign] = []
    for sign in signs:
        if not any(set(sign.hits) <= set(before.hits) for before in told):
            told.append(sign)
    return told


def _by_group(signs: Iterable[Sign], rules: RuleSet) -> list[Sign]:
    """The strongest sign of each group, at the chance that the strongest of its rules is as strong."""
    from msgspec.structs import replace

    groups: dict[str, list[Rule]] = {}
    for rule in rules.rules:
        if rule.group == APART:
            continue
        groups.setdefault(rule.group, []).append(rule)
    known = {each.rule: each for each in signs}
    strongest = []
    for members in groups.values():
        seen = [known[rule.code] for rule in members if rule.code in known]
        best = min(seen, key=lambda sign: sign.chance, default=None)
        chance = 1.0 if best is None else min(1.0, best.chance * len(members))
        strongest.append(Sign("", "", (), 0, 0.0, 1.0) if best is None else replace(best, chance=chance))
    return strongest


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
        if len(own.hits) < rule.least or len(own.looked) < rule.of:
            continue
        theirs = [
            each.count for name, each in picked.items() if name != clerk and len(each.looked) >= rule.of
        ]
        usual = middle(theirs, rule.prior, rule.weight)
        if rule.code in BESIDE:
            hits, of = BESIDE[rule.code](by_clerk[clerk], hall, rule.limit).count
            if of < _OWN:
                continue
            usual = max(usual, drawn_to(hits, of, rule.prior, rule.weight))
        usual = min(rule.high, max(rule.low, usual))
        chance = tail(*own.count, usual, rule.spread)
        hits_of = tuple(each.visit for each in own.hits)
        whole = Sign(rule.code, clerk, hits_of, len(own.looked), usual, chance)
        yield _on_a_day(whole, own, rule) if rule.by_day else whole


def _on_a_day(whole: Sign, own: Picked, rule: Rule) -> Sign:
    """The month, or the one day that shows it more clearly; looking twice costs a half."""
    from msgspec.structs import replace

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
                )
    return best


def _denied(month: Month) -> list[Flag]:
    """What customers said who were called: one who never rated is enough for a person to look, or two of another level.

    A single customer who names another level has mostly forgotten what he pressed.
    """
    asked: dict[str, list[Called]] = {}
    for each in month.called:
        if each.outcome != "not_reached":
            asked.setdefault(each.clerk, []).append(each)
    found = []
    for clerk, reached in asked.items():
        against = [each for each in reached if each.outcome != "confirmed"]
        if any(each.outcome == "denied" for each in against) or len(against) >= _OTHERS:
            visits = tuple(each.visit for each in against)
            found.append(Flag(clerk, DENIED, (Sign(DENIED, clerk, visits, len(reached), 0.0, 0.0),), visits))
    return found


def _by_clerk(month: Month) -> dict[str, list[Visit]]:
    found: dict[str, list[Visit]] = {}
    for visit in sorted(month.visits, key=lambda each: (each.armed_at, each.visit)):
        found.setdefault(visit.clerk, []).append(visit)
    return found
