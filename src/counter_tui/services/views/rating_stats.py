"""A month of ratings as it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.facts.awards import AwardWithdrawn
from counter_tui.domain.facts.visit import Series
from counter_tui.domain.ratings_month.award import Award
from counter_tui.domain.ratings_month.local import Default, LocalFigures
from counter_tui.domain.ratings_month.models import SeriesMonth
from counter_tui.domain.ratings_month.rank import Conditions, Place


class LocalColumn(Struct, frozen=True):
    """The extra column of a local rule: what it makes of the counter's ratings, all of them and by clerk."""

    rule: str
    default: Default
    whole: LocalFigures
    clerk: Mapping[str, LocalFigures]


class RatingMonth(Struct, frozen=True):
    """The ratings of a month with what their codes are called.

    ``over`` once its last day is; ``begun`` is the day the station did. ``best`` is who would be named: the first who
    lacks nothing.
    """

    month: str
    first: date
    last: date
    over: bool
    begun: date
    made_at: datetime
    station: str
    series: tuple[SeriesMonth, ...]
    places: tuple[Place, ...]
    conditions: Conditions
    best: Place | None
    award: Award | None
    withdrawn: AwardWithdrawn | None
    local: LocalColumn | None
    people: Mapping[str, str]
    kinds: Mapping[str, Words]

    def of(self, series: Series) -> SeriesMonth:
        """One series of the month. Raises KeyError where it has no tokens."""
        for each in self.series:
            if each.series == series:
                return each
        raise KeyError(series)
