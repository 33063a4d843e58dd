"""What is known around a request: the customer's matters of late, what has happened in a district, what is linked."""

from __future__ import annotations

from counter_tui.db import sql
from counter_tui.db.sql import Connection
from counter_tui.db.tables.around import OutageListRow, OutageRow
from counter_tui.db.tables.matters import MatterRow

_OF_LATE = {
    "identity_key": "SELECT matter_id FROM matter WHERE identity_key = :identity_key AND accepted_ms >= :since",
    "account": "SELECT matter_id FROM matter WHERE account = :account AND accepted_ms >= :since",
    "phone": (
        "SELECT matter_id FROM matter WHERE customer_phone = :phone AND customer_phone != ''"
        " AND accepted_ms >= :since"
    ),
}
"""The matters since an instant by each thing a customer is known by; each goes by an index of its own."""


def of_late(
    connection: Connection, *, identity_key: str, account: str, phone: str, since_ms: int, limit: int = 50
) -> list[MatterRow]:
    """Matters since an instant with this identity number, account or phone, ended ones too; the newest first."""
    given = {"identity_key": identity_key, "account": account, "phone": phone}
    known = {name: value for name, value in given.items() if value}
    if not known:
        return []
    found = " UNION ".join(_OF_LATE[name] for name in known)
    rest = f"WHERE matter_id IN ({found}) ORDER BY accepted_ms DESC, number DESC LIMIT :limit"
    return sql.read(connection, MatterRow, rest, {**known, "since": since_ms, "limit": limit})


def in_district(connection: Connection, district: str, since_ms: int) -> list[tuple[str, int]]:
    """How many matters of each kind were taken down in a transformer district since an instant, the most first."""
    rows = connection.execute(_IN_DISTRICT, (district, since_ms)).fetchall()
    return [(str(kind), int(count)) for kind, count in rows]


_IN_DISTRICT = """
SELECT kind, count(*) FROM matter WHERE district = ? AND district != '' AND accepted_ms >= ?
GROUP BY kind ORDER BY count(*) DESC, kind
"""


def linked(connection: Connection, matter_id: bytes) -> list[MatterRow]:
    """The matters this one goes back to, and those that go back to it; the oldest first."""
    rest = f"WHERE matter_id IN ({_LINKED}) ORDER BY accepted_ms, number"
    return sql.read(connection, MatterRow, rest, {"id": matter_id})


_LINKED = (
    "SELECT earlier FROM matter_link WHERE matter_id = :id"
    " UNION SELECT matter_id FROM matter_link WHERE earlier = :id"
)


def outages(
    connection: Connection, place: str, from_ms: int, until_ms: int, limit: int = 50
) -> list[OutageRow]:
    """Outages of a folded district that are not over at the first instant and begin before the second, the next first.

    An empty place gives those of which only lines are known.
    """
    rest = "WHERE place = ? AND ends_ms >= ? AND starts_ms < ? ORDER BY starts_ms, source, reference LIMIT ?"
    return sql.read(connection, OutageRow, rest, (place, from_ms, until_ms, limit))


def outage_list(connection: Connection) -> OutageListRow | None:
    """When the newest list of outages was taken in; None where there was none."""
    return sql.first(connection, OutageListRow, "ORDER BY taken_ms DESC LIMIT 1")
