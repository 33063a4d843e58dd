"""The sums of a day: how many facts of each type a station recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Connection

from counter_centre.database import insert_or
from counter_centre.tables import RollUp
from counter_tui.domain.ledger.entry import Entry

_DAY_MS = 86_400_000
_SHANGHAI_MS = 8 * 3_600_000
"""How far the wall clocks of China are ahead of UTC, the whole year."""
_FIRST, _LAST = date(1970, 1, 1), date(9999, 12, 31)


def day_of(wall_ms: int) -> str:
    """The day of an instant in Shanghai, as 2026-03-02. Clocks that are out of any calendar count for its ends."""
    days = (wall_ms + _SHANGHAI_MS) // _DAY_MS
    return (_FIRST + timedelta(days=min(max(days, 0), (_LAST - _FIRST).days))).isoformat()


def count(connection: Connection, station: str, entries: Sequence[Entry]) -> None:
    """Add new facts of a station to the sums of their days, in the transaction that takes them in."""
    numbers = Counter((day_of(entry.header.wall_ms), entry.header.type) for entry in entries)
    rows = [
        {"station": station, "day": day, "type": type_, "count": number}
        for (day, type_), number in sorted(numbers.items())
    ]
    # One statement for all of them: a batch has a few types of one day or two.
    add = insert_or(connection, RollUp).values(rows)
    more = {"count": add.table.c.count + add.excluded.count}
    connection.execute(add.on_conflict_do_update(index_elements=["station", "day", "type"], set_=more))
