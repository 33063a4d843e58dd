"""The open station: what every service stands on, and what the top line says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, tzinfo
from threading import Lock
from typing import Generic, TypeVar

from msgspec import Struct

from counter_tui.db import ledger, people
from counter_tui.db import station as station_rows
from counter_tui.db.files.traces import Told
from counter_tui.db.reading import leading, matters
from counter_tui.db.store import Reading, Store, Writing
from counter_tui.db.subjects import MATTER, STATION
from counter_tui.domain.catalogue.models import Catalogue, Profile, Words
from counter_tui.domain.catalogue.ratings import RatingScale
from counter_tui.domain.clock import Clock, from_ms, judge_wall, to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact, Recorded, Subject
from counter_tui.domain.facts.station import DateConfirmed
from counter_tui.domain.ids import MatterNumber, make_number
from counter_tui.domain.matter.context import Context, Rules
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.patience import Patience
from counter_tui.domain.matter.peak import decide_switch, is_peak
from counter_tui.domain.matter.silence import Silence
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.staff.roles import CENTRE, ROLES, Actor, may, require
from counter_tui.domain.visit.seeing import Seeing
from counter_tui.i18n import _
from counter_tui.services.subjects import subject_of
from counter_tui.services.views.station import Contact, StationView

Value = TypeVar("Value")

_SETTLING = timedelta(minutes=2)
"""A clock that was set back by less than this raises no banner: that is a time server putting it right."""


class Once(Generic[Value]):
    """A value that is made when somebody first asks for it: one for all, whichever thread asks first."""

    def __init__(self, make: Callable[[], Value]) -> None:
        self._make, self._made, self._making = make, list[Value](), Lock()

    def __call__(self) -> Value:
        """The value; raises what making it raises."""
        with self._making:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]


class Station(Struct, frozen=True):
    """A station open on this PC: its store, its rules, its scale of ratings and its clock."""

    code: str
    name: str
    device: str
    demo: bool
    store: Store
    profile: Profile
    zone: tzinfo
    rules_of: Callable[[], Rules]
    scale_of: Callable[[], RatingScale]
    clock: Clock
    patience: Patience = Patience()
    outage_days: int = 3
    silence: Silence = Silence()
    contact_days: int = 90
    seeing: Seeing = Seeing()

    @property
    def rules(self) -> Rules:
        """The rules of this station, read when they are first needed: nobody signs in by them."""
        return self.rules_of()

    @property
    def scale(self) -> RatingScale:
        """The scale customers rate by, read when it is first needed."""
        return self.scale_of()

    def context(self, actor: Actor, connection: Reading | None = None) -> Context:
        """One act of this person, now; where the store is given, also in place of those the person stands in for."""
        now = self.clock.now()
        if connection is None:
            return Context(self.rules, actor, now)
        standing = leading.standing_now(connection)
        return Context(self.rules, actor, now, standing.stands_in_for(actor.staff_no))

    def peak(self, connection: Reading) -> bool:
        """Whether it is peak now."""
        return is_peak(station_rows.peak_words(connection), self.zone, self.clock.now())

    def silent_since(self) -> datetime:
        """A running matter whose last word was said then or before has been left alone too long."""
        return self.silence.since(self.clock.now(), self.zone, self.rules.calendar)

    @property
    def subject(self) -> Subject:
        """The station itself, as the subject of its facts."""
        return Subject(STATION, self.code.encode("ascii"))

    def words_of(self, kind: str) -> Words:
        """The name of a kind, or its code where the catalogue no longer has it."""
        for known in self.rules.catalogue.kinds:
            if known.code == kind:
                return known.short
        return Words(zh=kind, en=kind)

    def names(self, connection: Reading) -> Callable[[str], str]:
        """What people are called, by staff number."""
        known = people.names(connection)
        return lambda staff_no: (
            known.get(staff_no) or (_("the centre") if staff_no == CENTRE.staff_no else staff_no)
        )

    @contextmanager
    def changing(self, matter_id: str) -> Iterator[tuple[Writing, Matter, list[Recorded]]]:
        """One writing transaction on one matter, with the matter as it stands inside the transaction.

        Raises RuleBroken("matter_unknown").
        """
        subject = matter_subject(matter_id)
        with self.store.writing() as writing:
            history = ledger.facts_of(writing.connection, subject)
            matter = fold(history)
            if matter is None:
                raise RuleBroken("matter_unknown")
            yield writing, matter, history

    def write(
        self, writing: Writing, matter: Matter, fact: Fact, actor: Actor, history: list[Recorded]
    ) -> list[Recorded]:
        """Write a fact about a matter, with what its writer had seen of it. Raises RuleBroken("staff_left")."""
        require_still_here(writing.connection, actor)
        subject = Subject(MATTER, matter.matter_id)
        return writing.append(subject, [fact], actor.staff_no, matter.head, history)


def require_still_here(connection: Reading, actor: Actor) -> None:
    """Raise RuleBroken("staff_left") for somebody who has left while a window of his was still open."""
    person = people.person(connection, actor.staff_no)
    if person is not None and not person.active:
        raise RuleBroken("staff_left")


def require_writer(connection: Reading, staff_no: str) -> None:
    """Raise RuleBroken unless this person can be given something to do.

    The codes: "receiver_unknown" for nobody who works here, "receiver_cannot_write" for who only looks on.
    """
    person = people.person(connection, staff_no)
    if person is None or not person.active:
        raise RuleBroken("receiver_unknown", to=staff_no)
    if not any(role == person.role and may(role, "write") for role in ROLES):
        raise RuleBroken("receiver_cannot_write", to=staff_no)


def next_number(station: Station, connection: Reading, day: date, matter_id: bytes) -> MatterNumber:
    """The number of the next matter this device takes down on this day."""
    ordinal = matters.next_ordinal(connection, station.device, day.strftime("%y%m%d"))
    return make_number(station.code, station.device, day, ordinal, matter_id)


def matter_subject(matter_id: str) -> Subject:
    """The matter with this id (hex) as the subject of its facts. Raises RuleBroken("matter_unknown")."""
    return subject_of(MATTER, matter_id, "matter_unknown")


class StationService:
    """What is known of the station as a whole."""

    def __init__(self, station: Station) -> None:
        self._station = station

    @property
    def demo(self) -> bool:
        """Whether this is a demo station."""
        return self._station.demo

    @property
    def catalogue(self) -> Catalogue:
        """The kinds of matter this station works with."""
        return self._station.rules.catalogue

    @property
    def scale(self) -> RatingScale:
        """The levels and reasons of ratings."""
        return self._station.scale

    @property
    def profile(self) -> Profile:
        """Whose rules the station works by: those of the State Grid or of the China Southern Grid."""
        return self._station.profile

    @property
    def zone(self) -> tzinfo:
        """The station's time zone."""
        return self._station.zone

    def now(self) -> datetime:
        """The wall clock, in UTC."""
        return self._station.clock.now()

    def today(self) -> date:
        """The day it is at the station."""
        return self._station.rules.day_of(self.now())

    def view(self) -> StationView:
        """What the top line says, and who is who."""
        station = self._station
        with station.store.reading() as connection:
            end = ledger.head(connection)
            lead, names = leading.lead(connection), people.names(connection)
            flag = judge_wall(to_ms(self.now() + _SETTLING), end.floor_ms, end.trusted_ms)
            return StationView(
                code=station.code,
                name=station.name,
                device=station.device,
                demo=station.demo,
                profile=station.profile,
                lead=names.get(lead, lead) if lead else "",
                unsent=station_rows.unsent_facts(connection),
                date_doubt="" if flag == "ok" else flag,
                names=names,
                peak=station.peak(connection),
                centre=_centre(station_rows.contact(connection)),
            )

    def look(self) -> Told:
        """What the store's files tell of writes since the last look: "changed", "unsettled" or "at rest"."""
        return self._station.store.look()

    def data_version(self) -> int:
        """A number that changes when another process has written to the store."""
        return self._station.store.data_version()

    def require_store(self) -> None:
        """Raise RuleBroken("store_gone"), "store_lost" or "store_log_gone" when its files were taken away."""
        self._station.store.require_there()

    def switch_peak(self, actor: Actor, *, on: bool) -> None:
        """Peak mode is switched on or off, for everybody.

        Raises RuleBroken("not_allowed"), "peak_already", "peak_not" or "staff_left".
        """
        station = self._station
        with station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            fact = decide_switch(actor, on=on, peak=station.peak(connection))
            writing.append(station.subject, [fact], actor.staff_no)

    def confirm_date(self, actor: Actor) -> None:
        """The lead vouches for the date of this PC: nothing doubts it any more.

        The hybrid clock follows a date far ahead from now on. Where facts were written with a clock that was ahead, it
        waits until the right one has caught up; the order of the facts stays as it is.
        """
        require(actor, "confirm_date")
        with self._station.store.writing() as writing:
            # The fact is judged by the date that is vouched for with it.
            now = self.now()
            station_rows.trust_date(writing.connection, to_ms(now))
            (confirmed,) = writing.append(self._station.subject, [DateConfirmed()], actor.staff_no)
            if confirmed.at != now:
                station_rows.trust_date(writing.connection, to_ms(confirmed.at))


def _centre(told: tuple[int, int] | None) -> Contact | None:
    if told is None:
        return None
    answered_ms, failures = told
    return Contact(bool(answered_ms) and not failures, from_ms(answered_ms) if answered_ms else None)
