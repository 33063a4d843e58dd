"""The shift: its rosters, who leads, the change of lead by two PINs, the opening of the hall, who can do what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from counter_tui.db import ledger, people
from counter_tui.db.reading import leading, packs
from counter_tui.db.reading import shift as rows
from counter_tui.db.store import Writing
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact, Recorded, Subject
from counter_tui.domain.matter.context import Context
from counter_tui.domain.shift.lead import decide_open, decide_take
from counter_tui.domain.shift.roster import copied, decide_roster
from counter_tui.domain.shift.skills import decide_skill
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.text import fold_code
from counter_tui.services.shift.lines import away_on, coverage_of, duty_lines, shift_view
from counter_tui.services.staff.service import StaffService
from counter_tui.services.station import Station, require_still_here
from counter_tui.services.views.shift import Coverage, DutyLine, ShiftView

SHOWN_DAYS = 7
"""Days of the roster on the screen, today among them."""


class ShiftService:
    """Rosters are set by who leads; the shift is taken by two PINs, whoever sits at this PC."""

    def __init__(self, station: Station, staff: StaffService | None = None) -> None:
        self._station = station
        self._staff = staff or StaffService(station)

    def view(self, actor: Actor, days: int = SHOWN_DAYS) -> ShiftView:
        """The shift as it stands now, with the rosters of so many days from today on."""
        require(actor, "see_matters")
        with self._station.store.reading() as connection:
            return shift_view(self._station, connection, days)

    def rosters(self, actor: Actor, first: date, days: int = 1) -> tuple[DutyLine, ...]:
        """The rosters of so many days from a day on."""
        require(actor, "see_matters")
        with self._station.store.reading() as connection:
            return duty_lines(self._station, connection, first, days)

    def coverage(self, actor: Actor, day: date | None = None) -> Coverage:
        """Who led on a day (else today), at every minute of it that is over."""
        require(actor, "see_matters")
        with self._station.store.reading() as connection:
            return coverage_of(self._station, connection, day or self._today())

    def take(
        self,
        actor: Actor,
        incoming: str,
        incoming_pin: str,
        was: str,
        signed_by: str = "",
        signed_pin: str = "",
        reason: str = "",
    ) -> None:
        """The incoming takes the shift from ``was``, who led when the form was opened; both PINs stand for it.

        ``signed_by`` is the outgoing lead, else the witness, and nobody where nobody leads. Raises what
        ``StaffService.identify`` raises with ``whose`` ("incoming" or "signed_by"), and what ``take_lead`` raises.
        """
        require(actor, "write")
        taker, signer = self.identify_both(incoming, incoming_pin, was and signed_by, signed_pin)
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            context = self._station.context(actor, writing.connection)
            take_lead(writing, self._station.subject, context, taker, was, signer, reason)

    def identify_both(
        self, incoming: str, incoming_pin: str, signed_by: str, signed_pin: str
    ) -> tuple[str, str]:
        """The staff numbers of two people by their PINs; the second may be nobody.

        Raises what ``StaffService.identify`` raises, with ``whose``: "incoming" or "signed_by".
        """
        taker = self._identified("incoming", incoming, incoming_pin)
        return taker, self._identified("signed_by", signed_by, signed_pin) if signed_by else ""

    def open_hall(self, actor: Actor) -> None:
        """Open the hall today; where it is open already, nothing happens. Raises what ``decide_open`` raises."""
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            context = self._station.context(actor, connection)
            lead = people.colleague(people.person(connection, leading.lead(connection)))
            fact = decide_open(context, lead, pack_waiting=packs.pending_with_lead(connection) is not None)
            if rows.duty_day(connection, context.today).opened_at is None:
                self._write(writing, actor, rows.day_subject(context.today), fact)

    def copied(self, actor: Actor, day: date) -> tuple[Mapping[str, str], str]:
        """The posts and the stand-in of the roster before a day, for that day.

        Raises RuleBroken("roster_none_before").
        """
        require(actor, "see_matters")
        with self._station.store.reading() as connection:
            before = rows.roster_before(connection, day)
            if before is None or before.roster is None:
                raise RuleBroken("roster_none_before")
            return copied(before.roster, people.colleagues(connection), away_on(connection, day))

    def set_roster(
        self, actor: Actor, day: date, posts: Mapping[str, str], stand_in: str, head: str | None = None
    ) -> None:
        """Set who is on duty on a day; ``head`` is the state of the day that was shown, where one was.

        Raises RuleBroken("roster_changed") where somebody has set it since, and what ``decide_roster`` raises.
        """
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            staff, away = people.colleagues(connection), away_on(connection, day)
            fact = decide_roster(self._station.context(actor), day, posts, stand_in, staff, away)
            known = rows.duty_day(connection, day)
            if fact == known.roster:
                return
            if head is not None and head != known.head.hex():
                raise RuleBroken("roster_changed")
            self._write(writing, actor, rows.day_subject(day), fact)

    def give_skill(self, actor: Actor, staff_no: str, skill: str) -> None:
        """A person can do a group of kinds from now on. Raises what ``decide_skill`` raises."""
        self._skill(actor, staff_no, skill, given=True)

    def withdraw_skill(self, actor: Actor, staff_no: str, skill: str) -> None:
        """A person is not to do a group of kinds any more. Raises what ``decide_skill`` raises."""
        self._skill(actor, staff_no, skill, given=False)

    def _skill(self, actor: Actor, staff_no: str, skill: str, *, given: bool) -> None:
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            who = people.colleague(people.person(connection, fold_code(staff_no)))
            context, known = self._station.context(actor), rows.skills(connection)
            fact = decide_skill(context, who, skill, known, given=given)
            if fact is not None:
                writing.append(self._station.subject, [fact], actor.staff_no)

    def _identified(self, whose: str, staff_no: str, pin: str) -> str:
        try:
            return self._staff.identify(staff_no, pin).staff_no
        except RuleBroken as error:
            raise RuleBroken(error.code, **{**error.facts, "whose": whose}) from error

    def _write(self, writing: Writing, actor: Actor, subject: Subject, fact: Fact) -> None:
        history = ledger.facts_of(writing.connection, subject)
        writing.append(subject, [fact], actor.staff_no, history[-1].fact_id if history else b"", history)

    def _today(self) -> date:
        return self._station.rules.day_of(self._station.clock.now())


def take_lead(
    writing: Writing,
    station: Subject,
    context: Context,
    incoming: str,
    was: str,
    signed_by: str,
    reason: str = "",
) -> Recorded:
    """Write in this transaction that the incoming leads from now on; ``was`` led when it was decided to.

    The PINs of ``incoming`` and ``signed_by`` (empty where nobody led) were checked before, outside any transaction.
    Raises what ``domain.shift.lead.decide_take`` raises.
    """
    connection = writing.connection
    staff = people.colleagues(connection)
    named = {each.staff_no: each for each in staff}
    fact = decide_take(
        context,
        named.get(incoming),
        was,
        leading.lead(connection),
        named.get(signed_by),
        reason,
        rows.duty_day(connection, context.today).roster,
        staff,
    )
    return writing.append(station, [fact], context.actor.staff_no)[0]
