"""A month's flags: what the rules see in each clerk's visits beside the hall, within one budget of false flags."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from counter_tui.domain.gaming.chance import above, all_at_once, drawn_to, excess, middle, tail
from counter_tui.domain.gaming.picks import BESIDE, PICKS, Hall, Picked, hall_of
from counter_tui.domain.gaming.rhythm import rhythm
from counter_tui.domain.gaming.rules import Joined, Rule, RuleSet
from counter_tui.domain.gaming.visits import Called, Flag, Month, Sign, Visit

TOGETHER = "together"
"""The flag several weak signs make of which none would do."""
DENIED = "denied"
"""The flag a customer makes who was called and says that he never rated so."""
APART = "apart"
"""The group of signs that count only where they are joined by name."""
MISSING = "coverage"
"""The group of signs that ratings are missing: who gave a good one and is called cannot tell anything of those."""
TEMPI = ("rhythm", "tempo")
"""The rules that look at the times themselves: in one narrow tempo, and in a wider one."""
DAYS = 31
"""Days of a month that might each stand out: a constant, so that one more day never speaks for anybody."""
_WEAK = 0.2
"""A sign of more chance than this is none, and is not told beside others."""
_OWN = 10
"""Without so many other visits of the clerk's own nothing can differ from them."""

TELLS = 0.7
"""A sign that is less above the hall's way does not speak for a way of cheating."""
MOST = 4.0
"""No single sign counts for more where several are taken together."""
AGAINST = ("denied", "other_level")
"""What a called customer says that speaks against a rating."""
FORGET = 0.005
"""The share of customers who do not remember to have pressed: nobody has measured it."""

ByClerk = Mapping[str, Sequence[Visit]]


class Assessed(Struct, frozen=True):
    """The flags of a month, and the clerks of whose customers more are to be called."""

    flags: tuple[Flag, ...]
    closely: frozenset[str]


class Seen(Struct, frozen=True):
    """What all rules say of a clerk's month: the flags, and how close it is to one.

    ``near`` is the smallest chance as a multiple of what would be a flag, of what called customers can tell: nothing of
    ratings that are missing.
    """

    flags: tuple[Flag, ...]
    near: float


def flags(month: Month, rules: RuleSet) -> tuple[Flag, ...]:
    """The flags of all clerks, by clerk and rule; none of a month too small to say anything but what customers deny."""
    return assess(month, rules).flags


def assess(month: Month, rules: RuleSet) -> Assessed:
    """The flags, and whose customers are to be called more often: who is close to a flag, or is told against."""
    seen = {clerk: _seen(clerk, signs, rules) for clerk, signs in signs_of(month, rules).items()}
    close = {clerk for clerk, each in seen.items() if each.near <= rules.closely}
    found = _denied(month, rules, close)
    for each in seen.values():
        found += each.flags
    more = {clerk for clerk in close if not seen[clerk].flags} | {
        each.clerk for each in month.called if each.outcome in AGAINST
    }
    return Assessed(tuple(sorted(found, key=lambda flag: flag.clerk)), frozenset(more))


def _seen(clerk: str, signs: Sequence[Sign], rules: RuleSet) -> Seen:
    limits = {rule.code: rules.limit_of(rule.share) for rule in rules.rules}
    missing = {rule.code for rule in rules.rules if rule.group == MISSING}
    alone = [each for each in signs if each.chance <= limits[each.rule] and limits[each.rule]]
    near = [
        each.chance / limits[each.rule] for each in signs if limits[each.rule] and each.rule not in missing
    ]
    joined: list[Flag] = []
    for join in rules.joined:
        far, told = _joined(join, signs)
        limit = rules.limit_of(join.share)
        if missing.isdisjoint(join.of):
            near.append(far / limit)
        if far <= limit:
            joined.append(Flag(clerk, join.code, told, _visits(told)))
    if alone or joined:
        single = _telling([Flag(clerk, each.rule, (each,), each.hits) for each in alone])
        shown = {visit for flag in single for visit in flag.visits}
        # Where single rules show most of the visits, nobody has to look into them twice.
        more = [flag for flag in joined if 2 * len(shown & set(flag.visits)) < len(flag.visits)]
        return Seen((*more, *single), min(near, default=1.0))
    strongest = _by_group(signs, rules)
    near.append(all_at_once(sign.chance for sign in strongest) / rules.limit_of(rules.together))
    told = tuple(sorted((each for each in strongest if each.chance <= _WEAK), key=lambda sign: sign.chance))
    several = (Flag(clerk, TOGETHER, told, _visits(told)),) if near[-1] <= 1 and told else ()
    return Seen(several, min(near))


def _joined(join: Joined, signs: Sequence[Sign]) -> tuple[float, tuple[Sign, ...]]:
    """How rare so much at once is among honest clerks, and what speaks for it; 1 where too few do."""
    known = {each.rule: each for each in signs}
    seen = [(weight, known[code]) for code, weight in join.of.items() if code in known]
    told = tuple(sign for _weight, sign in seen if sign.excess >= TELLS and sign.hits)
    if len(told) < join.least:
        return 1.0, ()
    far = sum(weight * min(MOST, max(-MOST, sign.excess)) for weight, sign in seen)
    return above(far / join.spread), told


def _visits(signs: Iterable[Sign]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(visit for each in signs for visit in each.hits))


def _telling(found: Iterable[Flag]) -> list[Flag]:
    """In the order of the rules, the plainest first: without those that show no visit another does not show."""
    told: list[Flag] = []
    for flag in found:
        if not any(set(flag.visits) <= set(before.visits) for before in told):
            told.append(flag)
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
        if len(own.looked) < rule.of:
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
        chance = tail(*own.count, usual, rule.spread) if len(own.hits) >= rule.least else 1.0
        hits_of = tuple(each.visit for each in own.hits)
        far = excess(*own.count, usual, rule.spread)
        whole = Sign(rule.code, clerk, hits_of, len(own.looked), usual, chance, excess=far)
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
                    excess=whole.excess,
                )
    return best


def _denied(month: Month, rules: RuleSet, close: Collection[str]) -> list[Flag]:
    """What customers said who were called: one of few who never rated, or several of more.

    One of many has forgotten, unless the month is close to a flag anyway. A single customer who names another level
    has mostly forgotten what he pressed, so two of these count as one.
    """
    asked: dict[str, list[Called]] = {}
    for each in month.called:
        if each.outcome != "not_reached":
            asked.setdefault(each.clerk, []).append(each)
    found = []
    for clerk, reached in asked.items():
        against = [each for each in reached if each.outcome in AGAINST]
        count = (sum(each.outcome == "denied" for each in against) + len(against)) // 2
        limit = rules.denied_closely if clerk in close else rules.denied
        if count and (chance := tail(count, len(reached), FORGET, FORGET)) <= limit:
            visits = tuple(each.visit for each in against)
            sign = Sign(DENIED, clerk, visits, len(reached), FORGET, chance)
            found.append(Flag(clerk, DENIED, (sign,), visits))
    return found


def _by_clerk(month: Month) -> dict[str, list[Visit]]:
    found: dict[str, list[Visit]] = {}
    for visit in sorted(month.visits, key=lambda each: (each.armed_at, each.visit)):
        found.setdefault(visit.clerk, []).append(visit)
    return found
