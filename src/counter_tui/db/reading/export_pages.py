"""Everything of one sort, a page at a time in a fixed order, for exports that hold no transaction open."""

from __future__ import annotations

from collections.abc import Sequence

from counter_tui.db import sql
from counter_tui.db.customers.index import COLUMNS, ON_FILE, CustomerRow, count_on_file
from counter_tui.db.sql import Connection
from counter_tui.db.tables.counter import TokenRow
from counter_tui.db.tables.ledger import FactRow

FactEnds = tuple[tuple[bytes, int], ...]
"""The epochs of a ledger and the last number in each, as it stood at one moment."""


def count_customers(connection: Connection) -> int:
    """How many customers are on file."""
    return count_on_file(connection)


def customers(connection: Connection, after: str, limit: int) -> list[CustomerRow]:
    """Customers after an account, in order of account."""
    return [CustomerRow(*row) for row in connection.execute(_CUSTOMERS, (after, limit))]


_CUSTOMERS = " ".join(
    ("SELECT", ", ".join(COLUMNS), "FROM", ON_FILE, "WHERE account > ? ORDER BY account LIMIT ?")
)


def fact_ends(connection: Connection) -> FactEnds:
    """Where each epoch ends now, the oldest epoch first."""
    rows = connection.execute("SELECT epoch, head_seq FROM epoch ORDER BY opened_ms, epoch")
    return tuple((bytes(epoch), int(last)) for epoch, last in rows)


def facts(connection: Connection, epoch: bytes, after: int, last: int, limit: int) -> list[FactRow]:
    """Facts of an epoch after a number and up to the last one."""
    rest = "WHERE epoch = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?"
    return sql.read(connection, FactRow, rest, (epoch, after, last, limit))


def taken_on_paper(connection: Connection, matter_ids: Sequence[bytes]) -> list[FactRow]:
    """Of these matters, the acceptances that were entered from paper."""
    rest = (
        f"WHERE subject_kind = 'matter' AND subject_id IN ({sql.marks(matter_ids)}) "
        "AND type = 'MatterAccepted' AND instr(body, ?) > 0"
    )
    return sql.read(connection, FactRow, rest, (*matter_ids, b'"on_paper"'))


def count_tokens(connection: Connection) -> int:
    """How many visits have a rating token."""
    return int(sql.scalar(connection, "SELECT count(*) FROM rating_token"))


def tokens(connection: Connection, after: tuple[int, bytes], limit: int) -> list[TokenRow]:
    """Rating tokens after a place (armed_ms, visit), in the order they were armed."""
    rest = "WHERE (armed_ms, visit) > (?, ?) ORDER BY armed_ms, visit LIMIT ?"
    return sql.read(connection, TokenRow, rest, (*after, limit))
