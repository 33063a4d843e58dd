"""A month's flags: what the rules see in each clerk's visits beside the hall, within one budget of false flags."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import exp

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.gaming.calls import CONTENT, Heard, hear
from counter_tui.domain.gaming.chance import above, all_at_once
from counter_tui.domain.gaming.rules import Asks, Joined, Rule, RuleSet, Spoken
from counter_tui.domain.gaming.signs import signs_of
from counter_tui.domain.gaming.visits import Flag, Month, Sign

TOGETHER = "together"
"""The flag several weak signs make of which none would do."""
APART = "apart"
"""The group of signs that count only where they are joined by name."""
_WEAK = 0.2
"""A sign of more chance than this is none, and is not told beside others."""
TELLS = 0.7
"""A sign that is less above the hall's way does not speak for a way of cheating."""
MOST = 4.0
"""No single sign counts for more where several are taken together."""
OF_MISSING = frozenset({"hidden", "shown", "kept", "pad"})
"""What customers without a rating can tell of; of the rest those with a good one."""
OF_BOTH = frozenset({"leaned", "mixed", "any"})
"""What both can tell of."""
_STILL = 0.6
"""Where a customer spoke against a clerk, more are called unless the others made it so much less likely."""
_CLAIMED = 0.5
"""A sign claims no less than so much of the share by which it is above the hall's way."""
_LEAST, _MOST = -2.5, 0.9
"""What the ratings say beforehand counts for no less and no more than these powers of e."""
_UNSAID = 0.12
"""Where signs do not say how many ratings they are about, they claim no fewer than these."""


class Closer(Struct, frozen=True):
    """Of a clerk whose month is close to a flag: whether more of those with a good rating, and without one, are called.

    ``first`` are the visits of which more are drawn than of others.
    """

    rated: bool
    unrated: bool
    first: frozenset[str] = frozenset()


class Assessed(Struct, frozen=True):
    """The flags of a month, and the clerks of whose customers more are to be called."""

    flags: tuple[Flag, ...]
    closely: Mapping[str, Closer]


class Weighed(Struct, frozen=True):
    """One way in which a month may be strange: its chance as a multiple of what would be a flag.

    ``before`` is the same without what customers said. A flag without visits is none; ``said``: customers raise it, and
    all that is known makes it ``odds`` times as likely. ``spent``: no call can make it less likely.
    """

    asks: Asks
    before: float
    near: float
    flag: Flag
    single: bool = False
    said: bool = False
    odds: float = 0.0
    spent: bool = False


def flags(month: Month, rules: RuleSet) -> tuple[Flag, ...]:
    """The flags of all clerks, by clerk and rule; none of a month too small to say anything but what customers say."""
    return assess(month, rules).flags


def assess(month: Month, rules: RuleSet) -> Assessed:
    """The flags, and whose customers are to be called more often: who is close to a flag, or is told against."""
    return judge(month, signs_of(month, rules), rules)


def judge(month: Month, signs: Mapping[str, Sequence[Sign]], rules: RuleSet) -> Assessed:
    """What the signs and the called customers say together."""
    told, found, closely = hear(month, rules.calls), [], {}
    for clerk in sorted({*signs, *told}):
        heard = told.get(clerk, Heard())
        weighed = _weighed(clerk, signs.get(clerk, ()), heard, rules)
        found += _flags(weighed)
        if (closer := _closer(weighed, heard, signs.get(clerk, ()), rules)) is not None:
            closely[clerk] = closer
    return Assessed(tuple(found), closely)


def _weighed(clerk: str, signs: Sequence[Sign], heard: Heard, rules: RuleSet) -> list[Weighed]:
    """Everything that may be strange about a month, what the customers said reckoned in."""

    def weigh(
        asks: Asks, chance: float, limit: float, floor: float, flag: Flag, *, claimed: float = _UNSAID
    ) -> Weighed:
        before = max(chance / limit, floor)
        near = before / heard.likelier(asks, rules.calls, claimed)
        return Weighed(asks, before, near, flag, spent=near > 1 and heard.spent(asks, rules.calls))

    known = {each.code: each for each in rules.rules}
    found = []
    for sign in signs:
        rule = known[sign.rule]
        if limit := rules.limit_of(rule.share):
            flag = Flag(clerk, rule.code, (sign,), sign.hits)
            claimed = max(_UNSAID, _CLAIMED * (len(sign.hits) / max(1, sign.of) - sign.usual))
            one = weigh(rule.asks, sign.chance, limit, rule.floor, flag, claimed=claimed)
            found.append(replace(one, single=True))
    for join in rules.joined:
        far, told = _joined(join, signs)
        flag = Flag(clerk, join.code, told, _visits(told))
        found.append(weigh(join.asks, far, rules.limit_of(join.share), join.floor, flag))
    if signs:
        found.append(_together(clerk, signs, rules, weigh))
    found += [_said(clerk, says, signs, heard, rules) for says in rules.heard]
    return found


