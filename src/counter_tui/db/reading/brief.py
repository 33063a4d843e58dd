"""What a brief asks of a day, each by an index: its cost does not grow with what other days left."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import get_args

from counter_tui.db import sql
from counter_tui.db.ledger import hlc_from
from counter_tui.db.reading.matters import RUNNING
from counter_tui.db.sql import Connection
from counter_tui.db.tables.around import OutageRow
from counter_tui.db.tables.counter import EnquiryRow, TokenRow
from counter_tui.db.tables.matters import DeferredRow, MatterRow, PromiseRow
from counter_tui.db.tables.voice import NoticeRow
from counter_tui.domain.matter.parts import PaperState

# The same words as in the migration: only so are the indexes over running matters used.

PAPER_STATES: tuple[str, ...] = get_args(PaperState)
"""What may have become of a deferred paper."""


def acceptances(connection: Connection, start_ms: int, end_ms: int) -> dict[bytes, tuple[str, bool]]:
    """The matters whose acceptance was recorded in this time: what was wrong with the clock, and whether on paper."""
    text = (
        "SELECT subject_id, clock_flag, instr(body, ?) > 0 FROM fact INDEXED BY fact_by_type"
        " WHERE type = 'MatterAccepted' AND hlc >= ? AND hlc < ?"
    )
    rows = connection.execute(text, (b'"on_paper"', hlc_from(start_ms), hlc_from(end_ms)))
    return {row[0]: (row[1], bool(row[2])) for row in rows}


def bounces(connection: Connection, matter_ids: Collection[bytes], end_ms: int) -> dict[bytes, int]:
    """How often the work of each of these matters had been sent back before an instant."""
    text = (
        "SELECT count(*) FROM fact INDEXED BY fact_by_subject"
        " WHERE subject_kind = 'matter' AND subject_id = ? AND hlc < ? AND type = 'HandOverBounced'"
    )
    return {each: int(sql.scalar(connection, text, (each, hlc_from(end_ms)))) for each in matter_ids}


def numbers(connection: Connection, matter_ids: Collection[bytes]) -> dict[bytes, str]:
    """The numbers of those of these ids that are matters."""
    text = "SELECT number FROM matter WHERE matter_id = ?"
    found = ((each, sql.scalar(connection, text, (each,))) for each in matter_ids)
    return {each: number for each, number in found if number}


def kinds(connection: Connection, matter_ids: Sequence[bytes]) -> dict[bytes, str]:
    """The kinds of those of these ids that are matters."""
    text = f"SELECT matter_id, kind FROM matter WHERE matter_id IN ({sql.marks(matter_ids)})"  # noqa: S608
    return dict(connection.execute(text, tuple(matter_ids)))


def kinds_of_visits(connection: Connection, visits: Sequence[bytes]) -> dict[bytes, str]:
    """The kind of the first matter of each of these visits that came to one."""
    text = (
        "SELECT visit, kind FROM matter INDEXED BY matter_by_visit"  # noqa: S608
        f" WHERE visit IN ({sql.marks(visits)}) ORDER BY accepted_ms DESC, number DESC"
    )
    # The first of a visit comes last.
    return dict(connection.execute(text, tuple(visits)))


def of_visit(connection: Connection, visit: bytes) -> bytes | None:
    """The first matter of a visit."""
    text = (
        "SELECT matter_id FROM matter INDEXED BY matter_by_visit"
        " WHERE visit = ? ORDER BY accepted_ms, number LIMIT 1"
    )
    found: bytes | None = sql.scalar(connection, text, (visit,))
    return found


def of_visits(connection: Connection, visits: Collection[bytes]) -> dict[bytes, str]:
    """The number of the first matter of each of these visits."""
    text = "SELECT number FROM matter INDEXED BY matter_by_visit WHERE visit = ? ORDER BY accepted_ms, number LIMIT 1"
    return {each: sql.scalar(connection, text, (each,)) or "" for each in visits}


def promises(connection: Connection, start_ms: int, end_ms: int) -> list[PromiseRow]:
    """The promises to customers that are or were due in this time."""
    rest = "INDEXED BY promise_by_due WHERE standing = 'public' AND due_ms >= ? AND due_ms < ?"
    return sql.read(connection, PromiseRow, rest, (start_ms, end_ms))


def tokens(connection: Connection, states: Sequence[str], start_ms: int, end_ms: int) -> list[TokenRow]:
    """The rating tokens armed in this time, in any of these states."""
    rest = (
        f"INDEXED BY token_by_state WHERE state IN ({sql.marks(states)}) AND armed_ms >= ? AND armed_ms < ?"
    )
    return sql.read(connection, TokenRow, rest, (*states, start_ms, end_ms))


def enquiries(connection: Connection, start_ms: int, end_ms: int) -> list[EnquiryRow]:
    """What was asked in this time."""
    rest = "INDEXED BY enquiry_by_asked WHERE asked_ms >= ? AND asked_ms < ?"
    return sql.read(connection, EnquiryRow, rest, (start_ms, end_ms))


def times_accepted(connection: Connection, start_ms: int, end_ms: int) -> list[int]:
    """When each of the matters of this time was accepted, in no order."""
    text = (
        "SELECT accepted_ms FROM matter INDEXED BY matter_by_accepted"
        " WHERE accepted_ms >= ? AND accepted_ms < ? AND state <> 'not_accepted'"
    )
    return [row[0] for row in connection.execute(text, (start_ms, end_ms))]


def times_asked(connection: Connection, start_ms: int, end_ms: int) -> list[int]:
    """When each of the questions of this time was asked."""
    text = "SELECT asked_ms FROM enquiry INDEXED BY enquiry_by_asked WHERE asked_ms >= ? AND asked_ms < ?"
    return [row[0] for row in connection.execute(text, (start_ms, end_ms))]


def times_armed(
    connection: Connection, states: Sequence[str], start_ms: int, end_ms: int
) -> list[tuple[int, str]]:
    """When each of the counter's rating tokens of this time was armed, and its state, of those in any of these."""
    text = (
        "SELECT armed_ms, state FROM rating_token INDEXED BY token_by_state"  # noqa: S608
        f" WHERE state IN ({sql.marks(states)}) AND armed_ms >= ? AND armed_ms < ?"
        " AND series = 'counter'"
    )
    return [(row[0], row[1]) for row in connection.execute(text, (*states, start_ms, end_ms))]


