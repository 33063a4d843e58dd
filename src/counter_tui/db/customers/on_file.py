"""Customers on file, through the connection of a transaction of the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from counter_tui.db import sql
from counter_tui.db.customers import index, joins, search, writing
from counter_tui.db.customers.index import CustomerRow
from counter_tui.db.customers.writing import Prepared
from counter_tui.db.sql import Connection
from counter_tui.domain.search.query import Query
from counter_tui.domain.search.readings import Readings


def prepare(connection: Connection, records: Iterable[CustomerRow], readings: Readings) -> Prepared:
    """Make ready the writing of customers, one record an account; the work is done here, not in the writing.

    Nobody else may write customers until it is written.
    """
    return writing.prepare(connection, {row.account: row for row in records}, readings)


def write(connection: Connection, ready: Prepared) -> None:
    """Write customers that were made ready, and what finds them."""
    writing.write(connection, ready)


def tidying(reading: joins.Reading) -> Iterator[joins.Write]:
    """What is to be written until the search index is tidy, each in a transaction before the next is asked for."""
    return joins.tidying(reading)


def find(connection: Connection, query: Query, limit: int = 200) -> tuple[tuple[CustomerRow, ...], int]:
    """The customers that fit a query, best first, and how many fit in all."""
    return search.find_customers(connection, query, limit)


def find_with_said(
    connection: Connection, query: Query, said: Sequence[CustomerRow], limit: int = 200
) -> tuple[tuple[CustomerRow, ...], int]:
    """As ``find``; besides, whoever of ``said`` fits by a number that the register does not know."""
    found = search.find_customers(connection, query, limit)
    return search.with_said(connection, query, found, said, limit)


def by_account(connection: Connection, account: str) -> CustomerRow | None:
    """The customer of an account."""
    return index.customer_by_account(connection, account)


def by_identity(connection: Connection, id_number: str) -> tuple[CustomerRow, ...]:
    """The customers who showed an identity paper of this number."""
    return index.customers_by_identity(connection, id_number)


def by_phone(connection: Connection, phone: str) -> tuple[CustomerRow, ...]:
    """The customers with this telephone number."""
    return index.customers_by_phone(connection, phone)


def of_accounts(connection: Connection, accounts: Iterable[str]) -> dict[str, CustomerRow]:
    """The customers of these accounts by account; accounts that nobody has are left out."""
    return {row.account: row for row in index.customers_of(connection, accounts)}


def last_release(connection: Connection) -> int:
    """The number of the newest delivery of customers' master data, 0 before the first."""
    return int(sql.scalar(connection, _LAST_RELEASE))


_LAST_RELEASE = """SELECT max((SELECT coalesce(max(release_no), 0) FROM customer),
    (SELECT coalesce(max(release_no), 0) FROM customer_staged, customer_switched))"""
