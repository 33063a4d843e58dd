"""The door: how a request leaves the counter without being accepted, and what is offered instead."""

from __future__ import annotations

from counter_tui.db import drafts as draft_rows
from counter_tui.db import ledger
from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.store import Reading
from counter_tui.db.subjects import VISIT
from counter_tui.domain.door.decide import Passed, decide_end, decide_not_accept, told
from counter_tui.domain.door.models import Door, Resource
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.units.directory import find_unit
from counter_tui.services.acceptance.ended import has_ended
from counter_tui.services.acceptance.service import AcceptanceService
from counter_tui.services.enquiries import answer_open
from counter_tui.services.reference.door import load_door
from counter_tui.services.staff.service import StaffService
from counter_tui.services.station import Once, Station, matter_subject, next_number, require_still_here
from counter_tui.services.units import UnitService
from counter_tui.services.views.acceptance import Accepted
from counter_tui.services.voice.manners import MannersService
from counter_tui.services.voice.screening import Screening

NOT_ACCEPT = "not_accept"
"""What words are typed for when a lead is asked; otherwise it is the outcome's code."""


class DoorService:
    """Every way of not accepting a request passes here; words that turn nobody away lawfully are held back and kept."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._door, self._screening = Once(load_door), Screening(station)
        self._manners, self._units = MannersService(station), UnitService(station)

    @property
    def door(self) -> Door:
        """The outcomes, grounds and resources there are."""
        return self._door()

    def end(
        self,
        actor: Actor,
        draft: Draft,
        outcome: str,
        words: str = "",
        matter: str = "",
        *,
        unit: str = "",
        phone: str = "",
        help_given: str = "",
    ) -> None:
        """The request ends for a lawful outcome; ``matter`` is the id of the running one it belongs to.

        ``unit`` is the code of whoever it is passed to or the customer is named, ``phone`` where that has none,
        ``help_given`` what was done for a customer of somebody outside the company.

        What was answered here answers the enquiry the request began as, too. Ending it again changes nothing. Raises
        RuleBroken("reason_forbidden") for words that are held back (which is kept), "wording_improper" for what the
        customer was told, "outcome_unknown", "matter_unknown", "matter_ended", "already_accepted", "text_missing",
        "words_too_short", "not_allowed" or "staff_left", and of units what ``decide_end`` raises.
        """
        known = self.door.outcome(outcome)
        require(actor, "accept")
        if not known.matter:
            self._require_lawful(actor, draft, known.code, words, customers=known.customers)
        if known.told:
            self._require_polite(actor, draft, known.code, words)
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            _require_open(connection, draft)
            if has_ended(connection, draft):
                return
            number = _running(connection, matter) if known.matter else ""
            other = find_unit(self._units.directory(connection), unit) if unit else None
            passed = Passed(other, phone, help_given)
            context = self._station.context(actor)
            fact = decide_end(draft, context, known, words, number, passed)
            writing.append(Subject(VISIT, bytes.fromhex(draft.visit)), [fact], actor.staff_no)
            if known.answers and draft.enquiry:
                answer_open(writing, context, draft.enquiry, fact.words)
            draft_rows.discard(connection, bytes.fromhex(draft.draft_id))

    def accept_waiting(self, actor: Actor, draft: Draft, resource: Resource) -> Accepted:
        """Accept the request although the station lacks this for it: the promises run, the resource is awaited.

        Raises what ``AcceptanceService.submit`` raises, and RuleBroken("resource_unknown").
        """
        self.door.resource(resource)
        return AcceptanceService(self._station).submit(actor, draft, waits_for=resource)

    def not_accept(
        self, actor: Actor, draft: Draft, ground: str, words: str, lead_no: str, lead_pin: str
    ) -> str:
        """The request is not accepted, by a lead who gives his own PIN for it; the number it is kept under.

        Deciding it again gives the same number. Raises RuleBroken("reason_forbidden") or "wording_improper" for words
        that are held back,
        what ``StaffService.identify`` raises for the lead's PIN, and what ``decide_not_accept`` raises.
        """
        require(actor, "accept")
        self._require_lawful(actor, draft, NOT_ACCEPT, words, customers=False)
        self._require_polite(actor, draft, NOT_ACCEPT, words)
        lead = StaffService(self._station).identify(lead_no, lead_pin)
        station, subject = self._station, matter_subject(draft.draft_id)
        with station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            known = fold(ledger.facts_of(connection, subject))
            if known is not None and known.state == "not_accepted":
                return known.number
            _require_open(connection, draft)
            context = station.context(actor)
            number = next_number(station, connection, context.today, subject.id)
            fact = decide_not_accept(draft, context, self.door, lead, ground, words, number)
            writing.append(subject, [fact], actor.staff_no, history=())
            draft_rows.discard(connection, subject.id)
        return fact.number

    def _require_lawful(self, actor: Actor, draft: Draft, place: str, words: str, *, customers: bool) -> None:
        visit, request = draft.visit, draft.draft_id
        self._screening.require_lawful(actor, visit, request, draft.kind, place, words, customers=customers)

    def _require_polite(self, actor: Actor, draft: Draft, place: str, words: str) -> None:
        self._manners.require_polite(actor, draft.visit, draft.draft_id, place, told(words))


def _require_open(connection: Reading, draft: Draft) -> None:
    known = fold(ledger.facts_of(connection, matter_subject(draft.draft_id)))
    if known is not None:
        raise RuleBroken("already_accepted", number=known.number)


def _running(connection: Reading, matter_id: str) -> str:
    row = matter_rows.read(connection, matter_subject(matter_id).id)
    if row is None:
        raise RuleBroken("matter_unknown")
    if row.ended_ms is not None:
        raise RuleBroken("matter_ended", number=row.number, state=row.state)
    return row.number
