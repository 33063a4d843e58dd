"""The rows of the staff."""

from __future__ import annotations

from datetime import datetime

from counter_tui.db import sql
from counter_tui.db.sql import Connection
from counter_tui.db.tables.station import StaffRow
from counter_tui.domain.clock import to_ms
from counter_tui.domain.facts.absence import StandInNamed
from counter_tui.domain.staff.absence import Colleague


def everybody(connection: Connection) -> list[StaffRow]:
    """Everybody who is or was on the staff, by number."""
    return sql.read(connection, StaffRow, "ORDER BY staff_no")


def names(connection: Connection) -> dict[str, str]:
    """What people are called, by staff number."""
    return dict(connection.execute("SELECT staff_no, name FROM staff").fetchall())


def person(connection: Connection, staff_no: str) -> StaffRow | None:
    """The person with this number, None when there is none."""
    return sql.first(connection, StaffRow, "WHERE staff_no = ?", (staff_no,))


def add(connection: Connection, row: StaffRow) -> None:
    """Add a person."""
    sql.put(connection, row)


def keep_tries(connection: Connection, staff_no: str, failures: int, wait_until_ms: int) -> None:
    """Keep how many wrong PINs in a row there were, and until when the next try has to wait."""
    connection.execute(
        "UPDATE staff SET rev = rev + 1, failures = ?, wait_until_ms = ? WHERE staff_no = ?",
        (failures, wait_until_ms, staff_no),
    )


def last_refused(connection: Connection, staff_no: str) -> tuple[bytes, int] | None:
    """The start of the PC, and the milliseconds after it, at which this person's last wrong PIN was given here."""
    row = connection.execute(_LAST_REFUSED, (f'"staff_no":"{staff_no}"'.encode(),)).fetchone()
    return None if row is None else (row[0], row[1])


_LAST_REFUSED = """
SELECT boot_id, mono_ms FROM fact
WHERE type = 'SignInRefused' AND epoch = (SELECT epoch FROM station) AND instr(body, ?) > 0 ORDER BY hlc DESC LIMIT 1
"""


def give_pin(connection: Connection, staff_no: str, pin_hash: str) -> None:
    """Give a person a new PIN; wrong ones are forgotten."""
    connection.execute(
        "UPDATE staff SET rev = rev + 1, pin_hash = ?, failures = 0, wait_until_ms = 0 WHERE staff_no = ?",
        (pin_hash, staff_no),
    )


def give_phone(connection: Connection, staff_no: str, phone: str) -> None:
    """A person is reached at another phone; empty: at none of the own."""
    connection.execute("UPDATE staff SET rev = rev + 1, phone = ? WHERE staff_no = ?", (phone, staff_no))


def let_go(connection: Connection, staff_no: str) -> None:
    """A person has left."""
    connection.execute("UPDATE staff SET rev = rev + 1, active = 0 WHERE staff_no = ?", (staff_no,))


def colleague(row: StaffRow | None) -> Colleague | None:
    """What the rules of absence ask of a person; None where there is none."""
    return None if row is None else Colleague(row.staff_no, row.role, bool(row.active), row.stand_in)


def colleagues(connection: Connection) -> list[Colleague]:
    """All who are or were on the staff, as the rules of absence ask of them, by number."""
    rows = connection.execute(
        "SELECT staff_no, role, active, stand_in FROM staff ORDER BY staff_no"
    ).fetchall()
    return [Colleague(number, role, bool(active), stand_in) for number, role, active, stand_in in rows]


def keep_away(connection: Connection, fact: StandInNamed, at: datetime) -> None:
    """A person is away, and who stands in for him."""
    until = fact.until.isoformat() if fact.until else None
    values = (fact.stand_in, fact.reason, to_ms(at), until, fact.staff_no)
    connection.execute(
        "UPDATE staff SET rev = rev + 1, stand_in = ?, absence = ?, away_ms = ?, away_until = ?"
        " WHERE staff_no = ?",
        values,
    )


def keep_back(connection: Connection, staff_no: str) -> None:
    """A person is at work again."""
    connection.execute(
        "UPDATE staff SET rev = rev + 1, stand_in = '', absence = '', away_ms = NULL, away_until = NULL"
        " WHERE staff_no = ?",
        (staff_no,),
    )
