"""What waits for a person: the Home screen's lists and counts."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial

from msgspec.structs import replace

from counter_tui.db import drafts as draft_rows
from counter_tui.db.reading import actions as action_rows
from counter_tui.db.reading import attention, leading, packs
from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.reading import papers as paper_rows
from counter_tui.db.reading import recoveries as recovery_rows
from counter_tui.db.store import Reading
from counter_tui.db.tables.matters import DeferredRow, MatterRow
from counter_tui.db.tables.notes import DraftRow
from counter_tui.domain.catalogue import queries
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.clock import from_ms, to_ms
from counter_tui.domain.door.decide import has_come, is_put_off
from counter_tui.domain.ids import parse_number
from counter_tui.domain.masking import mask_name
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.reading import read_json
from counter_tui.domain.staff.roles import Actor, may, require
from counter_tui.services.centre.releases import count_expired
from counter_tui.services.checks.opening import opening_check
from counter_tui.services.lines.calls import calls_of
from counter_tui.services.lines.enquiries import enquiries_waiting
from counter_tui.services.lines.matters import matter_lines
from counter_tui.services.lines.tasks import tasks_waiting
from counter_tui.services.meeting.waits import meeting_waits
from counter_tui.services.ratings.alert import LOOKED_BACK, LowRatings, low_ratings
from counter_tui.services.ratings.service import latest_at_pad
from counter_tui.services.sheets.reminder import sheets_waiting
from counter_tui.services.station import Station
from counter_tui.services.views.home import HomeView
from counter_tui.services.views.lines import DraftLine, PaperLine
from counter_tui.services.voice.notices import unread_of

_MOST = 100


class HomeService:
    """What the first screen shows; apart from the acts on matters, which it need not wait for."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def low(self, actor: Actor) -> LowRatings | None:
        """Today's bad ratings nobody has planned anything for, for a lead at whatever screen."""
        require(actor, "lead_matter")
        station = self._station
        # The rules are not asked: the strip is drawn before they are read.
        day = station.clock.now().astimezone(station.zone).date()
        with station.store.reading() as connection:
            return low_ratings(station, connection, datetime.combine(day, time.min, station.zone))

    def view(self, actor: Actor) -> HomeView:
        """What waits for this person now."""
        station = self._station
        require(actor, "see_matters")
        context = station.context(actor)
        me = actor.staff_no
        start, today = (
            datetime.combine(context.today, time.min, station.rules.zone),
            context.today.isoformat(),
        )
        span = (to_ms(start), to_ms(start + timedelta(days=1)))
        oversees = may(actor.role, "oversee")
        with station.store.reading() as connection:
            lines = partial(matter_lines, station, connection)
            standing = leading.standing_now(connection)
            mine = standing.stands_in_for(me) | {me}
            silent_ms = to_ms(station.silent_since())
            whose = None if may(actor.role, "lead_matter") else mine
            counts = matter_rows.tally(connection, mine, *span, to_ms(context.now))
            papers = paper_rows.due(connection, mine, today, _MOST)
            stopped = paper_rows.asked(connection, whose, _MOST)
            drafts = draft_rows.of(connection, actor.staff_no)
            unfinished = draft_rows.everybodys(connection) if whose is None else drafts
            nearest = matter_rows.nearest(connection, _MOST) if oversees else []
            promised, late = (
                matter_rows.count_promised(connection, to_ms(context.now)) if oversees else (0, 0)
            )
            to_make_good, late_to_make_good = self._recoveries(
                connection, replace(context, stands_in_for=mine - {me})
            )
            to_do, to_look = action_rows.count_carried(connection, mine, today)
            view = HomeView(
                matters=lines(matter_rows.mine(connection, mine, _MOST)),
                matter_count=matter_rows.count_mine(connection, mine),
                inbox=lines(matter_rows.offered_to(connection, mine, _MOST)),
                given=lines(matter_rows.offers_given(connection, mine, _MOST)),
                for_lead=lines(matter_rows.for_lead(connection, whose, _MOST)),
                papers=tuple(_paper(row, paper, today) for row, paper in papers),
                stopped=tuple(_paper(row, paper, today) for row, paper in stopped),
                silent=lines(matter_rows.silent(connection, whose, silent_ms, _MOST)),
                silent_count=matter_rows.count_silent(connection, whose, silent_ms),
                tasks=tasks_waiting(station, connection, mine, context.today, _MOST),
                drafts=tuple(draft_line(context, station, row) for row in drafts),
                enquiries=enquiries_waiting(station, connection, actor, context.now),
                notices=unread_of(station, connection, actor),
                calls=calls_of(station, connection, actor, context.now),
                to_tell=lines(matter_rows.to_inform(connection, mine, _MOST)),
                follow_ups=lines(matter_rows.follow_ups(connection, mine, span[1], _MOST)),
                to_inform=counts["to_inform"],
                due_today=counts["due_today"],
                overdue=counts["overdue"],
                offers_waiting=counts["offers_waiting"],
                put_off=sum(is_put_off(read_json(row.body, Draft), context) for row in unfinished),
                not_accepted=0,
                top_kinds=queries.top_kinds(station.rules.catalogue),
                stands_in_for=tuple(sorted(map(station.names(connection), mine - {me}))),
                stand_in=station.names(connection)(standing.answering(me)) if me in standing.away else "",
                viewer=actor.staff_no,
                station=lines(nearest),
                station_count=promised,
                station_late=late,
                meeting=meeting_waits(station, connection, context),
                opening_check=opening_check(station, connection, context),
                packs=packs.count_for(connection, me),
                recoveries=to_make_good,
                recoveries_late=late_to_make_good,
                action_items=to_do + (to_look if may(actor.role, "lead_matter") else 0),
                rating=latest_at_pad(station, connection, me),
            )
            return view if whose is not None else self._told_a_lead(view, connection, context, span)

    def _told_a_lead(
        self, view: HomeView, connection: Reading, context: Context, day: tuple[int, int]
    ) -> HomeView:
        """The same with what the station tells nobody but who leads; ``day`` is today, in milliseconds."""
        station, today = self._station, context.today
        return replace(
            view,
            not_accepted=matter_rows.not_accepted(connection, *day),
            sheets_waiting=sheets_waiting(connection, today, context.rules.calendar),
            releases_expired=count_expired(connection, today),
            card_gap=_card_gap(station, connection, today),
            low=low_ratings(station, connection, context.now - LOOKED_BACK),
            attention=attention.count(connection),
            unclosed=_unclosed(station, connection, today),
        )

    def _recoveries(self, connection: Reading, context: Context) -> tuple[int, int]:
        """The bad ratings that wait for this person, and those that are late; loaded only where one is open."""
        if not recovery_rows.any_open(connection):
            return 0, 0
        from counter_tui.services.recovery.turns import waiting

        return waiting(self._station, connection, context)


