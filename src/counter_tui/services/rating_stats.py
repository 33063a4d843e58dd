"""Monthly figures of ratings, the sheet of them, and the best clerk of a month."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from msgspec.structs import replace

from counter_tui.db import ledger, people
from counter_tui.db import rating_months as rows
from counter_tui.db import station as station_rows
from counter_tui.db.store import Reading
from counter_tui.domain.clock import from_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.ratings_month.award import awards, decide_award
from counter_tui.domain.ratings_month.figures import months
from counter_tui.domain.ratings_month.local import DEFAULTS, local_figures
from counter_tui.domain.ratings_month.models import (
    Given,
    SeriesMonth,
    days_of_month,
    month_of,
    with_seconds,
)
from counter_tui.domain.ratings_month.rank import Conditions, best, places
from counter_tui.domain.sheet.paper import Table, layout
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.visit.rating import standing
from counter_tui.paths import Home
from counter_tui.services.brief_back import Span
from counter_tui.services.rating_sources import flagged, recovered
from counter_tui.services.sheet_day import since
from counter_tui.services.staff import StaffService
from counter_tui.services.station import Station, require_still_here
from counter_tui.services.views.rating_stats import LocalColumn, RatingMonth
from counter_tui.services.wording.rating_stats import say_month_sheet
from counter_tui.settings import Settings, read_settings


class RatingStatsService:
    """What customers said of a month, for whoever oversees; clerks see their own by ``seeing``, never this."""

    def __init__(self, station: Station, staff: StaffService | None = None) -> None:
        self._station = station
        self._staff = staff or StaffService(station)

    def month(self, actor: Actor, month: str = "") -> RatingMonth:
        """The ratings of a month such as ``2026-11``, else of this one, by the days their tokens were armed.

        Raises RuleBroken("not_allowed"), "month_unknown", "month_ahead" or "month_before".
        """
        require(actor, "oversee")
        with self._station.store.reading() as connection:
            return self._view(connection, month)

    def text(self, actor: Actor, month: str = "") -> str:
        """The sheet of a month as the lines of a sheet of A4. Raises what ``month`` raises."""
        from counter_tui.domain.receipt.blocks import plain
        from counter_tui.domain.receipt.slip import CELLS

        return plain(layout(self._table(actor, month), "a4"), CELLS["a4"])

    def pdf(self, actor: Actor, month: str = "") -> bytes:
        """The sheet as PDF of A4. Raises what ``month`` raises."""
        from counter_tui.services.printers.pdf import pdf

        return pdf(layout(self._table(actor, month), "a4"), "a4")

    def _table(self, actor: Actor, month: str) -> Table:
        return say_month_sheet(self.month(actor, month), self._station.zone)

    def award(
        self, actor: Actor, month: str, clerk: str, confirmer: str, pin: str, words: str = ""
    ) -> RatingMonth:
        """Name the best clerk of a month; a lead or the head confirms it with the PIN.

        Raises what ``month`` raises, RuleBroken("staff_left"), what ``StaffService.identify`` raises for the PIN, and
        what ``decide_award`` raises.
        """
        require(actor, "lead_matter")
        confirmed = self._staff.identify(confirmer, pin)
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            found = self._view(connection, month)
            context = self._station.context(actor, connection)
            given = awards(rows.awards(connection))
            today = self._today()
            fact = decide_award(context, found.month, clerk, confirmed, found.places, given, today, words)
            subject = rows.award_subject(found.month)
            before = ledger.facts_of(connection, subject)
            writing.append(subject, [fact], confirmed.staff_no, before[-1].hash if before else b"")
            return self._view(connection, month)

    def _view(self, connection: Reading, wanted: str) -> RatingMonth:
        station, now = self._station, self._station.clock.now()
        month, first, last = self._days(connection, wanted)
        settings = read_settings(Home(station.store.path.parent).settings)
        tokens, recovering, kept = self._tokens(connection, Span(first, last, station.zone))
        series = months(tokens, station.scale)
        flags = flagged(station, connection, month)
        conditions = Conditions(settings.rating_least, settings.rating_coverage)
        found = places(series[0].clerk, conditions, recovering, flags)
        return RatingMonth(
            month=month,
            first=first,
            last=last,
            over=last < self._today(),
            made_at=now,
            station=station.name,
            series=series,
            places=found,
            conditions=conditions,
            best=best(found),
            award=awards(rows.awards(connection)).get(month),
            local=self._local(series[0], settings),
            recoveries=kept,
            flags=flags is not None,
            people=people.names(connection),
            kinds={each.key: station.words_of(each.key) for one in series for each in one.kind},
        )

    def _days(self, connection: Reading, wanted: str) -> tuple[str, date, date]:
        today = self._today()
        month = wanted or month_of(today)
        try:
            first, last = days_of_month(month)
        except ValueError:
            raise RuleBroken("month_unknown", month=month) from None
        if first > today:
            raise RuleBroken("month_ahead")
        begun = since(self._station, connection)
        if last < begun:
            raise RuleBroken("month_before", day=begun.isoformat())
        return month, first, last

    def _tokens(self, connection: Reading, span: Span) -> tuple[tuple[Given, ...], Collection[str], bool]:
        """The tokens of these days, who has a low rating that is not made good, and whether anything tells of that."""
        now, zone = self._station.clock.now(), self._station.zone
        letters = {each.epoch: each.device_letter for each in station_rows.epochs(connection)}
        armed = list(rows.armed(connection, *span.ms))
        negative = {each.level for each in self._station.scale.levels if each.negative}
        low = {each.visit: each.clerk for each in armed if each.state == "rated" and each.level in negative}
        told = recovered(connection, low)
        tokens = []
        for row in armed:
            at = from_ms(row.armed_ms)
            given = Given(
                visit=row.visit.hex(),
                # Rows keep the series as text, written from a token's own.
                series=row.series,  # type: ignore[arg-type]
                clerk=row.clerk,
                kind=row.kind,
                hour=at.astimezone(zone).hour,
                counter=letters.get(row.epoch, ""),
                state=standing(row.state, at, row.shown_ms is not None, now),
                armed_at=at,
                level=row.level,
                reason=row.reason,
                latency_ms=row.latency_ms,
            )
            if told is not None and row.visit in low:
                became = told.get(row.visit)
                called, corrected = (became.called, became.corrected) if became else (False, False)
                given = replace(given, called=called, corrected=corrected)
            tokens.append(given)
        closed = {visit for visit, became in (told or {}).items() if became.closed}
        recovering = (
            {clerk for visit, clerk in low.items() if visit not in closed} if told is not None else ()
        )
        return with_seconds(tokens, rows.second_levels(connection, low)), recovering, told is not None

    def _local(self, counter: SeriesMonth, settings: Settings) -> LocalColumn | None:
        default = DEFAULTS.get(settings.rating_default)
        if default is None:
            return None
        now, zone = self._station.clock.now(), self._station.zone
        is_working = self._station.rules.calendar.is_working
        return LocalColumn(
            rule=settings.rating_default,
            default=default,
            whole=local_figures(counter.whole.tokens, default, now, zone, is_working),
            clerk={
                each.key: local_figures(each.tokens, default, now, zone, is_working) for each in counter.clerk
            },
        )

    def _today(self) -> date:
        return self._station.clock.now().astimezone(self._station.zone).date()
