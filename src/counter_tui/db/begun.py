"""What is being typed into questions: local rows, one a person, what it is about (a matter, a customer) and act."""

from __future__ import annotations

from counter_tui.db import notes, sql
from counter_tui.db.notes import Sealing
from counter_tui.db.sql import Connection
from counter_tui.db.tables.notes import BegunRow


def save(connection: Connection, row: BegunRow, sealing: Sealing) -> None:
    """Keep what is typed as it is now."""
    notes.save(connection, row, sealing)


def of(connection: Connection, about: bytes, staff_no: str) -> list[BegunRow]:
    """What a person has begun to type about a matter or customer."""
    return sql.read(connection, BegunRow, "WHERE about = ? AND staff_no = ?", (about, staff_no))


def discard(connection: Connection, about: bytes, staff_no: str, act: str) -> None:
    """Drop what a person has begun for one act."""
    where = "about = ? AND staff_no = ? AND act = ?"
    notes.discard(connection, BegunRow, where, (about, staff_no, act))


def end(connection: Connection, about: bytes) -> None:
    """Drop what anybody has begun about this: a matter that has ended."""
    notes.discard(connection, BegunRow, "about = ?", (about,))


def let_go(connection: Connection, staff_no: str) -> None:
    """Drop what a person has begun about anything: the person has left."""
    notes.discard(connection, BegunRow, "staff_no = ?", (staff_no,))