def _said(clerk: str, says: Spoken, signs: Sequence[Sign], heard: Heard, rules: RuleSet) -> Weighed:
    """What customers say, with what the ratings say of it beforehand."""
    beforehand = tuple(each for each in signs if each.rule in says.by)
    far = sum(says.by[each.rule] * each.excess for each in beforehand)
    odds = exp(max(_LEAST, min(_MOST, far)))
    before = 1 / (says.limit * odds)
    odds *= heard.likelier(says.asks, rules.calls)
    against = tuple(each.visit for each in heard.against(says.asks))
    of = len(heard.unrated if says.asks in OF_MISSING else heard.rated)
    of += len(heard.unrated) if says.asks in OF_BOTH else 0
    sign = Sign(says.code, clerk, against, of, 0.0, min(1.0, 1 / odds))
    told = (sign, *(each for each in beforehand if each.excess >= TELLS))
    flag = Flag(clerk, says.code, told, against)
    return Weighed(says.asks, before, 1 / (says.limit * odds), flag, said=True, odds=odds)


def _together(clerk: str, signs: Sequence[Sign], rules: RuleSet, weigh: Callable[..., Weighed]) -> Weighed:
    strongest = _by_group(signs, rules)
    told = tuple(sorted((each for each in strongest if each.chance <= _WEAK), key=lambda sign: sign.chance))
    chance = all_at_once(sign.chance for sign in strongest) if told else 1.0
    limit = rules.limit_of(rules.together)
    return weigh("any", chance, limit, rules.together_floor, Flag(clerk, TOGETHER, told, _visits(told)))


def _flags(weighed: Sequence[Weighed]) -> list[Flag]:
    """What is rare enough; several signs together only where nothing else is."""
    strange = [each for each in weighed if each.near <= 1 and each.flag.visits]
    single = _telling(each.flag for each in strange if each.single)
    shown = {visit for flag in single for visit in flag.visits}
    # Where single rules show most of the visits, nobody has to look into them twice.
    more = [
        each.flag
        for each in strange
        if not each.said
        and not each.single
        and 2 * len(shown & set(each.flag.visits)) < len(each.flag.visits)
    ]
    found = [*more, *_telling(each.flag for each in strange if each.said), *single]
    return [each for each in found if each.rule != TOGETHER] or found


def _closer(weighed: Sequence[Weighed], heard: Heard, signs: Sequence[Sign], rules: RuleSet) -> Closer | None:
    """Whether more are to be called: none where nothing comes near a flag, nor where one is certain."""
    # Before anybody says anything, what customers may say is near nothing.
    told_of = [each for each in weighed if not each.spent and (not each.said or each.near < each.before)]
    near = {
        missing: min(
            (each.near for each in told_of if each.asks in OF_BOTH or (each.asks in OF_MISSING) == missing),
            default=1e9,
        )
        for missing in (False, True)
    }
    if min(near.values()) <= rules.certain:
        return None
    told = any(each.outcome in ("denied", "told") for each in heard.rated)
    sour = any(0 < each.level < CONTENT for each in heard.unrated)
    alone = [each for each in weighed if each.said and each.asks not in OF_BOTH]
    odds = {
        missing: max((each.odds for each in alone if (each.asks in OF_MISSING) == missing), default=0.0)
        for missing in (False, True)
    }
    rated = near[False] <= rules.closely or (told and odds[False] > _STILL)
    unrated = near[True] <= rules.closely or (sour and odds[True] > _STILL)
    if not rated and not unrated:
        return None
    strange = {each.flag.rule for each in weighed if each.single and each.before <= rules.closely}
    first = (each for each in signs if each.rule in strange and 2 * len(each.hits) <= each.of)
    return Closer(rated, unrated, frozenset(_visits(first)))


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
