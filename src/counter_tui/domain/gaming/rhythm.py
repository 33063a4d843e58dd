"""Presses in one tempo: customers differ, a hand that presses for them does not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from counter_tui.domain.gaming.chance import drawn_to, tail
from counter_tui.domain.gaming.rules import Rule
from counter_tui.domain.gaming.visits import Sign, Visit

_WINDOWS = 20
"""So many tempos that differ lie between half a second and a minute: each could be the one that stands out."""


def rhythm(clerk: str, own: Sequence[Visit], others: Sequence[Visit], rule: Rule) -> Sign | None:
    """The tempo in which this clerk's good presses crowd most, beside how many of the hall's others lie in it.

    ``rule.limit`` is how far apart two presses of one tempo are at most, as a ratio.
    """
    timed = sorted((each for each in own if each.good and each.latency_ms), key=lambda each: each.latency_ms)
    theirs = sorted(each.latency_ms for each in others if each.good and each.latency_ms)
    if len(timed) < rule.of:
        return None
    times = [each.latency_ms for each in timed]
    best: Sign | None = None
    for first, start in enumerate(times):
        end = start * rule.limit
        last = bisect_left(times, end)
        hits, of = last - first, len(times)
        if hits < rule.least:
            continue
        among = bisect_left(theirs, end) - bisect_left(theirs, start)
        usual = min(rule.high, max(rule.low, drawn_to(among, len(theirs), rule.prior, rule.weight)))
        chance = min(1.0, _WINDOWS * tail(hits, of, usual, rule.spread))
        if best is None or chance < best.chance:
            visits = tuple(each.visit for each in timed[first:last])
            seconds = {"from_s": start / 1000, "to_s": end / 1000}
            best = Sign(rule.code, clerk, visits, of, usual, chance, figures=seconds)
    return best
