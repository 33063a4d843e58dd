"""Calling the lead: reports with an answer clock, and conflicts, quietly."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.db import ledger
from counter_tui.db.reading import calls as rows
from counter_tui.db.reading import leading
from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.store import Reading
from counter_tui.db.subjects import CALL
from counter_tui.domain.calls import decide
from counter_tui.domain.calls.state import Call, fold
from counter_tui.domain.clock import to_ms
from counter_tui.domain.facts.base import Fact, Subject
from counter_tui.domain.facts.calls import Place
from counter_tui.domain.ids import make_id
from counter_tui.domain.matter.context import Context
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.lines.calls import CallLine, CallsView, call_lines, calls_of
from counter_tui.services.station import Station, matter_subject, require_still_here
from counter_tui.services.subjects import known_of, subject_of

Decided = Callable[[Call, Context], Fact | None]
"""What is written of a call as it stands; None for nothing."""


class Called(Struct, frozen=True):
    """A conflict that was called: ``fresh`` where this press called it, else it goes on."""

    call_id: str
    fresh: bool
    answered: bool


class CallService:
    """Whoever works here calls the lead; leads answer."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def lead_now(self) -> str:
        """The staff number of who leads the shift now, empty when nobody does."""
        with self._station.store.reading() as connection:
            return leading.lead(connection)

    def new(self, actor: Actor) -> str:
        """The id of a report about to be sent (hex): sending it twice makes one."""
        require(actor, "write")
        return make_id(self._station.clock.now(), self._station.store.pen.random(10)).hex()

    def report(self, actor: Actor, call: str, words: str, place: Place) -> None:
        """Report a problem upward. Raises what ``decide_report`` raises, or RuleBroken("staff_left")."""
        station = self._station
        subject = call_subject(call)
        with station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            if ledger.facts_of(connection, subject):
                return
            known = _numbered(connection, place)
            lead = leading.lead(connection)
            fact = decide.decide_report(station.context(actor), words, known, lead, station.patience.report)
            writing.append(subject, [fact], actor.staff_no, history=())

    def conflict(self, actor: Actor, place: Place) -> Called:
        """Call the lead quietly; where this person did so a moment ago, it is the same conflict.

        Raises RuleBroken("not_allowed") or "staff_left".
        """
        station = self._station
        context = station.context(actor)
        with station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            near = (to_ms(context.now + each) for each in (-decide.SAME_CONFLICT, decide.SAME_CONFLICT))
            row = rows.latest_conflict(connection, actor.staff_no, *near)
            if row is not None and decide.goes_on(_known(connection, row.call_id.hex()), context):
                return Called(row.call_id.hex(), fresh=False, answered=row.answered_ms is not None)
            call = make_id(context.now, station.store.pen.random(10))
            fact = decide.decide_conflict(context, _numbered(connection, place), leading.lead(connection))
            writing.append(Subject(CALL, call), [fact], actor.staff_no, history=())
        return Called(call.hex(), fresh=True, answered=False)

    def note(self, actor: Actor, call: str, words: str) -> None:
        """Write down what happened. Raises what ``decide_note`` raises, or RuleBroken("call_unknown")."""
        self._act(actor, call, lambda known, context: decide.decide_note(known, context, words))

    def answer(self, actor: Actor, call: str, words: str = "") -> None:
        """Answer a call. Raises what ``decide_answer`` raises, or RuleBroken("call_unknown")."""
        self._act(actor, call, lambda known, context: decide.decide_answer(known, context, words))

    def seen(self, actor: Actor, call: str) -> None:
        """The caller has seen the answer. Raises RuleBroken("not_your_call") or "call_unknown"."""
        require(actor, "write")
        self._act(actor, call, decide.decide_seen)

    def view(self, actor: Actor) -> CallsView:
        """What this person has to do with calls now."""
        require(actor, "see_matters")
        with self._station.store.reading() as connection:
            return calls_of(self._station, connection, actor, self._station.clock.now())

    def notes(self, actor: Actor, call: str) -> tuple[CallLine, tuple[str, ...]]:
        """One call, and what its caller wrote down since. Raises RuleBroken("call_unknown") or "not_allowed".

        Only the caller and leads read it.
        """
        with self._station.store.reading() as connection:
            known = _known(connection, call)
            if known.caller != actor.staff_no:
                require(actor, "lead_matter")
            row = rows.one(connection, known.call_id)
            found = [row] if row else []
            (line,) = call_lines(self._station, connection, actor, found, self._station.clock.now())
            return line, known.notes

    def _act(self, actor: Actor, call: str, decided: Decided) -> None:
        subject = call_subject(call)
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            known = _known(writing.connection, call)
            fact = decided(known, self._station.context(actor))
            if fact is not None:
                writing.append(subject, [fact], actor.staff_no, known.head)


def call_subject(call: str) -> Subject:
    """The call with this id (hex) as the subject of its facts. Raises RuleBroken("call_unknown")."""
    return subject_of(CALL, call, "call_unknown")


def _known(connection: Reading, call: str) -> Call:
    return known_of(connection, call_subject(call), fold, "call_unknown")


def _numbered(connection: Reading, place: Place) -> Place:
    """The place with the number of its matter; without a matter that is none of this station's."""
    if not place.matter:
        return place
    row = matter_rows.read(connection, matter_subject(place.matter).id)
    return replace(place, number=row.number) if row else replace(place, matter="", number="")
