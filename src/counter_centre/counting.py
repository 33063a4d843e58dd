"""The sums of a day: how many facts of each type a station recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Connection

from counter_tui.domain.ledger.entry import Entry

_DAY_MS = 86_400_000
_SHANGHAI_MS = 8 * 3_600_000
"""How far the wall clocks of China are ahead of UTC, the whole year."""
_FIRST, _LAST = date(1970, 1, 1), date(9999, 12, 31)

_INTO = "INSERT INTO roll_up (station, day, type, count)"
_MORE = "ON CONFLICT (station, day, type) DO UPDATE SET count = roll_up.count + excluded.count"
_ADD = f"{_INTO} VALUES (?, ?, ?, ?) {_MORE}"
_ADD_ALL = f"{_INTO} SELECT %s, * FROM unnest(%s::text[], %s::text[], %s::bigint[]) {_MORE}"  # noqa: S608 - names of ours


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
    rows = [(station, day, type_, number) for (day, type_), number in sorted(sums.items())]
    if connection.dialect.name == "postgresql":
        # As three lists: a bound value for each cell took longer to write than all else to take in.
        lists = [[row[column] for row in rows] for column in (1, 2, 3)]
        connection.exec_driver_sql(_ADD_ALL, (station, *lists))
    else:
        connection.exec_driver_sql(_ADD, rows)
