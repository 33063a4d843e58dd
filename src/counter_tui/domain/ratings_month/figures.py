"""Counting a month of ratings: one series at a time, and nothing that was not rated is ever good.

参评率 and both customs of 好评率 stand side by side, because regions count differently; 差评整改率 and 回访率 are of
the low ratings. Small numbers carry their interval (E. B. Wilson, "Probable inference, the law of succession, and
statistical inference", 1927), without a correction for continuity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import floor, sqrt
from statistics import NormalDist

from counter_tui.domain.catalogue.ratings import RatingScale
from counter_tui.domain.ratings_month.models import (
    DIVISIONS,
    LEVELS,
    SERIES,
    Division,
    Figures,
    Given,
    Group,
    Interval,
    SeriesMonth,
    of_series,
)

CONFIDENCE = 95
"""In so many of a hundred cases the interval holds the truth."""
_Z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 200)
_PLACES = 100


def months(tokens: Sequence[Given], scale: RatingScale) -> tuple[SeriesMonth, ...]:
    """Every series of these tokens that has some, the counter's always, in the order of the series."""
    found = ((series, of_series(tokens, series)) for series in SERIES)
    return tuple(
        SeriesMonth(
            series,
            Group("", figures(given, scale), tuple(given)),
            *(groups(given, division, scale) for division in DIVISIONS),
        )
        for series, given in found
        if given or series == "counter"
    )


def groups(tokens: Sequence[Given], division: Division, scale: RatingScale) -> tuple[Group, ...]:
    """The tokens of one series by a division, its groups by their keys."""
    parted: dict[str, list[Given]] = {}
    for each in tokens:
        parted.setdefault(each.group(division), []).append(each)
    return tuple(Group(key, figures(parted[key], scale), tuple(parted[key])) for key in sorted(parted))


def figures(tokens: Sequence[Given], scale: RatingScale) -> Figures:
    """What tokens of one series come to; raises ValueError for those of several."""
    if len({each.series for each in tokens}) > 1:
        raise ValueError("series")
    states = Counter(each.state for each in tokens)
    counts = Counter(each.level for each in tokens if each.state == "rated")
    levels = (counts[5], counts[4], counts[3], counts[2], counts[1])
    rated, well = sum(levels), levels[0] + levels[1]
    points = {each.level: each.score for each in scale.levels}
    low = [each for each in tokens if each.state == "rated" and each.level in _low(scale)]
    called, corrected = _done(low, "called"), _done(low, "corrected")
    lifts = [each.after - each.level for each in tokens if each.after is not None and each.level is not None]
    return Figures(
        armed=len(tokens),
        rated=rated,
        declined=states["declined"],
        timed_out=states["timed_out"],
        device_down=states["device_down"],
        unexplained=states["unexplained"],
        open=states["armed"],
        levels=levels,
        low=len(low),
        coverage=percent(rated, len(tokens)),
        good=percent(well, rated),
        good_or_fair=percent(well + levels[2], rated),
        low_share=percent(len(low), rated),
        between=wilson(well, rated),
        mean=_mean(dict(zip(LEVELS, levels, strict=True)), lambda level: level),
        score=_mean(dict(zip(LEVELS, levels, strict=True)), lambda level: points.get(level, 0)),
        latency_ms=_median([each.latency_ms for each in tokens if each.state == "rated"]),
        pairs=len(lifts),
        uplift=rounded(Fraction(sum(lifts), len(lifts))) if lifts else None,
        called=called,
        corrected=corrected,
        called_share=percent(called, len(low)),
        corrected_share=percent(corrected, len(low)),
    )


def percent(part: int | None, whole: int) -> float | None:
    """The share of a hundred, two places; None without a source, or of nothing."""
    return None if part is None or not whole else rounded(Fraction(100 * part, whole))


def rounded(value: Fraction) -> float:
    """The value with two places, halves away from zero, computed exactly."""
    sign = -1 if value < 0 else 1
    return sign * floor(abs(value) * _PLACES + Fraction(1, 2)) / _PLACES


def wilson(part: int, whole: int) -> Interval | None:
    """The Wilson interval of a share, of a hundred, two places; None of nothing."""
    if not whole:
        return None
    low, high = wilson_bounds(part, whole)
    return Interval(round(100 * low, 2), round(100 * high, 2))


def wilson_bounds(part: int, whole: int) -> tuple[float, float]:
    """The two ends of the Wilson interval of a share of at least one, from 0 to 1, unrounded."""
    share, square = part / whole, _Z * _Z
    middle = share + square / (2 * whole)
    reach = _Z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    under = 1 + square / whole
    return max(0.0, (middle - reach) / under), min(1.0, (middle + reach) / under)


def _low(scale: RatingScale) -> frozenset[int]:
    return frozenset(each.level for each in scale.levels if each.negative)


def _done(low: Sequence[Given], what: str) -> int | None:
    """How many of the low ratings were called back or made good; None where one of them has no source."""
    told = [getattr(each, what) for each in low]
    return None if any(each is None for each in told) else sum(told)


def _mean(counts: Mapping[int, int], worth: Callable[[int], int]) -> float | None:
    rated = sum(counts.values())
    if not rated:
        return None
    return rounded(Fraction(sum(worth(level) * count for level, count in counts.items()), rated))


def _median(values: list[int]) -> int | None:
    """The middle one, of an even number the mean of the two middle ones, rounded down."""
    if not values:
        return None
    values = sorted(values)
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) // 2
