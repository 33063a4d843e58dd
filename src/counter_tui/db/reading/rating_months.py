"""What a month of ratings asks of the store; everything is found by the time its token was armed."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct

from counter_tui.db import ledger, sql
from counter_tui.db.sql import Connection
from counter_tui.domain.facts.awards import AwardGiven, AwardWithdrawn
from counter_tui.domain.facts.base import Recorded, Subject

AWARD = "award"
"""The kind of subject; its facts need no table, since a best clerk is known by the month."""

STATES = ("rated", "declined", "timed_out", "device_down", "armed")


class ArmedRow(Struct, frozen=True):
    """A token of a first rating, with number and kind of its matter; empty where that is not here."""

    visit: bytes
    matter: bytes
    number: str
    series: str
    clerk: str
    kind: str
    epoch: bytes
    armed_ms: int
    state: str
    shown_ms: int | None
    level: int | None
    reason: str
    latency_ms: int


def armed(connection: Connection, start_ms: int, end_ms: int) -> Iterator[ArmedRow]:
    """The tokens armed in this time, without those of second ratings."""
    text = (
        "SELECT t.visit, t.matter, coalesce(m.number, ''), t.series, t.clerk, coalesce(m.kind, ''), t.epoch,"  # noqa: S608
        " t.armed_ms, t.state, t.shown_ms, t.level, t.reason, t.latency_ms"
        " FROM rating_token AS t INDEXED BY token_by_state"
        " LEFT JOIN matter AS m ON m.matter_id = t.matter"
        f" WHERE t.state IN ({sql.marks(STATES)}) AND t.armed_ms >= ? AND t.armed_ms < ? AND t.follows = x''"
    )
    for values in connection.execute(text, (*STATES, start_ms, end_ms)):
        yield ArmedRow(*values)


def second_levels(connection: Connection, visits: Collection[bytes]) -> dict[str, int]:
    """The level of the first second rating of each of these visits that has one, by the visit (hex)."""
    text = (
        "SELECT level FROM rating_token INDEXED BY token_by_follows"
        " WHERE follows = ? AND follows != x'' AND state = 'rated' ORDER BY armed_ms, visit LIMIT 1"
    )
    found = ((visit.hex(), sql.scalar(connection, text, (visit,))) for visit in visits)
    return {visit: level for visit, level in found if level is not None}


def award_subject(month: str) -> Subject:
    """The best clerk of a month as the subject of its facts."""
    return Subject(AWARD, month.encode())


def awards(connection: Connection) -> list[Recorded]:
    """Everything said of best clerks, of all months: about one a month."""
    return ledger.of_types(connection, AwardGiven.type, AwardWithdrawn.type)
