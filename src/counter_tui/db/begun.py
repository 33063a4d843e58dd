"""What is being typed into the questions about a matter: local rows, one a person, matter and act."""

from __future__ import annotations

from counter_tui.db import notes, sql
from counter_tui.db.notes import Sealing
from counter_tui.db.sql import Connection
from counter_tui.db.tables import BegunRow


def save(connection: Connection, row: BegunRow, sealing: Sealing) -> None:
    """Keep what is typed as it is now."""
    notes.save(connection, row, sealing)


def of(connection: Connection, matter_id: bytes, staff_no: str) -> list[BegunRow]:
    """What a person has begun to type about a matter."""
    return sql.read(connection, BegunRow, "WHERE matter_id = ? AND staff_no = ?", (matter_id, staff_no))


def discard(connection: Connection, matter_id: bytes, staff_no: str, act: str) -> None:
    """Drop what a person has begun for one act."""
    where = "matter_id = ? AND staff_no = ? AND act = ?"
    notes.discard(connection, BegunRow, where, (matter_id, staff_no, act))


def end(connection: Connection, matter_id: bytes) -> None:
    """Drop what anybody has begun about a matter: it has ended."""
    notes.discard(connection, BegunRow, "matter_id = ?", (matter_id,))


def let_go(connection: Connection, staff_no: str) -> None:
    """Drop what a person has begun about any matter: the person has left."""
    notes.discard(connection, BegunRow, "staff_no = ?", (staff_no,))
