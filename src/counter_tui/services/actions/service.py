"""Action items: naming a problem with who puts it right by when, and carrying it until another has looked at it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta

from msgspec import Struct

from counter_tui.db import begun, ledger
from counter_tui.db.reading import actions as rows
from counter_tui.db.store import Reading, Writing
from counter_tui.db.subjects import ACTION_ITEM
from counter_tui.db.tables.counter import ActionItemRow
from counter_tui.domain.actions import decide
from counter_tui.domain.actions.state import ActionItem, fold
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.clock import from_ms, to_ms
from counter_tui.domain.facts.actions import ActionItemSet, Origin
from counter_tui.domain.facts.base import Fact, Subject
from counter_tui.domain.ids import make_id
from counter_tui.domain.matter.context import Context
from counter_tui.domain.staff.roles import Actor, may, require
from counter_tui.domain.text import fold_code
from counter_tui.services.lines.checks import items_failed
from counter_tui.services.station import Station, require_still_here, require_writer
from counter_tui.services.subjects import known_of, subject_of
from counter_tui.services.views.actions import NamedProblem
from counter_tui.services.wording.checks import again_words, problem_words

NAMING = "name"
"""The act under which the words of a problem being named on the screen are kept."""
_MOST = 500
_VERIFIED_SHOWN = timedelta(days=30)

Decide = Callable[[ActionItem, Context], Fact]


class ActionLine(Struct, frozen=True):
    """An action item in a list.

    ``said`` is what was said of the problem and ``look`` how it is looked at; of an item of a check that failed
    (``item``, by name) ``words`` and ``check`` say it in whole. ``age`` is for how many days it has been carried,
    ``late`` says that its day is over. ``may_report`` and ``may_verify`` say what this person can do with it now.
    """

    item_id: str
    said: str
    owner: str
    owner_name: str
    look: str
    origin: str
    about: str
    state: str
    set_by: str
    opened_at: datetime
    first_due: date
    due: date
    words_done: str
    verified_by: str
    verified_at: datetime | None
    moved: int
    sent_back: int
    came_back: int
    age: int
    late: bool
    may_report: bool
    may_verify: bool
    item: Words | None = None

    @property
    def words(self) -> str:
        """The problem in the language in use."""
        return problem_words(self.item, self.said) if self.item else self.said

    @property
    def check(self) -> str:
        """How it will be looked at, in the language in use."""
        return again_words(self.item) if self.item and not self.look else self.look


class ActionService:
    """Whoever leads names problems; their owners report; somebody other than the owner looks."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def new(self, actor: Actor) -> str:
        """The id of an action item about to be set (hex): setting it twice makes one."""
        require(actor, "lead_matter")
        return make_id(self._station.clock.now(), self._station.store.pen.random(10)).hex()

    def set(
        self,
        actor: Actor,
        item: str,
        words: str,
        owner: str,
        due: date,
        check: str,
        *,
        origin: Origin = "lead",
        about: str = "",
    ) -> NamedProblem:
        """Name a problem; one that is about the same thing as a carried item is that item.

        Raises what ``decide_set`` raises, what ``require_writer`` raises for the owner,
        "action_unknown" or "staff_left".
        """
        subject = action_subject(item)
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            if ledger.facts_of(connection, subject):
                return NamedProblem(item, "new")
            context = self._station.context(actor, connection)
            fact = decide.decide_set(context, words, fold_code(owner), due, check, origin, about)
            if origin == "lead":
                begun.discard(connection, self._station.subject.id, actor.staff_no, NAMING)
            return name_problem(writing, context, subject, fact)

    def due_in(self, working_days: int) -> date:
        """The day so many working days from today."""
        station = self._station
        return decide.due_in(working_days, self._today(), station.rules.calendar)

    def report(self, actor: Actor, item: str, words: str) -> None:
        """The owner says that it is done. Raises what ``decide_report`` raises, or RuleBroken("action_unknown")."""
        self._act(actor, item, lambda known, context: decide.decide_report(known, context, words), "report")

    def verify(self, actor: Actor, item: str, words: str = "") -> None:
        """It is done. Raises what ``decide_verify`` raises, or RuleBroken("action_unknown")."""
        self._act(actor, item, lambda known, context: decide.decide_verify(known, context, words), "verify")

    def send_back(self, actor: Actor, item: str, reason: str, due: date) -> None:
        """It is not done. Raises what ``decide_send_back`` raises, or RuleBroken("action_unknown")."""
        self._act(
            actor,
            item,
            lambda known, context: decide.decide_send_back(known, context, reason, due),
            "send_back",
        )

    def move(self, actor: Actor, item: str, due: date, reason: str) -> None:
        """Move its day. Raises what ``decide_move`` raises, or RuleBroken("action_unknown")."""
        self._act(actor, item, lambda known, context: decide.decide_move(known, context, due, reason), "move")

    def give(self, actor: Actor, item: str, owner: str, reason: str) -> None:
        """Let somebody else own it.

        Raises what ``decide_give`` raises, what ``require_writer`` raises for the owner, or
        RuleBroken("action_unknown").
        """
        to = fold_code(owner)
        self._act(
            actor, item, lambda known, context: decide.decide_give(known, context, to, reason), "give", to
        )

    def carried(self, actor: Actor) -> tuple[ActionLine, ...]:
        """What nobody has verified yet, the nearest day first."""
        require(actor, "see_matters")
        with self._station.store.reading() as connection:
            return self._lines(connection, actor, rows.carried(connection, _MOST))

    def verified(self, actor: Actor) -> tuple[ActionLine, ...]:
        """What was verified in the last thirty days, the newest first."""
        require(actor, "see_matters")
        now = self._station.clock.now()
        span = (to_ms(now - _VERIFIED_SHOWN), to_ms(now) + 1)
        with self._station.store.reading() as connection:
            return self._lines(connection, actor, rows.verified_between(connection, *span, _MOST))

    def _act(self, actor: Actor, item: str, decided: Decide, act: str, owner: str = "") -> None:
        subject = action_subject(item)
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            known = _known(connection, item)
            fact = decided(known, self._station.context(actor, connection))
            if owner:
                require_writer(connection, owner)
            writing.append(subject, [fact], actor.staff_no, known.head)
            if act == "verify":
                begun.end(connection, subject.id)
            else:
                begun.discard(connection, subject.id, actor.staff_no, act)

    def _today(self) -> date:
        return self._station.clock.now().astimezone(self._station.zone).date()

    def _lines(
        self, connection: Reading, actor: Actor, found: Iterable[ActionItemRow]
    ) -> tuple[ActionLine, ...]:
        rows_found = list(found)
        name_of, items = self._station.names(connection), items_failed(connection, rows_found)
        context = self._station.context(actor, connection)
        return tuple(_line(row, context, name_of, items) for row in rows_found)


