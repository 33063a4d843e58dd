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


def _written(days: int) -> str:
    """A day since 1970 as 2026-03-02. Clocks that are out of any calendar count for its ends."""
    return (_FIRST + timedelta(days=min(max(days, 0), (_LAST - _FIRST).days))).isoformat()


def count(connection: Connection, station: str, entries: Sequence[Entry]) -> None:
    """Add new facts of a station to the sums of their days, in the transaction that takes them in."""
    numbers = Counter(
        ((entry.header.wall_ms + _SHANGHAI_MS) // _DAY_MS, entry.header.type) for entry in entries
    )
    sums: Counter[tuple[str, str]] = Counter()
    for (days, type_), number in numbers.items():
        sums[_written(days), type_] += number
    rows = [
        {"station": station, "day": day, "type": type_, "count": number}
        for (day, type_), number in sorted(sums.items())
    ]
    # One statement for all of them: a batch has a few types of one day or two.
    add = insert_or(connection, RollUp).values(rows)
    more = {"count": add.table.c.count + add.excluded.count}
    connection.execute(add.on_conflict_do_update(index_elements=["station", "day", "type"], set_=more))
