"""One search over customers and matters."""

from __future__ import annotations

from counter_tui.db.customers import on_file as customers
from counter_tui.db.customers.index import CustomerRow
from counter_tui.db.reading import matter_search
from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.store import Reading
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.masking import mask_address, mask_name, mask_phone
from counter_tui.domain.matter.keys import prefixes
from counter_tui.domain.search.query import Query, parse_query
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.customers.contacts import as_said, fitting_as_said
from counter_tui.services.customers.on_file import on_file_of
from counter_tui.services.lines.matters import matter_lines
from counter_tui.services.station import Station
from counter_tui.services.views.acceptance import OnFile
from counter_tui.services.views.found import CustomerLine, Found

MOST = 200


class FindService:
    """Finding customers and matters by whatever is known of them."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def find(self, actor: Actor, text: str) -> Found:
        """Customers and matters that fit, best and newest first, at most 200 of each and the rest counted."""
        require(actor, "find")
        query = parse_query(text)
        with self._station.store.reading() as connection:
            rows, total = self._customers(connection, query)
            counts = matter_rows.open_by_account(connection, [row.account for row in rows])
            matters, matter_count = matter_search.with_keys(connection, prefixes(query), MOST)
            lines = matter_lines(self._station, connection, matters)
        return Found(
            customers=tuple(_line(row, counts.get(row.account, 0)) for row in rows),
            customer_count=total,
            matters=lines,
            matter_count=matter_count,
        )

    def customers(self, actor: Actor, text: str) -> tuple[tuple[CustomerLine, ...], int]:
        """Customers that fit, best first, at most 200, and how many fit in all."""
        require(actor, "find")
        with self._station.store.reading() as connection:
            rows, total = self._customers(connection, parse_query(text))
        return tuple(_line(row, 0) for row in rows), total

    def customer(self, actor: Actor, account: str) -> OnFile:
        """One customer's particulars for the form of an acceptance. Raises RuleBroken("customer_unknown")."""
        require(actor, "accept")
        with self._station.store.reading() as connection:
            row = customers.by_account(connection, account)
            if row is None:
                raise RuleBroken("customer_unknown")
            (said,) = as_said(connection, [row], self._station.rules.zone)
        return on_file_of(said)

    def _customers(self, connection: Reading, query: Query) -> tuple[tuple[CustomerRow, ...], int]:
        zone = self._station.rules.zone
        said = fitting_as_said(connection, query, zone)
        rows, total = customers.find_with_said(connection, query, said, MOST)
        return as_said(connection, rows, zone), total


def _line(row: CustomerRow, open_matters: int) -> CustomerLine:
    return CustomerLine(
        account=row.account,
        name=mask_name(row.name),
        phone=mask_phone(row.phone1 or row.phone2 or ""),
        address=mask_address(row.address or ""),
        open_matters=open_matters,
    )
