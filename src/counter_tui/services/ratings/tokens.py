"""The rating tokens of a month as its figures count them, and who has a low rating that is not made good."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from counter_tui.db import station as station_rows
from counter_tui.db.reading import rating_months as rows
from counter_tui.db.store import Reading
from counter_tui.domain.clock import from_ms
from counter_tui.domain.ratings_month.models import Given, with_seconds
from counter_tui.domain.visit.rating import standing
from counter_tui.services.brief.back import Span
from counter_tui.services.ratings.sources import Recovered, recovered
from counter_tui.services.station import Station


class MonthTokens(Struct, frozen=True):
    """The tokens armed in a month, and the staff numbers of those with a low rating that is not made good."""

    tokens: tuple[Given, ...]
    recovering: frozenset[str]


def tokens_of(station: Station, connection: Reading, span: Span) -> MonthTokens:
    """The tokens armed in these days, without second ratings, which stand with the first ones."""
    letters = {each.epoch: each.device_letter for each in station_rows.epochs(connection)}
    armed = list(rows.armed(connection, *span.ms))
    negative = {each.level for each in station.scale.levels if each.negative}
    low = {each.visit: each.clerk for each in armed if each.state == "rated" and each.level in negative}
    told = recovered(station, connection, list(low))
    given = [_given(station, row, letters.get(row.epoch, ""), told) for row in armed]
    return MonthTokens(
        tokens=with_seconds(given, rows.second_levels(connection, low)),
        recovering=frozenset(clerk for visit, clerk in low.items() if not told[visit].closed),
    )


def _given(station: Station, row: rows.ArmedRow, letter: str, told: Mapping[bytes, Recovered]) -> Given:
    at, became = from_ms(row.armed_ms), told.get(row.visit)
    return Given(
        visit=row.visit.hex(),
        # Rows keep the series as text, written from a token's own.
        series=row.series,  # type: ignore[arg-type]
        clerk=row.clerk,
        kind=row.kind,
        hour=at.astimezone(station.zone).hour,
        counter=letter,
        state=standing(row.state, at, row.shown_ms is not None, station.clock.now()),
        armed_at=at,
        level=row.level,
        reason=row.reason,
        latency_ms=row.latency_ms,
        matter=row.matter.hex(),
        number=row.number,
        called=became.called if became else None,
        corrected=became.corrected if became else None,
    )
