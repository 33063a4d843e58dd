"""Lists of matters, read from their projected rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from counter_tui.db import ledger, sql
from counter_tui.db.sql import Connection
from counter_tui.db.tables import DeferredRow, MatterRow, PromiseRow, TokenRow
from counter_tui.domain.facts.upkeep import StationRestored
from counter_tui.domain.matter.state import ENDED

# The same words as in the migration: only so are the indexes over running matters used.
_RUNNING = "matter.state NOT IN ({})".format(", ".join(f"'{state}'" for state in sorted(ENDED)))
_MINE = f"{_RUNNING} AND (matter.handler = :who OR matter.first_contact = :who)"
_TO_INFORM = "matter.first_contact = :who AND answered_ms IS NOT NULL AND informed_ms IS NULL"
_LAST = "\U0010ffff"
"""Above every other character: a prefix followed by it ends the run of texts that begin with the prefix."""


def read(connection: Connection, matter_id: bytes) -> MatterRow | None:
    """One matter's row."""
    return sql.first(connection, MatterRow, "WHERE matter_id = ?", (matter_id,))


def mine(connection: Connection, staff_no: str, limit: int) -> list[MatterRow]:
    """Running matters a person handles or answers for, the nearest promise first, those without one last."""
    rest = f"WHERE {_MINE} ORDER BY due_ms IS NULL, due_ms, accepted_ms, number LIMIT :limit"
    return sql.read(connection, MatterRow, rest, {"who": staff_no, "limit": limit})


def count_mine(connection: Connection, staff_no: str) -> int:
    """How many running matters a person handles or answers for."""
    return int(sql.scalar(connection, _COUNT_MINE, {"who": staff_no}))


_COUNT_MINE = f"SELECT count(*) FROM matter WHERE {_MINE}"  # noqa: S608 - texts of this module only


def to_inform(connection: Connection, staff_no: str, limit: int) -> list[MatterRow]:
    """Running matters whose answer this first contact still has to tell, ordered as ``mine``."""
    rest = (
        f"WHERE {_RUNNING} AND {_TO_INFORM} ORDER BY due_ms IS NULL, due_ms, answered_ms, number LIMIT :limit"
    )
    return sql.read(connection, MatterRow, rest, {"who": staff_no, "limit": limit})


def offered_to(connection: Connection, staff_no: str, limit: int) -> list[MatterRow]:
    """Matters whose work is offered to a person, the oldest offer first."""
    rest = f"WHERE offered_to = ? AND {_RUNNING} ORDER BY offered_ms, number LIMIT ?"
    return sql.read(connection, MatterRow, rest, (staff_no, limit))


def tally(
    connection: Connection, staff_no: str, day_start_ms: int, day_end_ms: int, now_ms: int
) -> dict[str, int]:
    """Counts for a person's day: due today, overdue, customers to tell, own offers nobody has accepted."""
    values = {"who": staff_no, "start": day_start_ms, "end": day_end_ms, "now": now_ms}
    row = connection.execute(_TALLY, values).fetchone()
    return dict(zip(("due_today", "overdue", "to_inform", "offers_waiting"), map(int, row), strict=True))


_TALLY = f"""
SELECT count(*) FILTER (WHERE due_ms >= :now AND due_ms >= :start AND due_ms < :end),
    count(*) FILTER (WHERE due_ms < :now),
    count(*) FILTER (WHERE {_TO_INFORM}),
    count(*) FILTER (WHERE offered_by = :who)
FROM matter WHERE {_MINE}
"""  # noqa: S608


def papers_due(
    connection: Connection, staff_no: str, until_day: str, limit: int
) -> list[tuple[MatterRow, DeferredRow]]:
    """Papers owed on a person's running matters that are due by a day, the oldest first."""
    values = {"who": staff_no, "until": until_day, "limit": limit}
    papers = sql.read(connection, DeferredRow, _PAPERS_DUE, values)
    matters = {row.matter_id: row for row in _of(connection, [paper.matter_id for paper in papers])}
    return [(matters[paper.matter_id], paper) for paper in papers]


_PAPERS_DUE = f"""
JOIN matter ON matter.matter_id = deferred_paper.matter_id
WHERE deferred_paper.matter_id IN (SELECT matter_id FROM matter WHERE {_MINE})
    AND +deferred_paper.state = 'owed' AND +deferred_paper.due_day <= :until
ORDER BY deferred_paper.due_day, matter.accepted_ms, deferred_paper.ordinal LIMIT :limit
"""  # noqa: S608
"""The plus signs keep the engine from going through all that was ever owed: a person runs few matters."""


def _of(connection: Connection, ids: Sequence[bytes]) -> list[MatterRow]:
    return sql.read(connection, MatterRow, f"WHERE matter_id IN ({sql.marks(ids)})", ids)


def open_of_customer(
    connection: Connection, *, identity_key: str, account: str, phone: str, limit: int = 20
) -> list[MatterRow]:
    """Running matters of the same customer: same identity number, account or phone; the newest first."""
    wanted = {"identity_key": identity_key, "account": account, "customer_phone": phone}
    given = {column: value for column, value in wanted.items() if value}
    if not given:
        return []
    same = " OR ".join(f"{column} = :{column}" for column in given)
    rest = f"WHERE {_RUNNING} AND ({same}) ORDER BY accepted_ms DESC LIMIT :limit"
    return sql.read(connection, MatterRow, rest, {**given, "limit": limit})