def _line(
    row: ActionItemRow, context: Context, name_of: Callable[[str], str], items: Mapping[str, Words]
) -> ActionLine:
    due, running = date.fromisoformat(row.due), row.state != "verified"
    role, today, opened_at = context.actor.role, context.today, from_ms(row.opened_ms)
    other = not context.acts_for(row.owner)
    return ActionLine(
        item_id=row.item_id.hex(),
        said=row.words,
        owner=row.owner,
        owner_name=name_of(row.owner),
        look=row.check_words,
        origin=row.origin,
        about=row.about,
        state=row.state,
        set_by=name_of(row.set_by),
        opened_at=opened_at,
        first_due=date.fromisoformat(row.first_due),
        due=due,
        words_done=row.words_done,
        verified_by=name_of(row.verified_by) if row.verified_by else "",
        verified_at=from_ms(row.verified_ms) if row.verified_ms is not None else None,
        moved=row.moved,
        sent_back=row.sent_back,
        came_back=row.came_back,
        age=max(0, (today - context.rules.day_of(opened_at)).days),
        late=running and due < today,
        may_report=running and not other and may(role, "write"),
        may_verify=running and other and may(role, "lead_matter"),
        item=items.get(row.about) if row.origin == "check" else None,
    )


def name_problem(writing: Writing, context: Context, subject: Subject, fact: ActionItemSet) -> NamedProblem:
    """Write a problem in this transaction: as a new item, unless one about the same thing is carried or comes back.

    Raises what ``require_writer`` raises for the owner.
    """
    connection, actor = writing.connection, context.actor.staff_no
    require_writer(connection, fact.owner)
    for row in rows.newest_about(connection, fact.about):
        known = _known(connection, row.item_id.hex())
        if known.state != "verified":
            return NamedProblem(known.item_id.hex(), "carried")
        again = decide.came_back(known, fact, context)
        if again is not None:
            writing.append(Subject(ACTION_ITEM, known.item_id), [again], actor, known.head)
            return NamedProblem(known.item_id.hex(), "came_back")
    writing.append(subject, [fact], actor, history=())
    return NamedProblem(subject.id.hex(), "new")


def action_subject(item: str) -> Subject:
    """The action item with this id (hex) as the subject of its facts. Raises RuleBroken("action_unknown")."""
    return subject_of(ACTION_ITEM, item, "action_unknown")


def _known(connection: Reading, item: str) -> ActionItem:
    return known_of(connection, action_subject(item), fold, "action_unknown")