def _unclosed(station: Station, connection: Reading, today: date) -> int:
    """How many of the last days nobody closed; loaded only for who leads."""
    from counter_tui.services.close.unclosed import unclosed_days

    return len(unclosed_days(station, connection, today))


def _card_gap(station: Station, connection: Reading, today: date) -> str:
    """What is wrong with the site card first of all; loaded only for who leads."""
    from counter_tui.services.shift.site_card import card_gaps

    return next((gap for gap, _card in card_gaps(station, connection, today)), "")


def _paper(row: MatterRow, paper: DeferredRow, today: str) -> PaperLine:
    number = parse_number(row.number)
    return PaperLine(
        matter_id=row.matter_id.hex(),
        short=number.short if number else row.number,
        customer=mask_name(row.customer_name),
        name=Words(zh=paper.name_zh, en=paper.name_en),
        due_day=datetime.fromisoformat(paper.due_day).date(),
        overdue=paper.due_day < today,
    )


def draft_line(context: Context, station: Station, row: DraftRow) -> DraftLine:
    """A stored draft as a line of a list."""
    draft = read_json(row.body, Draft)
    return DraftLine(
        draft_id=row.draft_id.hex(),
        kind=station.words_of(draft.kind) if draft.kind else None,
        customer=mask_name(draft.name),
        saved_at=from_ms(row.saved_ms),
        come=has_come(draft, context),
        put_off=is_put_off(draft, context),
    )
