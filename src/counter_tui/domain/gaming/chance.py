"""How often honest months would look as strange: shares in a hall whose clerks differ, and several signs at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import erfc, exp, lgamma, log, sqrt
from statistics import NormalDist, median


def tail(hits: int, of: int, usual: float, spread: float) -> float:
    """The chance of so many hits or more where ``usual`` is the share of most and honest clerks differ by ``spread``.

    A beta-binomial tail with ``spread``, above 0, as its correlation. No more than is usual is no sign: 1.
    """
    if hits <= of * usual:
        return 1.0
    mass = exp(_log_mass(hits, of, usual, spread))
    total = 0.0
    for each in range(hits, of + 1):
        total += mass
        mass *= _step(each, of, usual, spread)
    return min(1.0, total)


def excess(hits: int, of: int, usual: float, spread: float) -> float:
    """By how many of what honest clerks usually differ a count is above the usual one, or below it."""
    return (hits - of * usual) / sqrt(of * usual * (1 - usual) * (1 + (of - 1) * spread))


def above(far: float) -> float:
    """The chance of being so far above the middle, of what is spread like a sum of many small things."""
    return erfc(far / sqrt(2)) / 2


def far_out(chance: float) -> float:
    """How far above the middle what has this chance lies; 0 for what is no sign at all."""
    return max(0.0, -NormalDist().inv_cdf(min(0.5, max(chance, 1e-9))))


def _log_mass(hits: int, of: int, usual: float, spread: float) -> float:
    ways = lgamma(of + 1) - lgamma(hits + 1) - lgamma(of - hits + 1)
    weight = (1 - spread) / spread
    a, b = usual * weight, (1 - usual) * weight
    return ways + _log_beta(hits + a, of - hits + b) - _log_beta(a, b)


def _step(hits: int, of: int, usual: float, spread: float) -> float:
    """How the chance of one hit more relates to that of so many."""
    if hits == of:
        return 0.0
    weight = (1 - spread) / spread
    a, b = usual * weight, (1 - usual) * weight
    return (of - hits) / (hits + 1) * (hits + a) / (of - hits - 1 + b)


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def drawn_to(hits: int, of: int, prior: float, weight: float) -> float:
    """A share that few cases do not move far from what is expected beforehand."""
    return (hits + prior * weight) / (of + weight)


def middle(counts: Sequence[tuple[int, int]], prior: float, weight: float) -> float:
    """The share of a hall by the middle one of its clerks: one who cheats among several does not move it."""
    if not counts:
        return prior
    return median(drawn_to(hits, of, prior, weight) for hits, of in counts)


def all_at_once(chances: Iterable[float]) -> float:
    """The chance of several independent signs together (Fisher's method)."""
    known = [max(each, 1e-300) for each in chances]
    half = -sum(map(log, known))
    term, total = 1.0, 0.0
    for step in range(len(known)):
        total += term
        term *= half / (step + 1)
    return min(1.0, exp(-half) * total)
