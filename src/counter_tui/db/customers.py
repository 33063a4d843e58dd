"""Customers on file, through the connection of a transaction of the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from counter_tui.db import customer_index, customer_parts, customer_search, sql
from counter_tui.db.customer_index import CustomerRow, PutCounts
from counter_tui.db.sql import Connection
from counter_tui.domain.search.query import Query
from counter_tui.domain.search.readings import Readings


def put(connection: Connection, records: Iterable[CustomerRow], readings: Readings) -> PutCounts:
    """Write customers' master data and keep the index in step."""
    return customer_index.put_customers(connection, records, readings)


def find(connection: Connection, query: Query, limit: int = 200) -> tuple[tuple[CustomerRow, ...], int]:
    """The customers that fit a query, best first, and how many fit in all."""
    return customer_search.find_customers(connection, query, limit)


def by_account(connection: Connection, account: str) -> CustomerRow | None:
    """The customer of an account."""
    return customer_index.customer_by_account(connection, account)


def by_identity(connection: Connection, id_number: str) -> tuple[CustomerRow, ...]:
    """The customers who showed an identity paper of this number."""
    return customer_index.customers_by_identity(connection, id_number)


def by_phone(connection: Connection, phone: str) -> tuple[CustomerRow, ...]:
    """The customers with this telephone number."""
    return customer_index.customers_by_phone(connection, phone)


def of_accounts(connection: Connection, accounts: Iterable[str]) -> dict[str, CustomerRow]:
    """The customers of these accounts by account; accounts that nobody has are left out."""
    return {row.account: row for row in customer_index.customers_of(connection, accounts)}


def changed(connection: Connection) -> Iterator[str]:
    """The accounts of customers whose rows were changed past the program."""
    return customer_index.changed(connection)


def faults(connection: Connection) -> Iterator[tuple[str, str]]:
    """Where customers and their search index do not agree: a code, and the account or place."""
    return customer_parts.faults(connection)


def last_release(connection: Connection) -> int:
    """The number of the newest delivery of customers' master data, 0 before the first."""
    return int(sql.scalar(connection, "SELECT coalesce(max(release_no), 0) FROM customer"))
