"""Questions at the counter: logged in a few keys, listed by day, carried on as a matter where that is needed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.db import ledger, people
from counter_tui.db.reading import enquiries as rows
from counter_tui.db.store import Reading, Writing
from counter_tui.db.subjects import ENQUIRY
from counter_tui.domain.catalogue import queries
from counter_tui.domain.catalogue.models import Kind, Words
from counter_tui.domain.clock import to_ms
from counter_tui.domain.enquiry import decide
from counter_tui.domain.enquiry.state import Enquiry, fold
from counter_tui.domain.enquiry.topics import Topic, by_use, topic_of
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact, Recorded, Subject
from counter_tui.domain.facts.enquiry import EnquiryCarriedOn
from counter_tui.domain.identity.phones import phone_kind
from counter_tui.domain.ids import make_id
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.numbers import account_kind
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.lines.enquiries import EnquiryLine, enquiry_lines
from counter_tui.services.reference.enquiry import load_topics
from counter_tui.services.station import Once, Station, require_still_here
from counter_tui.services.subjects import subject_of
from counter_tui.services.voice.manners import MannersService
from counter_tui.services.voice.screening import Screening

_MOST = 500
_USE = timedelta(days=30)
"""How far back is looked for which topics are asked about most."""


class EnquiryDay(Struct, frozen=True):
    """The questions of one day: the newest ``lines``, and of all of them how many by topic and by state."""

    day: date
    lines: tuple[EnquiryLine, ...]
    topics: tuple[tuple[str, Words, int], ...]
    answered: int
    open: int
    carried: int

    @property
    def total(self) -> int:
        """How many there were."""
        return self.answered + self.open + self.carried


class EnquiryService:
    """Enquiries need no identity and no account; what is not answered at once stands open with a promise."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._topics, self._screening = Once(load_topics), Screening(station)
        self._manners = MannersService(station)

    def new(self, actor: Actor) -> str:
        """The id of an enquiry about to be logged (hex): logging it twice makes one."""
        require(actor, "accept")
        return make_id(self._station.clock.now(), self._station.store.pen.random(10)).hex()

    def topics(self, actor: Actor) -> tuple[Topic, ...]:
        """What can be asked about, what was asked most in the 30 days before today first.

        A digit means the same all day: what is asked today moves none of them before tomorrow.
        """
        require(actor, "accept")
        today = datetime.combine(self._station.context(actor).today, time.min, self._station.rules.zone)
        with self._station.store.reading() as connection:
            asked = rows.topics_between(connection, to_ms(today - _USE), to_ms(today))
        return by_use(self._topics(), asked)

    def answer(
        self, actor: Actor, enquiry: str, topic: str, *, words: str = "", contact: str = "", seconds: int = 0
    ) -> None:
        """The question was answered at once.

        Raises RuleBroken("topic_unknown"), "reason_too_long", "not_allowed" or "staff_left".
        """
        known = topic_of(self._topics(), topic)
        context = self._station.context(actor)
        fact = decide.decide_answer(context, known.code, words=words, contact=contact, seconds=seconds)
        self._begin(actor, enquiry, fact)

    def leave_open(
        self, actor: Actor, enquiry: str, topic: str, *, words: str = "", contact: str = "", seconds: int = 0
    ) -> Draft:
        """The question could not be answered at once; the draft of the matter it can become.

        It stands open, with a promise, until it is answered or the draft is accepted. Raises
        RuleBroken("enquiry_words_missing") and what ``answer`` raises.
        """
        known = topic_of(self._topics(), topic)
        context = self._station.context(actor)
        fact = decide.decide_leave_open(
            context, known.code, self._kind(known), words=words, contact=contact, seconds=seconds
        )
        self._begin(actor, enquiry, fact)
        return self.draft(actor, enquiry)

    def answer_later(self, actor: Actor, enquiry: str, answer: str) -> None:
        """An open question was answered, in these words.

        Raises RuleBroken("enquiry_not_open"), "enquiry_answer_missing", "reason_forbidden" for an answer that turns the
        customer away, "wording_improper", "enquiry_unknown", "not_allowed" or "staff_left".
        """
        require(actor, "accept")
        subject = enquiry_subject(enquiry)
        # Held words are kept with the question: there has to be one.
        with self._station.store.reading() as connection:
            decide.require_open(_known(ledger.facts_of(connection, subject)))
        self._screening.require_lawful(actor, enquiry, enquiry, "", "enquiry", answer, customers=False)
        self._manners.require_polite(actor, enquiry, enquiry, "enquiry", answer)
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            history = ledger.facts_of(writing.connection, subject)
            known = _known(history)
            fact = decide.decide_answer_later(known, self._station.context(actor), answer)
            writing.append(subject, [fact], actor.staff_no, known.head, history)

    def draft(self, actor: Actor, enquiry: str) -> Draft:
        """The draft of the matter an enquiry can become: what was asked stands in it already.

        Raises RuleBroken("enquiry_unknown"), "enquiry_carried_on" or "not_allowed".
        """
        require(actor, "accept")
        station = self._station
        with station.store.reading() as connection:
            known = _known(ledger.facts_of(connection, enquiry_subject(enquiry)))
        if known.state == "carried":
            raise RuleBroken("enquiry_carried_on", number=known.number)
        now, random = station.clock.now(), station.store.pen.random
        kind = self._kind(topic_of(self._topics(), known.topic))
        asked = any(field.code == "content" for field in kind.fields)
        draft = Draft(
            draft_id=make_id(now, random(10)).hex(),
            visit=make_id(now, random(10)).hex(),
            kind=kind.code,
            fields={"content": known.words} if asked and known.words else {},
            remark="" if asked else known.words,
            enquiry=enquiry,
        )
        return draft.with_values(**_contact(known.contact))

    def day(self, actor: Actor, day: date | None = None) -> EnquiryDay:
        """The questions of a day of the station, today's without one."""
        require(actor, "see_matters")
        station = self._station
        context = station.context(actor)
        day = day or context.today
        start = datetime.combine(day, time.min, station.rules.zone)
        span = (to_ms(start), to_ms(datetime.combine(day + timedelta(days=1), time.min, station.rules.zone)))
        with station.store.reading() as connection:
            found = rows.between(connection, *span, _MOST)
            asked, states = (
                rows.topics_between(connection, *span),
                rows.states_between(connection, *span),
            )
            lines = enquiry_lines(station, connection, found, context.now)
        counted = [(each.code, each.name, asked[each.code]) for each in self._topics() if each.code in asked]
        return EnquiryDay(
            day=day,
            lines=lines,
            topics=tuple(sorted(counted, key=lambda each: -each[2])),
            answered=states.get("answered", 0),
            open=states.get("open", 0),
            carried=states.get("carried", 0),
        )

    def _kind(self, topic: Topic) -> Kind:
        kind = queries.known_kind(self._station.rules.catalogue, topic.kind)
        if kind is None:
            raise RuleBroken("kind_unknown", kind=topic.kind)
        return kind

    def _begin(self, actor: Actor, enquiry: str, fact: Fact) -> None:
        subject = enquiry_subject(enquiry)
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            if not ledger.facts_of(writing.connection, subject):
                writing.append(subject, [fact], actor.staff_no, history=())


