"""The praise register: noted by anybody who works here, confirmed by a lead who has seen the proof."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from msgspec import Struct

from counter_tui.db import begun, ledger, people
from counter_tui.db.reading import praise as rows
from counter_tui.db.store import Reading
from counter_tui.db.subjects import PRAISE
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact, Subject
from counter_tui.domain.ids import make_id
from counter_tui.domain.masking import mask_name
from counter_tui.domain.matter.context import Context
from counter_tui.domain.praise import decide
from counter_tui.domain.praise.decide import Typed
from counter_tui.domain.praise.state import Praise, State, counted, fold
from counter_tui.domain.staff.roles import Action, Actor, may, require
from counter_tui.domain.text import fold_code
from counter_tui.services.station import Station, require_still_here
from counter_tui.services.subjects import known_of, subject_of

NOTING = "praise"
"""The act under which what is typed of a praise is kept."""


class PraiseLine(Struct, frozen=True):
    """A praise in a list; the customer's name masked. ``may_confirm`` says whether this person can confirm it now."""

    praise_id: str
    day: date
    about: str
    about_name: str
    source: str
    words: str
    proof: str
    customer: str
    state: State
    noted_by: str
    noted_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str
    may_confirm: bool

    @property
    def counts(self) -> bool:
        """Does it count?"""
        return self.state == "confirmed"


class PraiseService:
    """Everybody who works here notes and reads; a lead confirms or takes out."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def new(self, actor: Actor) -> str:
        """The id of a praise about to be noted (hex): noting it twice makes one."""
        require(actor, "write")
        return make_id(self._station.clock.now(), self._station.store.pen.random(10)).hex()

    def note(self, actor: Actor, praise: str, typed: Typed) -> None:
        """Note a praise.

        Raises what ``decide_note`` raises, RuleBroken("receiver_unknown") for somebody who never worked here,
        "praise_unknown" or "staff_left".
        """
        subject = _subject(praise)
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            if ledger.facts_of(connection, subject):
                return
            about = fold_code(typed.about)
            if about and people.person(connection, about) is None:
                raise RuleBroken("receiver_unknown", to=about)
            fact = decide.decide_note(self._station.context(actor, connection), _about(typed, about))
            writing.append(subject, [fact], actor.staff_no)
            begun.discard(connection, self._station.subject.id, actor.staff_no, NOTING)

    def prove(self, actor: Actor, praise: str, proof: str) -> None:
        """Say what proves it. Raises what ``decide_prove`` raises, or RuleBroken("praise_unknown")."""
        self._act(actor, praise, lambda known, context: decide.decide_prove(known, context, proof), "write")

    def confirm(self, actor: Actor, praise: str) -> None:
        """Let it count. Raises what ``decide_confirm`` raises, or RuleBroken("praise_unknown")."""
        self._act(actor, praise, decide.decide_confirm, "lead_matter")

    def take_out(self, actor: Actor, praise: str, reason: str) -> None:
        """Let it count no more. Raises what ``decide_take_out`` raises, or RuleBroken("praise_unknown")."""
        self._act(
            actor,
            praise,
            lambda known, context: decide.decide_take_out(known, context, reason),
            "lead_matter",
        )

    def lines(self, actor: Actor) -> tuple[PraiseLine, ...]:
        """All praise, the newest first."""
        require(actor, "see_matters")
        with self._station.store.reading() as connection:
            context = self._station.context(actor, connection)
            name_of = self._station.names(connection)
            return tuple(_line(each, context, name_of) for each in rows.everything(connection))

    def counted(self, actor: Actor, first: date, last: date) -> Mapping[str, int]:
        """How much praise of these days counts, by staff number; the whole station's under the empty one."""
        require(actor, "see_matters")
        with self._station.store.reading() as connection:
            return counted(rows.everything(connection), first, last)

    def _act(
        self, actor: Actor, praise: str, decided: Callable[[Praise, Context], Fact], need: Action
    ) -> None:
        require(actor, need)
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            known = _known(connection, praise)
            fact = decided(known, self._station.context(actor, connection))
            writing.append(_subject(praise), [fact], actor.staff_no, known.head)


def _about(typed: Typed, about: str) -> Typed:
    return Typed(typed.day, about, typed.source, typed.words, typed.proof, typed.customer)


def _line(praise: Praise, context: Context, name_of: Callable[[str], str]) -> PraiseLine:
    own = bool(praise.about) and context.acts_for(praise.about)
    return PraiseLine(
        praise_id=praise.praise_id.hex(),
        day=praise.day,
        about=praise.about,
        about_name=name_of(praise.about) if praise.about else "",
        source=praise.source,
        words=praise.words,
        proof=praise.proof,
        customer=mask_name(praise.customer) if praise.customer else "",
        state=praise.state,
        noted_by=name_of(praise.noted_by),
        noted_at=praise.noted_at,
        decided_by=name_of(praise.decided_by) if praise.decided_by else "",
        decided_at=praise.decided_at,
        reason=praise.reason,
        may_confirm=praise.state == "noted" and not own and may(context.actor.role, "lead_matter"),
    )


def _subject(praise: str) -> Subject:
    return subject_of(PRAISE, praise, "praise_unknown")


def _known(connection: Reading, praise: str) -> Praise:
    return known_of(connection, _subject(praise), fold, "praise_unknown")
