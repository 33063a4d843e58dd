"""Lists of matters, read from their projected rows."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from counter_tui.db import ledger, sql
from counter_tui.db.sql import Connection
from counter_tui.db.station import own_epochs
from counter_tui.db.tables.matters import MatterRow, PromiseRow
from counter_tui.domain.facts.upkeep import StationRestored
from counter_tui.domain.matter.state import ENDED

# The same words as in the migration: only so are the indexes over running matters used.
RUNNING = "matter.state NOT IN ({})".format(", ".join(f"'{state}'" for state in sorted(ENDED)))
"""Which rows of the table of matters are of running ones."""
WHO = "(SELECT value FROM json_each(:who))"
"""One person, and those the person stands in for."""
MINE = f"{RUNNING} AND (matter.handler IN {WHO} OR matter.first_contact IN {WHO})"
"""The running matters of these people."""
_TO_INFORM = f"matter.first_contact IN {WHO} AND answered_ms IS NOT NULL AND informed_ms IS NULL"
_GIVEN = (
    f"offered_ms IS NOT NULL AND offered_to NOT IN {WHO}"
    f" AND (offered_by IN {WHO} OR handler IN {WHO} OR first_contact IN {WHO})"
)
Whose = Collection[str]
"""The staff numbers of a person and of those the person stands in for."""


def who(whose: Whose) -> str:
    """These people, as ``WHO`` takes them."""
    return json.dumps(sorted(whose))


def some(whose: Whose | None, limit: int) -> dict[str, object]:
    """The values of a question about these people's, or about everybody's."""
    return {"who": None if whose is None else who(whose), "limit": limit}


def read(connection: Connection, matter_id: bytes) -> MatterRow | None:
    """One matter's row."""
    return sql.first(connection, MatterRow, "WHERE matter_id = ?", (matter_id,))


def mine(connection: Connection, whose: Whose, limit: int) -> list[MatterRow]:
    """Running matters a person handles or answers for, the nearest promise first, those without one last."""
    rest = f"WHERE {MINE} ORDER BY due_ms IS NULL, due_ms, accepted_ms, number LIMIT :limit"
    return sql.read(connection, MatterRow, rest, {"who": who(whose), "limit": limit})


def count_mine(connection: Connection, whose: Whose) -> int:
    """How many running matters a person handles or answers for."""
    return int(sql.scalar(connection, _COUNT_MINE, {"who": who(whose)}))


_COUNT_MINE = f"SELECT count(*) FROM matter WHERE {MINE}"  # noqa: S608 - texts of this module only


def to_inform(connection: Connection, whose: Whose, limit: int) -> list[MatterRow]:
    """Running matters whose answer this first contact still has to tell, ordered as ``mine``."""
    rest = (
        f"WHERE {RUNNING} AND {_TO_INFORM} ORDER BY due_ms IS NULL, due_ms, answered_ms, number LIMIT :limit"
    )
    return sql.read(connection, MatterRow, rest, {"who": who(whose), "limit": limit})


def offered_to(connection: Connection, whose: Whose, limit: int) -> list[MatterRow]:
    """Matters whose work is offered to a person, the oldest offer first."""
    rest = f"WHERE offered_to IN {WHO} AND {RUNNING} ORDER BY offered_ms, number LIMIT :limit"
    return sql.read(connection, MatterRow, rest, {"who": who(whose), "limit": limit})


def offers_given(connection: Connection, whose: Whose, limit: int) -> list[MatterRow]:
    """Offers nobody has taken that a person made, or of matters the person answers for; the oldest first."""
    rest = f"WHERE {_GIVEN} ORDER BY offered_ms, number LIMIT :limit"
    return sql.read(connection, MatterRow, rest, {"who": who(whose), "limit": limit})


def for_lead(connection: Connection, whose: Whose | None, limit: int) -> list[MatterRow]:
    """Matters whose handler the lead has to decide, the oldest first; those of these people where they are named."""
    rest = (
        f"WHERE for_lead_ms IS NOT NULL AND (:who IS NULL OR handler IN {WHO} OR first_contact IN {WHO})"
        " ORDER BY for_lead_ms, number LIMIT :limit"
    )
    return sql.read(connection, MatterRow, rest, some(whose, limit))


def nearest(connection: Connection, limit: int) -> list[MatterRow]:
    """Running matters of the whole station with a promise to the customer, the nearest first."""
    rest = f"WHERE {RUNNING} AND due_ms IS NOT NULL ORDER BY due_ms, accepted_ms, number LIMIT ?"
    return sql.read(connection, MatterRow, rest, (limit,))


