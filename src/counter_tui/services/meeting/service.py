"""The morning meeting: begun with the brief of the day, written step by step, signed by everybody present."""

from __future__ import annotations

from datetime import date

from counter_tui.db import begun, people
from counter_tui.db.reading import meetings
from counter_tui.db.rows import meetings as meeting_rows
from counter_tui.domain.checks.lists import list_of
from counter_tui.domain.meeting import decide
from counter_tui.domain.meeting.held import standing
from counter_tui.domain.meeting.state import Meeting
from counter_tui.domain.meeting.steps import questions_of
from counter_tui.domain.staff.roles import Actor, may, require
from counter_tui.services.brief.service import compiled_brief
from counter_tui.services.meeting.about import (
    HALL,
    hall_items,
    lead_of,
    people_of,
    planned,
    to_tell,
)
from counter_tui.services.meeting.acting import Acting, MeetingActs
from counter_tui.services.meeting.lines import lines_of
from counter_tui.services.meeting.standings import limit_of
from counter_tui.services.reference.checks import load_checks
from counter_tui.services.reference.meeting import load_questions, load_steps
from counter_tui.services.staff.service import StaffService
from counter_tui.services.station import Once, Station, require_still_here
from counter_tui.services.views.meeting import MeetingLine, MeetingView


class MeetingService(MeetingActs):
    """Whoever leads runs it; everybody present signs."""

    def __init__(self, station: Station, staff: StaffService | None = None) -> None:
        super().__init__(station)
        self._steps, self._questions = Once(load_steps), Once(load_questions)
        self._checks = Once(load_checks)
        self._staff = staff or StaffService(station)

    def view(self, actor: Actor, day: date | None = None) -> MeetingView:
        """The meeting of a day, else of today, with all its steps are about."""
        require(actor, "see_matters")
        station, now = self._station, self._station.clock.now()
        today = station.rules.day_of(now)
        day = day or today
        until, zone, calendar = limit_of(station, day), station.zone, station.rules.calendar
        with station.store.reading() as connection:
            meeting = meetings.of(connection, day)
            context, lead = station.context(actor, connection), lead_of(connection, day)
            staff = people_of(connection, day)
            present = meeting.present if meeting else tuple(each.staff_no for each in staff if each.expected)
            began, ended = (meeting.begun_at, meeting.ended_at) if meeting else (None, None)
            return MeetingView(
                day=day,
                now=now,
                until=until,
                standing=standing(day, now, until, zone, calendar, began, ended),
                meeting=meeting,
                planned=self._steps(),
                staff=staff,
                names=people.names(connection),
                lead=lead,
                may_chair=may(actor.role, "lead_matter") or lead in context.stands_in_for,
                to_tell=to_tell(station, connection, present, day) if day == today else (),
                hall=hall_items(connection, list_of(self._checks(), HALL)),
                lists={each.code: each.name for each in self._checks()},
                questions=questions_of(day, self._questions(), station.profile),
            )

    def held(self, actor: Actor, last: date | None = None) -> tuple[MeetingLine, ...]:
        """How the meetings of the month up to a day (else today) stand, the newest first; days off are left out."""
        require(actor, "see_matters")
        station, now = self._station, self._station.clock.now()
        with station.store.reading() as connection:
            return lines_of(station, connection, last or station.rules.day_of(now), now)

    def begin(self, actor: Actor) -> None:
        """Begin the meeting of today; one that was begun is gone on with. Raises what ``decide_begin`` raises."""
        station = self._station
        with station.store.reading() as connection:
            context = station.context(actor, connection)
            lead = lead_of(connection, context.today)
            decide.require_beginner(context, lead)
            if meetings.row(connection, context.today) is not None:
                return
        brief = compiled_brief(station, self._checks()).brief
        with station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            acting = Acting(writing, context, meeting_rows.subject_of(context.today))
            if acting.meeting is None:
                expected = [
                    each.staff_no for each in people_of(writing.connection, context.today) if each.expected
                ]
                plan = planned(brief, self._steps(), expected)
                acting.add(decide.decide_begin(context, lead, plan))

    def done(self, actor: Actor, step: str, words: str = "") -> None:
        """A step that writes nothing else is done. Raises what ``decide_done`` raises."""
        self._step(actor, step, lambda _acting, _known: None, words)

    def skip(self, actor: Actor, step: str, reason: str = "") -> None:
        """Pass a step over. Raises what ``decide_skip`` raises."""

        def write(acting: Acting, known: Meeting) -> None:
            acting.add(decide.decide_skip(known, acting.context, step, reason))
            self._end(acting)

        self._write(actor, write)

    def sign(self, actor: Actor, staff_no: str, pin: str) -> None:
        """Somebody present signs by PIN; with the last signature the meeting is over. Signing twice changes nothing.

        A wrong PIN counts as at sign-in. Raises what ``StaffService.identify`` and ``decide_sign`` raise.
        """
        require(actor, "write")
        signer = self._staff.identify(staff_no, pin)

        def write(acting: Acting, known: Meeting) -> None:
            acting.add(decide.decide_sign(known, signer.staff_no), signer.staff_no)
            if not acting.known.to_sign:
                acting.add(decide.signing_done(acting.known, acting.context))
                self._end(acting)

        self._write(actor, write)

    def _end(self, acting: Acting) -> None:
        fact = decide.ending(acting.known, acting.context)
        if fact is not None:
            acting.add(fact)
            begun.end(acting.connection, acting.subject.id)
