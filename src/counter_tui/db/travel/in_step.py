"""Bringing in step what is computed from facts of other PCs, and parking what nothing can be computed from.

A fact that came here stays in the ledger whatever becomes of it. What this program does not understand, or what does
not go together with the rows that are here, is parked: it changes nothing that is shown, stops no call, waits in the
attention list, and is tried again at each call and by each later program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from counter_tui.db import ledger, notes, sql
from counter_tui.db.engine import ConstraintBroken
from counter_tui.db.rows import projections
from counter_tui.db.rows.projections import PROJECTED
from counter_tui.db.sql import Connection
from counter_tui.db.store import Writing
from counter_tui.db.tables.ledger import FactRow
from counter_tui.db.tables.sync import ParkedRow
from counter_tui.db.travel import following
from counter_tui.domain.facts.base import Recorded, Subject, read_fact
from counter_tui.domain.facts.registry import FACT_TYPES, UPCASTERS
from counter_tui.domain.ledger.chain import decode_body
from counter_tui.domain.ledger.entry import Entry

Step = Callable[[Sequence[Entry]], None]

_FAULTS = (
    *ConstraintBroken,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
)
"""What a row that breaks a rule of its table, or a fold that was never told of such a fact, ends with. A store that
fails is none of them."""


def bring_in_step(writing: Writing, new: Sequence[Entry]) -> None:
    """Compute anew what the lists show of whatever these facts are about; park what does not go together with it."""
    if _is_done(writing, partial(_all_in_step, writing, new)):
        return
    for subject in _subjects(new):
        about = [each for each in new if _subject_of(each) == subject]
        _each(writing, about, partial(_rebuilt, writing, subject))
    _each(writing, new, partial(following.follow, writing))


def park(writing: Writing, new: Iterable[Entry]) -> None:
    """Note which of these facts this program does not understand."""
    for entry in new:
        if reason := fault_of(entry):
            _set_aside(writing, entry, reason)


def has_parked(connection: Connection) -> bool:
    """Whether anything is parked."""
    return sql.first(connection, ParkedRow) is not None


def take_up_parked(writing: Writing) -> int:
    """Try anew what was parked; how many facts are read as they are now."""
    waiting = []
    for note in sql.read(writing.connection, ParkedRow):
        row = sql.first(writing.connection, FactRow, "WHERE fact_id = ?", (note.fact_id,))
        if row is not None and not fault_of(entry := ledger.entry_of(row)):
            notes.discard(writing.connection, ParkedRow, "fact_id = ?", (note.fact_id,))
            waiting.append(entry)
    for subject in _subjects(waiting):
        about = [each for each in waiting if _subject_of(each) == subject]
        _each(writing, about, partial(_rebuilt, writing, subject))
    _each(writing, waiting, partial(following.follow, writing))
    return sum(not _is_parked(writing.connection, entry) for entry in waiting)


def fault_of(entry: Entry) -> str:
    """Why this program does not understand a fact: its sort is unknown, it is of a later version, or does not fit."""
    header = entry.header
    if entry.body is None:
        return ""
    if header.type not in FACT_TYPES:
        return "unknown"
    if header.version > FACT_TYPES[header.type].version:
        return "later"
    try:
        read_fact(FACT_TYPES, UPCASTERS, header.type, header.version, decode_body(entry.body))
    except (KeyError, ValueError):
        return "unfit"
    return ""


def _all_in_step(writing: Writing, new: Sequence[Entry]) -> None:
    ids = {entry.header.fact_id for entry in new}
    for subject in _subjects(new):
        told = ledger.facts_of(writing.connection, subject)
        before: list[Recorded] = [each for each in told if each.fact_id not in ids]
        after = [each for each in told if each.fact_id in ids]
        projections.refold(writing.connection, before, after, writing.matter_keys, writing.identity_key)
    following.follow(writing, new)


def _rebuilt(writing: Writing, subject: Subject, _new: Sequence[Entry]) -> None:
    projections.rebuild(writing.connection, subject, writing.matter_keys, writing.identity_key)


def _each(writing: Writing, facts: Sequence[Entry], step: Step) -> None:
    """Take a step for these facts, or where they do not go together for each of them alone; park those it fails for."""
    if _is_done(writing, partial(step, facts)):
        return
    doubted = [each for each in facts if not _is_parked(writing.connection, each)]
    for entry in doubted:
        _set_aside(writing, entry, ledger.CLASH)
    for entry in sorted(doubted, key=lambda each: (each.header.hlc, each.header.fact_id)):
        notes.discard(writing.connection, ParkedRow, "fact_id = ?", (entry.header.fact_id,))
        if not _is_done(writing, partial(step, [entry])):
            _set_aside(writing, entry, ledger.CLASH)
    _is_done(writing, partial(step, ()))


def _is_done(writing: Writing, step: Callable[[], None]) -> bool:
    """Whether a step could be taken; where not, everything is as it was before it."""
    connection = writing.connection
    connection.execute("SAVEPOINT in_step")
    try:
        step()
    except _FAULTS:
        connection.execute("ROLLBACK TO in_step")
        connection.execute("RELEASE in_step")
        return False
    # After any other error there may be no savepoint any more: a disk that is full undoes the whole transaction.
    connection.execute("RELEASE in_step")
    return True


def _set_aside(writing: Writing, entry: Entry, reason: str) -> None:
    notes.save(writing.connection, ParkedRow(entry.header.fact_id, reason), writing.sealing)


def _is_parked(connection: Connection, entry: Entry) -> bool:
    return sql.first(connection, ParkedRow, "WHERE fact_id = ?", (entry.header.fact_id,)) is not None


def _subject_of(entry: Entry) -> Subject:
    return Subject(entry.header.subject_kind, entry.header.subject_id)


def _subjects(facts: Iterable[Entry]) -> list[Subject]:
    return [each for each in dict.fromkeys(map(_subject_of, facts)) if each.kind in PROJECTED]