def count_promised(connection: Connection, now_ms: int) -> tuple[int, int]:
    """How many running matters of the station have a promise that runs, and of how many it is past."""
    total, late = connection.execute(_COUNT_PROMISED, {"now": now_ms}).fetchone()
    return int(total), int(late)


_COUNT_PROMISED = f"""
SELECT count(*), count(*) FILTER (WHERE due_ms < :now AND paused = 0)
FROM matter WHERE {RUNNING} AND due_ms IS NOT NULL
"""  # noqa: S608


def follow_ups(connection: Connection, whose: Whose, until_ms: int, limit: int) -> list[MatterRow]:
    """Matters for whose customers these first contacts have something to do before an instant, the oldest first."""
    rest = (
        f"WHERE first_contact IN {WHO} AND follow_ms IS NOT NULL AND follow_ms < :until"
        " ORDER BY follow_ms, number LIMIT :limit"
    )
    return sql.read(connection, MatterRow, rest, {"who": who(whose), "until": until_ms, "limit": limit})


def in_hand(connection: Connection, staff_no: str) -> list[MatterRow]:
    """Running matters a person handles or is offered, ordered as ``mine``."""
    rest = (
        f"WHERE {RUNNING} AND (matter.handler = :who OR offered_to = :who)"
        " ORDER BY due_ms IS NULL, due_ms, accepted_ms, number"
    )
    return sql.read(connection, MatterRow, rest, {"who": staff_no})


def count_answering(connection: Connection, staff_no: str) -> int:
    """How many running matters of others a person answers for as first contact."""
    return int(sql.scalar(connection, _COUNT_ANSWERING, {"who": staff_no}))


_COUNT_ANSWERING = (
    f"SELECT count(*) FROM matter WHERE {RUNNING} AND first_contact = :who"  # noqa: S608 - texts of this module only
    " AND handler != :who AND offered_to != :who"
)


def tally(
    connection: Connection, whose: Whose, day_start_ms: int, day_end_ms: int, now_ms: int
) -> dict[str, int]:
    """Counts for a person's day: due today, overdue, customers to tell, and how many ``offers_given`` lists."""
    values = {"who": who(whose), "start": day_start_ms, "end": day_end_ms, "now": now_ms}
    row = connection.execute(_TALLY, values).fetchone()
    return dict(zip(("due_today", "overdue", "to_inform", "offers_waiting"), map(int, row), strict=True))


_TALLY = f"""
SELECT count(*) FILTER (WHERE due_ms >= :now AND due_ms >= :start AND due_ms < :end),
    count(*) FILTER (WHERE due_ms < :now),
    count(*) FILTER (WHERE {_TO_INFORM}),
    (SELECT count(*) FROM matter WHERE {_GIVEN})
FROM matter WHERE {MINE}
"""  # noqa: S608


def not_accepted(connection: Connection, start_ms: int, end_ms: int) -> int:
    """How many requests were not accepted in this time."""
    text = "SELECT count(*) FROM matter WHERE accepted_ms >= ? AND accepted_ms < ? AND state = 'not_accepted'"
    return int(sql.scalar(connection, text, (start_ms, end_ms)))


def silent(connection: Connection, whose: Whose | None, until_ms: int, limit: int) -> list[MatterRow]:
    """Running matters without a word since an instant, the longest silent first; as ``for_lead`` of these people's."""
    rest = f"WHERE {_SILENT} ORDER BY word_ms, number LIMIT :limit"
    return sql.read(connection, MatterRow, rest, {**some(whose, limit), "until": until_ms})


def count_silent(connection: Connection, whose: Whose | None, until_ms: int) -> int:
    """How many ``silent`` lists."""
    return int(sql.scalar(connection, _COUNT_SILENT, {**some(whose, 0), "until": until_ms}))


_SILENT = (
    f"word_ms IS NOT NULL AND word_ms <= :until"
    f" AND (:who IS NULL OR matter.handler IN {WHO} OR matter.first_contact IN {WHO})"
)
_COUNT_SILENT = f"SELECT count(*) FROM matter WHERE {_SILENT}"  # noqa: S608 - texts of this module only


def of(connection: Connection, ids: Sequence[bytes]) -> list[MatterRow]:
    """The matters with these ids, in no order."""
    return sql.read(connection, MatterRow, f"WHERE matter_id IN ({sql.marks(ids)})", ids)


