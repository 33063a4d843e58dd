"""Presses in one tempo: customers differ, a hand that presses for them does not."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from counter_tui.domain.gaming.chance import drawn_to, excess, far_out, tail
from counter_tui.domain.gaming.rules import Rule
from counter_tui.domain.gaming.visits import Sign, Visit

_WINDOWS = 20
"""So many tempos that differ lie between half a second and a minute: each could be the one that stands out."""
_CLOSELY = 3


def rhythm(clerk: str, own: Sequence[Visit], others: Sequence[Visit], rule: Rule) -> Sign | None:
    """The tempo in which this clerk's good presses crowd most, beside how many of the hall's others lie in it.

    ``rule.limit`` is how far apart two presses of one tempo are at most, as a ratio.
    """
    timed, pressed = _pressed(own), _pressed(others)
    if len(timed) < rule.of:
        return None
    # A hand that presses for customers gives one reason, or none: only such presses are looked for.
    common = Counter(each.reason for each in timed).most_common(1)[0][0]
    alike = [each for each in timed if each.reason == common]
    times = [each.latency_ms for each in alike]
    theirs = [each.latency_ms for each in pressed if each.reason == common]
    of = len(timed)
    seen: list[tuple[float, int, int, float]] = []
    for first, start in enumerate(times):
        last = bisect_left(times, start * rule.limit)
        if last - first >= rule.least:
            among = bisect_left(theirs, start * rule.limit) - bisect_left(theirs, start)
            usual = min(rule.high, max(rule.low, drawn_to(among, len(pressed), rule.prior, rule.weight)))
            seen.append((excess(last - first, of, usual, rule.spread), first, last, usual))
    # Only those that stand out most are worked out: the chance takes longer than the excess, and follows it.
    best: Sign | None = None
    for _far, first, last, usual in sorted(seen, reverse=True)[:_CLOSELY]:
        chance = min(1.0, _WINDOWS * tail(last - first, of, usual, rule.spread))
        if best is None or chance < best.chance:
            visits = tuple(each.visit for each in alike[first:last])
            seconds = {"from_s": times[first] / 1000, "to_s": times[first] * rule.limit / 1000}
            best = Sign(rule.code, clerk, visits, of, usual, chance, figures=seconds, excess=far_out(chance))
    return best


def _pressed(visits: Sequence[Visit]) -> list[Visit]:
    """The good presses whose time is known, the soonest first."""
    timed = (each for each in visits if each.good and each.latency_ms)
    return sorted(timed, key=lambda each: (each.latency_ms, each.visit))
