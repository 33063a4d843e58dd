"""How customers on file can be reached, as they said at the counter."""

from __future__ import annotations

import json
from collections.abc import Iterable

from counter_tui.db import sql
from counter_tui.db.customers.index import count_on_file
from counter_tui.db.sql import Connection
from counter_tui.db.tables.around import ContactRow


def of_accounts(connection: Connection, accounts: Iterable[str]) -> dict[str, ContactRow]:
    """What the customers of these accounts said, by account; those who said nothing are left out."""
    keys = json.dumps(list(accounts))
    rest = "WHERE contact IN (SELECT CAST(value AS BLOB) FROM json_each(?))"
    return {
        row.contact.decode("utf-8", "replace"): row
        for row in sql.stream(connection, ContactRow, rest, (keys,))
    }


def with_phone(connection: Connection, phone: str) -> list[str]:
    """The accounts of those who confirmed this number, in their order."""
    text = "SELECT contact FROM contact WHERE phone = ? AND phone != '' ORDER BY contact LIMIT 20"
    return [bytes(row[0]).decode("utf-8", "replace") for row in connection.execute(text, (phone,))]


def with_number_end(connection: Connection, ends: Iterable[str], limit: int) -> list[str]:
    """The accounts of those who confirmed a number that ends so (folded), at most so many of each end."""
    found: dict[str, None] = {}
    for end in ends:
        back = end[::-1]
        for text in _ENDING:
            rows = connection.execute(text, (back, back + _LAST, limit))
            found |= dict.fromkeys(bytes(row[0]).decode("utf-8", "replace") for row in rows)
    return list(found)


_LAST = "\U0010ffff"
"""Above every other character."""
_ENDING = tuple(
    f"SELECT contact FROM contact WHERE {column} >= ? AND {column} < ? AND {column} != '' ORDER BY {column} LIMIT ?"  # noqa: S608
    for column in ("phone_back", "phone2_back")
)


def verified(connection: Connection, since_ms: int) -> int:
    """How many customers on file confirmed a number since an instant."""
    return int(sql.scalar(connection, _VERIFIED, (since_ms,)))


_VERIFIED = """
SELECT count(*) FROM (SELECT CAST(contact AS TEXT) AS account FROM contact WHERE phone_ms >= ?) AS said
WHERE EXISTS (SELECT 1 FROM customer WHERE customer.account = said.account)
    OR EXISTS (SELECT 1 FROM customer_staged, customer_switched WHERE customer_staged.account = said.account)
"""


def customers(connection: Connection) -> int:
    """How many customers are on file."""
    return count_on_file(connection)
