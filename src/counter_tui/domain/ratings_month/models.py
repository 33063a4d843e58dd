"""What a month of ratings is counted from, and the figures counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.facts.visit import Series
from counter_tui.domain.visit.rating import Standing

Division = Literal["clerk", "kind", "hour", "counter"]
"""By what a series is divided: who served, what was asked, the hour the token was armed, the PC."""

SERIES: tuple[Series, ...] = get_args(Series)
DIVISIONS: tuple[Division, ...] = get_args(Division)
LEVELS = (5, 4, 3, 2, 1)


class Given(Struct, frozen=True):
    """A rating token as a month counts it, by the day its token was armed.

    ``hour`` is the local hour of that; ``matter``, ``number`` and ``kind`` are those of the matter it was armed with.
    ``after`` is the level of the first second rating of the same visit once a bad one was made good, None without one.
    ``called`` and ``corrected`` say what the recovery of a low rating came to, None where nothing tells.
    """

    visit: str
    series: Series
    clerk: str
    kind: str
    hour: int
    counter: str
    state: Standing
    armed_at: datetime
    level: int | None = None
    reason: str = ""
    latency_ms: int = 0
    matter: str = ""
    number: str = ""
    after: int | None = None
    called: bool | None = None
    corrected: bool | None = None

    def group(self, division: Division) -> str:
        """To which group of a division it belongs."""
        return f"{self.hour:02d}" if division == "hour" else str(getattr(self, division))


class Interval(Struct, frozen=True):
    """Between which shares of a hundred the truth lies with a confidence of 95 in 100."""

    low: float
    high: float


class Figures(Struct, frozen=True):
    """What tokens of one series come to. Shares are of a hundred, two places, None where they would be of nothing.

    ``levels`` counts the ratings from 5 down to 1. ``good`` takes 5 and 4 as good, ``good_or_fair`` 3 as well; both are
    shares of what was rated: what was not rated is never good. ``mean`` is that of the levels, ``score`` that of the
    scale's points. ``between`` is the Wilson interval of ``good``. ``called`` and ``corrected`` are shares of the low
    ratings, None without a source. ``pairs`` counts low ratings whose customer rated a second time, ``uplift`` is the
    mean of what that was better by.
    """

    armed: int
    rated: int
    declined: int
    timed_out: int
    device_down: int
    unexplained: int
    open: int
    levels: tuple[int, int, int, int, int]
    low: int
    coverage: float | None
    good: float | None
    good_or_fair: float | None
    low_share: float | None
    between: Interval | None
    mean: float | None
    score: float | None
    latency_ms: int | None
    pairs: int
    uplift: float | None
    called: int | None
    corrected: int | None
    called_share: float | None
    corrected_share: float | None

    @property
    def well(self) -> int:
        """How many rated 5 or 4."""
        return self.levels[0] + self.levels[1]


class Group(Struct, frozen=True):
    """One group of a division with its figures and tokens, the tokens in the order they were armed."""

    key: str
    figures: Figures
    tokens: tuple[Given, ...]


class SeriesMonth(Struct, frozen=True):
    """One series of a month: all of it, and by each division."""

    series: Series
    whole: Group
    clerk: tuple[Group, ...]
    kind: tuple[Group, ...]
    hour: tuple[Group, ...]
    counter: tuple[Group, ...]

    def by(self, division: Division) -> tuple[Group, ...]:
        """The groups of a division."""
        groups: tuple[Group, ...] = getattr(self, division)
        return groups


def month_of(day: date) -> str:
    """The month of a day, as ``2026-11``."""
    return f"{day:%Y-%m}"


def days_of_month(month: str) -> tuple[date, date]:
    """The first and the last day of a month such as ``2026-11``. Raises ValueError."""
    if len(month) != len("2026-11"):
        raise ValueError("month")
    try:
        first = date.fromisoformat(f"{month}-01")
        after = (first + timedelta(days=31)).replace(day=1)
    except (ValueError, OverflowError):
        raise ValueError("month") from None
    return first, after - timedelta(days=1)


def month_before(month: str, back: int = 1) -> str:
    """The month so many months before another; after it where ``back`` is below 0."""
    year, number = month.split("-")
    count = int(year) * 12 + int(number) - 1 - back
    return f"{count // 12:04d}-{count % 12 + 1:02d}"


def with_seconds(tokens: Iterable[Given], seconds: Mapping[str, int]) -> tuple[Given, ...]:
    """The tokens, each with the level of the second rating of its visit.

    A second rating stands in no figure of its own: the same visit would be counted twice, the bad one made up for.
    """
    return tuple(
        replace(each, after=seconds.get(each.visit)) if each.visit in seconds else each for each in tokens
    )


def of_series(tokens: Sequence[Given], series: Series) -> list[Given]:
    """The tokens of a series, in the order they were armed."""
    return sorted(
        (each for each in tokens if each.series == series), key=lambda each: (each.armed_at, each.visit)
    )