def open_of_customer(
    connection: Connection, *, identity_key: str, account: str, phone: str, limit: int = 20
) -> list[MatterRow]:
    """Running matters of the same customer: same identity number, account or phone; the newest first."""
    wanted = {"identity_key": identity_key, "account": account, "customer_phone": phone}
    found: dict[bytes, MatterRow] = {}
    for column, value in wanted.items():
        # One question each, by the index of the running ones: else the engine goes through all there ever were.
        index = _RUNNING_BY[column]
        rest = f"INDEXED BY {index} WHERE {RUNNING} AND {column} = ? ORDER BY accepted_ms DESC LIMIT ?"
        rows = sql.read(connection, MatterRow, rest, (value, limit)) if value else ()
        found.update((row.matter_id, row) for row in rows)
    return sorted(found.values(), key=lambda row: -row.accepted_ms)[:limit]


_RUNNING_BY = {
    "identity_key": "matter_running_by_identity",
    "account": "matter_running_by_account",
    "customer_phone": "matter_running_by_phone",
}


def open_by_account(connection: Connection, accounts: Sequence[str]) -> dict[str, int]:
    """How many running matters each of these accounts has."""
    text = (
        f"SELECT account, count(*) FROM matter WHERE {RUNNING} "  # noqa: S608
        f"AND account IN ({sql.marks(accounts)}) GROUP BY account"
    )
    return dict(connection.execute(text, accounts).fetchall())


def open_counts(connection: Connection) -> dict[str, int]:
    """How many running matters each person handles, answers for or is offered."""
    counts: dict[str, int] = {}
    for people in connection.execute(_WHOSE):
        for staff_no in {*people} - {""}:
            counts[staff_no] = counts.get(staff_no, 0) + 1
    return counts


_WHOSE = f"SELECT handler, first_contact, offered_to FROM matter WHERE {RUNNING}"  # noqa: S608


def next_ordinal(connection: Connection, device: str, local_day: str) -> int:
    """The ordinal of this device's next matter on a day (yymmdd).

    Numbers that were given after the copy was made from which the store was restored are not given again.
    """
    text = "SELECT coalesce(max(ordinal), 0) FROM matter WHERE device_letter = ? AND local_day = ?"
    last = int(sql.scalar(connection, text, (device, local_day)))
    own = own_epochs(connection)
    for entry in ledger.latest(connection, StationRestored.type, local_day.encode("ascii"), _RESTORES):
        if isinstance(entry.fact, StationRestored) and entry.epoch in own:
            last = max(last, entry.fact.ordinals.get(local_day, 0))
    return last + 1


_RESTORES = 100
"""How many restores are looked back at: more than a store ever has of one day."""


def promises_of(connection: Connection, ids: Sequence[bytes]) -> list[PromiseRow]:
    """The promises of these matters, in the order they were given."""
    rest = f"WHERE matter_id IN ({sql.marks(ids)}) ORDER BY matter_id, ordinal"
    return sql.read(connection, PromiseRow, rest, ids)


def unkept(connection: Connection, start_ms: int, end_ms: int) -> list[bytes]:
    """Matters with a promise due in this time that was not kept, or is still open; by when it was due."""
    values = (start_ms, end_ms)
    return list(dict.fromkeys(row[0] for row in connection.execute(_UNKEPT, values)))


_UNKEPT = "SELECT matter_id FROM promise WHERE kept IS NOT 1 AND due_ms >= ? AND due_ms < ? ORDER BY due_ms"


def of_day(connection: Connection, start_ms: int, end_ms: int) -> list[MatterRow]:
    """Matters accepted, or not accepted, in a span of time, in their order."""
    rest = "WHERE accepted_ms >= ? AND accepted_ms < ? ORDER BY accepted_ms, matter_id"
    return sql.read(connection, MatterRow, rest, (start_ms, end_ms))


def page(connection: Connection, after: tuple[int, bytes], limit: int) -> list[MatterRow]:
    """Matters in the order they were accepted, after a place (accepted_ms, matter_id)."""
    rest = "WHERE (accepted_ms, matter_id) > (?, ?) ORDER BY accepted_ms, matter_id LIMIT ?"
    return sql.read(connection, MatterRow, rest, (*after, limit))


def count_all(connection: Connection) -> int:
    """How many matters there are, ended ones too."""
    return int(sql.scalar(connection, "SELECT count(*) FROM matter"))
