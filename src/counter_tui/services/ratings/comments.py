"""Anonymous comments: a batch is typed in by anybody who works here, read by leads, counted by who oversees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from counter_tui.db import begun, ledger
from counter_tui.db.reading import actions as action_rows
from counter_tui.db.store import Reading
from counter_tui.db.subjects import COMMENTS
from counter_tui.domain.comments import decide
from counter_tui.domain.comments.state import Batch, fold
from counter_tui.domain.facts.base import Recorded, Subject
from counter_tui.domain.facts.comments import CommentSettled, CommentsTaken
from counter_tui.domain.ids import make_id
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.station import Station, require_still_here
from counter_tui.services.subjects import known_of, subject_of

TAKING = "comments"
"""The act under which the comments being typed are kept, for whoever types them."""


class CommentLine(Struct, frozen=True):
    """One comment as a lead reads it; ``item`` is the state of the action item made of it, empty without one."""

    batch_id: str
    place: int
    day: date
    came: str
    words: str
    settled: str
    item: str = ""

    @property
    def comment_id(self) -> str:
        """What tells it from the others."""
        return f"{self.batch_id}/{self.place}"

    @property
    def open(self) -> bool:
        """Has nothing become of it yet?"""
        return not self.settled and not self.item


class BatchCount(Struct, frozen=True):
    """How many comments a batch has, and how many of them nobody has settled."""

    day: date
    came: str
    count: int
    open: int


class CommentService:
    """Words go to leads and to nobody else; whoever typed them in sees them no more."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def new(self, actor: Actor) -> str:
        """The id of a batch about to be taken in (hex): taking it twice makes one."""
        require(actor, "write")
        return make_id(self._station.clock.now(), self._station.store.pen.random(10)).hex()

    def take(self, actor: Actor, batch: str, day: date, came: str, typed: Sequence[str]) -> int:
        """Take a batch in; how many comments it has.

        Raises what ``decide_take`` raises, RuleBroken("comment_unknown") or "staff_left".
        """
        subject = _subject(batch)
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            if known := fold(ledger.facts_of(connection, subject)):
                return len(known.words)
            context = self._station.context(actor, connection)
            fact = decide.decide_take(context, day, came, typed, self._station.store.pen.random)
            writing.append(subject, [fact], actor.staff_no)
            begun.discard(connection, self._station.subject.id, actor.staff_no, TAKING)
            return len(fact.words)

    def lines(self, actor: Actor) -> tuple[CommentLine, ...]:
        """Every comment in full, the newest batch first."""
        require(actor, "read_confidential")
        with self._station.store.reading() as connection:
            return tuple(
                _line(connection, batch, place)
                for batch in _batches(connection)
                for place in range(1, len(batch.words) + 1)
            )

    def counts(self, actor: Actor) -> tuple[BatchCount, ...]:
        """How many comments came when, without a word of them; the newest batch first."""
        require(actor, "oversee")
        with self._station.store.reading() as connection:
            return tuple(
                BatchCount(
                    batch.day,
                    batch.came,
                    len(batch.words),
                    sum(_line(connection, batch, place).open for place in range(1, len(batch.words) + 1)),
                )
                for batch in _batches(connection)
            )

    def settle(self, actor: Actor, batch: str, place: int, words: str) -> None:
        """Say how a comment was dealt with. Raises what ``decide_settle`` raises."""
        require(actor, "read_confidential")
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            known = known_of(connection, _subject(batch), fold, "comment_unknown")
            fact = decide.decide_settle(known, self._station.context(actor, connection), place, words)
            writing.append(_subject(batch), [fact], actor.staff_no, known.head)


def _batches(connection: Reading) -> list[Batch]:
    """All batches, of which there are few in a year, the newest day first."""
    by_id: dict[bytes, list[Recorded]] = {}
    for entry in ledger.of_types(connection, CommentsTaken.type, CommentSettled.type):
        by_id.setdefault(entry.subject.id, []).append(entry)
    found = (fold(each) for each in by_id.values())
    return sorted((each for each in found if each), key=lambda each: (each.day, each.batch_id), reverse=True)


def _line(connection: Reading, batch: Batch, place: int) -> CommentLine:
    about = decide.about(batch.batch_id.hex(), place)
    item = next(iter(action_rows.newest_about(connection, about)), None)
    return CommentLine(
        batch_id=batch.batch_id.hex(),
        place=place,
        day=batch.day,
        came=batch.came,
        words=batch.words[place - 1],
        settled=batch.settled.get(place, ""),
        item=item.state if item else "",
    )


def _subject(batch: str) -> Subject:
    return subject_of(COMMENTS, batch, "comment_unknown")