def open_by_account(connection: Connection, accounts: Sequence[str]) -> dict[str, int]:
    """How many running matters each of these accounts has."""
    text = (
        f"SELECT account, count(*) FROM matter WHERE {_RUNNING} "  # noqa: S608
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


_WHOSE = f"SELECT handler, first_contact, offered_to FROM matter WHERE {_RUNNING}"  # noqa: S608


def next_ordinal(connection: Connection, device: str, local_day: str) -> int:
    """The ordinal of this device's next matter on a day (yymmdd).

    Numbers that were given after the copy was made from which the store was restored are not given again.
    """
    text = "SELECT coalesce(max(ordinal), 0) FROM matter WHERE device_letter = ? AND local_day = ?"
    last = int(sql.scalar(connection, text, (device, local_day)))
    for entry in ledger.latest(connection, StationRestored.type, local_day.encode("ascii"), _RESTORES):
        if isinstance(entry.fact, StationRestored):
            last = max(last, entry.fact.ordinals.get(local_day, 0))
    return last + 1


_RESTORES = 100
"""How many restores are looked back at: more than a store ever has of one day."""


def with_keys(
    connection: Connection, wanted: Sequence[tuple[str, ...]], limit: int
) -> tuple[list[MatterRow], int]:
    """Matters that have, for each tuple, a key beginning with one of its texts; newest first, and how many."""
    ids: set[bytes] | None = None
    # The longest texts first: few have them, and these few only are asked for the others.
    for texts in sorted(wanted, key=lambda each: -min(map(len, each))):
        ids = _having(connection, texts, ids)
        if not ids:
            return [], 0
    newest = _newest(connection, ids or set(), limit)
    rows = {row.matter_id: row for row in _of(connection, newest)}
    return [rows[each] for each in newest], len(ids or ())


FEW = 600
"""So many matters are asked for one by one sooner than all are gone through."""


def _having(connection: Connection, texts: tuple[str, ...], among: set[bytes] | None) -> set[bytes]:
    """The matters, or those among some, with a key that begins with one of these texts."""
    values: list[object] = [end for text in texts for end in (text, text + _LAST)]
    if among is not None and len(among) <= FEW:
        few = list(among)
        begins = " OR ".join("key >= ? AND key < ?" for _text in texts)
        asked = f"SELECT matter_id FROM matter_key WHERE matter_id IN ({sql.marks(few)}) AND ({begins})"  # noqa: S608
        return {matter_id for (matter_id,) in connection.execute(asked, [*few, *values])}
    # One question a text: each is answered by the index alone, which an OR is not.
    one = "SELECT matter_id FROM matter_key WHERE key >= ? AND key < ?"
    asked = " UNION ALL ".join([one] * len(texts))
    found = {matter_id for (matter_id,) in connection.execute(asked, values)}
    return found if among is None else found & among


def _newest(connection: Connection, ids: set[bytes], limit: int) -> list[bytes]:
    """So many of these matters, the newest first."""
    newest = "ORDER BY accepted_ms DESC, matter_id DESC"
    if len(ids) <= FEW:
        few = list(ids)
        asked = f"SELECT matter_id FROM matter WHERE matter_id IN ({sql.marks(few)}) {newest} LIMIT ?"  # noqa: S608
        return [matter_id for (matter_id,) in connection.execute(asked, [*few, limit])]
    every = connection.execute(f"SELECT matter_id FROM matter {newest}")  # noqa: S608
    return list(islice((matter_id for (matter_id,) in every if matter_id in ids), limit))


def promises_of(connection: Connection, ids: Sequence[bytes]) -> list[PromiseRow]:
    """The promises of these matters, in the order they were given."""
    rest = f"WHERE matter_id IN ({sql.marks(ids)}) ORDER BY matter_id, ordinal"
    return sql.read(connection, PromiseRow, rest, ids)


def papers_of(connection: Connection, ids: Sequence[bytes]) -> list[DeferredRow]:
    """The deferred papers of these matters."""
    rest = f"WHERE matter_id IN ({sql.marks(ids)}) ORDER BY matter_id, ordinal"
    return sql.read(connection, DeferredRow, rest, ids)


def page(connection: Connection, after: tuple[int, bytes], limit: int) -> list[MatterRow]:
    """Matters in the order they were accepted, after a place (accepted_ms, matter_id)."""
    rest = "WHERE (accepted_ms, matter_id) > (?, ?) ORDER BY accepted_ms, matter_id LIMIT ?"
    return sql.read(connection, MatterRow, rest, (*after, limit))


def tokens(connection: Connection, visits: Sequence[bytes]) -> dict[bytes, TokenRow]:
    """The rating tokens of these visits."""
    rows = sql.read(connection, TokenRow, f"WHERE visit IN ({sql.marks(visits)})", visits)
    return {row.visit: row for row in rows}


def armed_token(connection: Connection, clerk: str, since_ms: int) -> TokenRow | None:
    """A clerk's newest token that nobody has used yet, armed since an instant."""
    rest = "WHERE state = 'armed' AND clerk = ? AND armed_ms >= ? ORDER BY armed_ms DESC LIMIT 1"
    return sql.first(connection, TokenRow, rest, (clerk, since_ms))


def count_all(connection: Connection) -> int:
    """How many matters there are, ended ones too."""
    return int(sql.scalar(connection, "SELECT count(*) FROM matter"))
