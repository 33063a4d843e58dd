"""Ratings for whoever may see them: a clerk's own when it is time, everybody's for who oversees the station."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from msgspec import Struct

from counter_tui.db.reading import brief as brief_rows
from counter_tui.db.reading import close as close_rows
from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.reading import tokens as rows
from counter_tui.db.store import Reading
from counter_tui.db.tables.counter import TokenRow
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.clock import from_ms, to_ms
from counter_tui.domain.recovery.state import LOW
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.visit.rating import Standing, standing
from counter_tui.domain.visit.seeing import Shown
from counter_tui.services.station import Station

_STATES = ("armed", "rated", "declined", "timed_out", "device_down")


class RatingLine(Struct, frozen=True):
    """One visit and what became of its rating.

    ``level`` is None where there is none or it is ``hidden`` from the reader for now, and so is ``reason``. ``second``
    says that it was asked after a bad rating was made good.
    """

    visit: str
    matter_id: str
    number: str
    kind: Words | None
    clerk: str
    at: datetime
    state: Standing
    pad: str
    series: str
    second: bool
    pressed_at: datetime | None
    level: int | None
    reason: str
    level_name: Words | None
    reason_text: Words | None
    hidden: bool

    @property
    def low(self) -> bool:
        """Whether it is known to be a bad one."""
        return self.level is not None and self.level <= LOW


class ClerkSum(Struct, frozen=True):
    """One clerk's day at the counter: visits that could be rated, how many were, how many of those badly.

    Second ratings and other series are no part of it. ``low`` is None where any of it is hidden from the reader.
    """

    clerk: str
    visits: int
    rated: int
    low: int | None


class RatingDay(Struct, frozen=True):
    """The ratings of a day, in the order customers were served, and each clerk's sum.

    ``shows_from`` is when the last hidden one shows to its clerk, None where none is hidden or they never show;
    ``shown`` is what the station has set.
    """

    day: date
    lines: tuple[RatingLine, ...]
    clerks: tuple[ClerkSum, ...]
    shown: Shown
    shows_from: datetime | None = None


class RatingViewService:
    """Who sees which rating when; there is no other way to a value for who does not oversee the station."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def mine(self, actor: Actor, day: date | None = None) -> RatingDay:
        """The ratings of a day's customers of this person (else today's), values as far as they are shown to him."""
        require(actor, "accept")
        day = day or self._today()
        with self._station.store.reading() as connection:
            found = rows.of_clerk(connection, actor.staff_no, *self._span(day))
            return self._view(connection, day, found, all_values=False)

    def day(self, actor: Actor, day: date | None = None) -> RatingDay:
        """Everybody's ratings of a day (else today's) with their values, for who oversees the station."""
        require(actor, "oversee")
        day = day or self._today()
        with self._station.store.reading() as connection:
            found = brief_rows.tokens(connection, _STATES, *self._span(day))
            found.sort(key=lambda row: (row.armed_ms, row.visit))
            return self._view(connection, day, found, all_values=True)

    def _view(
        self, connection: Reading, day: date, found: Sequence[TokenRow], *, all_values: bool
    ) -> RatingDay:
        closed = self._closed(connection, found)
        lines: list[RatingLine] = []
        later: list[datetime] = []
        for row in found:
            since = None if all_values else self._since(row, closed)
            hidden = not all_values and row.state == "rated" and (since is None or since > self._now())
            if hidden and since is not None:
                later.append(since)
            lines.append(self._line(connection, row, hidden=hidden))
        shown = self._station.seeing.shown
        return RatingDay(day, tuple(lines), _sums(lines), shown, max(later, default=None))

    def _since(self, row: TokenRow, closed: dict[str, datetime]) -> datetime | None:
        """When the clerk may see it."""
        pressed = from_ms(row.decided_ms if row.decided_ms is not None else row.armed_ms)
        zone = self._station.zone
        return self._station.seeing.since(
            pressed, closed.get(pressed.astimezone(zone).date().isoformat()), zone
        )

    def _line(self, connection: Reading, row: TokenRow, *, hidden: bool) -> RatingLine:
        matter = matter_rows.read(connection, row.matter) if row.matter else None
        level = None if hidden else row.level
        reason = "" if hidden else row.reason
        known = next((each for each in self._station.scale.levels if each.level == level), None)
        return RatingLine(
            visit=row.visit.hex(),
            matter_id=row.matter.hex(),
            number=matter.number if matter else "",
            kind=self._station.words_of(matter.kind) if matter else None,
            clerk=self._station.names(connection)(row.clerk),
            at=from_ms(row.armed_ms),
            state=standing(row.state, from_ms(row.armed_ms), row.shown_ms is not None, self._now()),
            pad=row.pad,
            series=row.series,
            second=bool(row.follows),
            pressed_at=from_ms(row.decided_ms) if row.decided_ms is not None else None,
            level=level,
            reason=reason,
            level_name=known.name if known else None,
            reason_text=next((each.text for each in known.reasons if each.code == reason), None)
            if known
            else None,
            hidden=hidden,
        )

    def _closed(self, connection: Reading, found: Sequence[TokenRow]) -> dict[str, datetime]:
        """When each day on which one of these was pressed was closed, where it was."""
        zone = self._station.zone
        days = {
            from_ms(row.decided_ms).astimezone(zone).date().isoformat()
            for row in found
            if row.decided_ms is not None
        }
        return {
            day: from_ms(closed)
            for day in days
            if (closed := close_rows.closed_at(connection, day)) is not None
        }

    def _now(self) -> datetime:
        return self._station.clock.now()

    def _today(self) -> date:
        return self._now().astimezone(self._station.zone).date()

    def _span(self, day: date) -> tuple[int, int]:
        start = datetime.combine(day, time.min, self._station.zone)
        return to_ms(start), to_ms(start + timedelta(days=1))


def _sums(lines: Sequence[RatingLine]) -> tuple[ClerkSum, ...]:
    """Each clerk's counter ratings, in the order they first served."""
    counted = [line for line in lines if line.series == "counter" and not line.second]
    visits = Counter(line.clerk for line in counted)
    rated = Counter(line.clerk for line in counted if line.state == "rated")
    low = Counter(line.clerk for line in counted if line.low)
    unknown = {line.clerk for line in counted if line.hidden}
    return tuple(
        ClerkSum(clerk, visits[clerk], rated[clerk], None if clerk in unknown else low[clerk])
        for clerk in visits
    )
