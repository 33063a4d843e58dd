"""Monthly figures of ratings, the sheet of them, and the best clerk of a month."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from counter_tui.db import begun, ledger, people
from counter_tui.db.reading import rating_months as rows
from counter_tui.db.store import Reading
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact
from counter_tui.domain.matter.context import Context
from counter_tui.domain.ratings_month.award import Award, awards, decide_award, decide_withdrawal, withdrawn
from counter_tui.domain.ratings_month.figures import months
from counter_tui.domain.ratings_month.local import DEFAULTS, local_figures
from counter_tui.domain.ratings_month.models import SeriesMonth, days_of_month, month_of
from counter_tui.domain.ratings_month.rank import Conditions, as_seen_by, best, places
from counter_tui.domain.sheet.paper import Table, layout
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.paths import Home
from counter_tui.services.brief.back import Span
from counter_tui.services.ratings.sources import flagged
from counter_tui.services.ratings.tokens import tokens_of
from counter_tui.services.sheets.day import since
from counter_tui.services.staff.service import StaffService
from counter_tui.services.station import Station, require_still_here
from counter_tui.services.views.printing import Printed
from counter_tui.services.views.rating_stats import LocalColumn, RatingMonth
from counter_tui.services.wording.rating_stats import say_month_sheet
from counter_tui.settings import Settings, read_settings

if TYPE_CHECKING:
    from counter_tui.domain.receipt.blocks import Block
    from counter_tui.domain.receipt.slip import Paper

NAMING = "award"
"""The act under which the words about a clerk are kept until he is named, with the month and his number behind it."""
WITHDRAWAL = "award_back"
"""The same of the words why a naming is withdrawn, with the month behind it."""


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
            view = self._view(connection, month)
        return replace(view, places=as_seen_by(view.places, actor.staff_no))

    def text(self, actor: Actor, month: str = "") -> str:
        """The sheet of a month as the lines of a sheet of A4. Raises what ``month`` raises."""
        from counter_tui.domain.receipt.blocks import plain
        from counter_tui.domain.receipt.slip import CELLS

        return plain(layout(self._table(actor, month), "a4"), CELLS["a4"])

    def pdf(self, actor: Actor, month: str = "") -> bytes:
        """The sheet as PDF of A4. Raises what ``month`` raises."""
        from counter_tui.services.printers.pdf import pdf

        return pdf(layout(self._table(actor, month), "a4"), "a4")

    def xlsx(self, actor: Actor, month: str = "") -> bytes:
        """The sheet as a workbook with a chart for each division. Raises what ``month`` raises."""
        from counter_tui.services.tables.writing import write_xlsx
        from counter_tui.services.wording.rating_book import book

        sheets, charts = book(self.month(actor, month), self._station.zone)
        file = io.BytesIO()
        write_xlsx(file, sheets, charts)
        return file.getvalue()

    def print(self, actor: Actor, month: str) -> Printed:
        """Write the sheet to the folder for papers, as PDF too, and print it.

        Raises what ``month`` raises, RuleBroken("papers_folder_inside_home") or "papers_unwritable".
        """
        from counter_tui.services.papers.printing import hand_out_sheet

        view = self.month(actor, month)
        table = say_month_sheet(view, self._station.zone)

        def lay_out(paper: Paper) -> list[Block]:
            return layout(table, paper)

        return hand_out_sheet(self._station, lay_out, f"ratings-{view.month}")

    def save(self, actor: Actor, month: str) -> str:
        """Write the workbook to the folder for papers; where it is. Raises what ``print`` raises."""
        from counter_tui.services.papers.printing import keep_file

        content = self.xlsx(actor, month)
        return keep_file(self._station, f"ratings-{month}.xlsx", content)

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
        with self._station.store.reading() as connection:
            # Made before anything is held: a month takes long enough for a counter to wait for it.
            found = self._view(connection, month)

        def decide(context: Context, given: Mapping[str, Award]) -> Fact:
            today = self._today()
            return decide_award(context, found.month, clerk, confirmed, found.places, given, today, words)

        self._write_award(actor, confirmed, found.month, f"{NAMING} {found.month} {clerk}", decide)
        return self.month(actor, month)

    def withdraw_award(self, actor: Actor, month: str, confirmer: str, pin: str, words: str) -> RatingMonth:
        """Withdraw the naming of a month, with the reason; a lead or the head confirms it with the PIN.

        Raises what ``month`` raises, RuleBroken("staff_left"), what ``StaffService.identify`` raises for the PIN, and
        what ``decide_withdrawal`` raises.
        """
        require(actor, "lead_matter")
        confirmed = self._staff.identify(confirmer, pin)
        with self._station.store.reading() as connection:
            name = self._days(connection, month)[0]

        def decide(context: Context, given: Mapping[str, Award]) -> Fact:
            return decide_withdrawal(context, name, confirmed, given.get(name), words)

        self._write_award(actor, confirmed, name, f"{WITHDRAWAL} {name}", decide)
        return self.month(actor, month)

    def _write_award(
        self,
        actor: Actor,
        confirmed: Actor,
        month: str,
        act: str,
        decide: Callable[[Context, Mapping[str, Award]], Fact],
    ) -> None:
        """What is decided of the best clerk of a month; the words kept for it under ``act`` are done with."""
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            fact = decide(self._station.context(actor, connection), awards(rows.awards(connection)))
            subject = rows.award_subject(month)
            before = ledger.facts_of(connection, subject)
            writing.append(subject, [fact], confirmed.staff_no, before[-1].fact_id if before else b"")
            begun.discard(connection, self._station.subject.id, actor.staff_no, act)

    def _view(self, connection: Reading, wanted: str) -> RatingMonth:
        station, now = self._station, self._station.clock.now()
        month, first, last = self._days(connection, wanted)
        settings = read_settings(Home(station.store.path.parent).settings)
        armed = tokens_of(station, connection, Span(first, last, station.zone))
        series = months(armed.tokens, station.scale)
        flags = flagged(station, connection, month)
        conditions = Conditions(settings.rating_least, settings.rating_coverage)
        found = places(series[0].clerk, conditions, armed.recovering, flags)
        told = rows.awards(connection)
        return RatingMonth(
            month=month,
            first=first,
            last=last,
            over=last < self._today(),
            begun=since(station, connection),
            made_at=now,
            station=station.name,
            series=series,
            places=found,
            conditions=conditions,
            best=best(found),
            award=awards(told).get(month),
            withdrawn=withdrawn(told, month),
            local=self._local(series[0], settings),
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
