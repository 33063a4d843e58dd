"""Books of prices beside the facts of their taking in: nobody edits a price by hand unseen."""

from __future__ import annotations

from collections.abc import Iterator

from counter_tui.db import ledger, prices
from counter_tui.db.finding import Finding
from counter_tui.db.sql import Connection
from counter_tui.db.station import own_epochs
from counter_tui.domain.facts.prices import PriceBookTaken
from counter_tui.domain.price.book import digest_of


def check_prices(connection: Connection) -> Iterator[Finding]:
    """Every book taken in at this PC as its fact says, its items as their digest says, no item that belongs to none."""
    try:
        told = ledger.latest(connection, PriceBookTaken.type, limit=-1)
    except (ValueError, KeyError):
        # The check of the chain names the fact that cannot be read.
        return
    own = own_epochs(connection)
    here = (entry for entry in reversed(told) if entry.epoch in own)
    wanted = [prices.row_of(entry, ordinal) for ordinal, entry in enumerate(here, 1)]
    there = prices.taken(connection)
    for place in range(max(len(wanted), len(there))):
        one, other = wanted[place : place + 1], there[place : place + 1]
        if one != other:
            yield Finding("price_book_differs", (one or other)[0].version)
    known = {row.version for row in wanted}
    for row in wanted:
        if digest_of(row.version, prices.items_of(connection, row.version)) != row.digest:
            yield Finding("price_book_changed", row.version)
    for (version,) in connection.execute("SELECT DISTINCT version FROM price_item"):
        if version not in known:
            yield Finding("price_book_changed", version)