def answers_due(connection: Connection, end_ms: int) -> list[EnquiryRow]:
    """Questions nobody has answered whose answer is due before an instant."""
    rest = "INDEXED BY enquiry_open WHERE state = 'open' AND due_ms < ?"
    return sql.read(connection, EnquiryRow, rest, (end_ms,))


def papers_owed(connection: Connection, until_day: str) -> list[DeferredRow]:
    """The papers owed on running matters by a day."""
    rest = (
        "INDEXED BY deferred_by_day CROSS JOIN matter ON matter.matter_id = deferred_paper.matter_id"
        f" WHERE deferred_paper.state = 'owed' AND deferred_paper.due_day <= ? AND {RUNNING}"
    )
    return sql.read(connection, DeferredRow, rest, (until_day,))


def calls(connection: Connection, end_ms: int) -> list[MatterRow]:
    """Running matters whose customer was promised a call before an instant."""
    rest = (
        "INDEXED BY matter_running_follow WHERE follow_ms IS NOT NULL AND follow = 'call' AND follow_ms < ?"
    )
    return sql.read(connection, MatterRow, rest, (end_ms,))


def told_of_outages(connection: Connection, start_ms: int, end_ms: int) -> bool:
    """Whether a list of outages was taken in in this time."""
    text = "SELECT 1 FROM fact INDEXED BY fact_by_type WHERE type = 'OutagesImported' AND hlc >= ? AND hlc < ? LIMIT 1"
    return sql.scalar(connection, text, (hlc_from(start_ms), hlc_from(end_ms))) is not None


def outages(connection: Connection, start_ms: int, end_ms: int) -> list[OutageRow]:
    """The outages that are known of this time."""
    rest = "INDEXED BY outage_by_end WHERE ends_ms > ? AND starts_ms < ?"
    return sql.read(connection, OutageRow, rest, (start_ms, end_ms))


def matters_with_papers(
    connection: Connection, day: str, late_from: str, since_ms: int, settled: Collection[bytes]
) -> set[bytes]:
    """The matters that may have owed a paper by a day: one due then, one owed since, one settled since an instant.

    ``late_from`` is the first day for which what is still owed is looked at, ``settled`` the matters with a paper that
    was settled since the instant.
    """
    states = sql.marks(PAPER_STATES)
    due = (
        "SELECT matter_id FROM deferred_paper INDEXED BY deferred_by_day"  # noqa: S608
        f" WHERE state IN ({states}) AND due_day = ?"
    )
    owed = (
        "SELECT deferred_paper.matter_id FROM deferred_paper INDEXED BY deferred_by_day"
        " CROSS JOIN matter ON matter.matter_id = deferred_paper.matter_id"
        " WHERE deferred_paper.state = 'owed' AND deferred_paper.due_day >= ? AND deferred_paper.due_day < ?"
        " AND (matter.ended_ms IS NULL OR matter.ended_ms >= ?)"
    )
    late = "SELECT 1 FROM deferred_paper WHERE matter_id = ? AND due_day <= ? LIMIT 1"
    found = {row[0] for row in connection.execute(due, (*PAPER_STATES, day))}
    found |= {row[0] for row in connection.execute(owed, (late_from, day, since_ms))}
    return found | {each for each in settled if sql.scalar(connection, late, (each, day)) is not None}


def waited_for_answer(
    connection: Connection, since_ms: int, until_ms: int, due_before_ms: int
) -> list[bytes]:
    """The questions asked in a time that may have waited for an answer at its end, due before an instant."""
    text = (
        "SELECT enquiry_id FROM enquiry INDEXED BY enquiry_by_asked WHERE asked_ms >= ? AND asked_ms < ?"
        " AND due_ms < ? AND (state <> 'answered' OR answered_ms >= ?)"
    )
    return [row[0] for row in connection.execute(text, (since_ms, until_ms, due_before_ms, until_ms))]


def unread_then(connection: Connection, staff_no: str, role: str, day: str, until_ms: int) -> list[NoticeRow]:
    """The notices in force for a role on a day that were given out before an instant and not read by this person."""
    return sql.read(
        connection, NoticeRow, _UNREAD_THEN, (day, day, f",{role},", until_ms, staff_no, until_ms)
    )


_UNREAD_THEN = """
WHERE last_day >= ? AND from_day <= ? AND instr(audience, ?) > 0 AND published_ms < ? AND NOT EXISTS (
    SELECT 1 FROM notice_read AS r
    WHERE r.notice = notice.notice AND r.edition = notice.edition AND r.staff_no = ? AND r.read_ms < ?
) ORDER BY published_ms, notice
"""