def enquiry_subject(enquiry: str) -> Subject:
    """The enquiry with this id (hex) as the subject of its facts. Raises RuleBroken("enquiry_unknown")."""
    return subject_of(ENQUIRY, enquiry, "enquiry_unknown")


def carried_from(connection: Reading, draft: Draft) -> Enquiry | None:
    """The enquiry a draft carries on, None without one.

    Raises RuleBroken("enquiry_unknown"), or "enquiry_carried_on" where another draft has made a matter of it.
    """
    if not draft.enquiry:
        return None
    known = _known(ledger.facts_of(connection, enquiry_subject(draft.enquiry)))
    if known.state == "carried" and known.matter != draft.draft_id:
        raise RuleBroken("enquiry_carried_on", number=known.number)
    person = people.person(connection, known.first_contact)
    # Nobody answers for a matter who has left: whoever carries it on does.
    return known if person is None or person.active else replace(known, first_contact="")


def carry_on(writing: Writing, actor: Actor, draft: Draft, number: str) -> None:
    """Note on the enquiry which matter it became, in the transaction of the acceptance."""
    if draft.enquiry:
        fact = EnquiryCarriedOn(matter=draft.draft_id, number=number)
        writing.append(enquiry_subject(draft.enquiry), [fact], actor.staff_no)


def answer_open(writing: Writing, context: Context, enquiry: str, answer: str) -> None:
    """Answer an enquiry in these words within the caller's transaction; only one that still stands open.

    The words have been screened. Raises what ``decide_answer_later`` raises of the words.
    """
    subject = enquiry_subject(enquiry)
    history = ledger.facts_of(writing.connection, subject)
    known = fold(history)
    if known is not None and known.state == "open":
        fact = decide.decide_answer_later(known, context, answer)
        writing.append(subject, [fact], context.actor.staff_no, known.head, history)


def _known(history: list[Recorded]) -> Enquiry:
    known = fold(history)
    if known is None:
        raise RuleBroken("enquiry_unknown")
    return known


def _contact(typed: str) -> dict[str, str]:
    """Where a contact that was noted belongs on the form: a phone, else an account."""
    from counter_tui.domain import identity

    today = date.min
    if identity.check(phone_kind(typed), typed, today).valid:
        return {"phone": typed}
    return {"account": typed} if identity.check(account_kind(typed), typed, today).valid else {}
