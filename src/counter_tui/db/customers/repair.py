"""Taking the unfit parts out of the customers' search index, and giving those who stood in them new places.

A part is written with its seal in one transaction and never half; one that fits its seal is left alone. Whoever stands
in none is not found until a new part has the place, and the doctor says so until then.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import NamedTuple

from counter_tui.db.customers import checks, joins, seals, writing
from counter_tui.db.customers import parts as customer_parts
from counter_tui.db.customers.joins import Reading, Write
from counter_tui.db.customers.parts import PartRow
from counter_tui.db.sql import Connection
from counter_tui.domain.search.readings import Readings


class Unfit(NamedTuple):
    """The parts to take out, and the ids of the customers who then stand in none, in the order of their accounts."""

    parts: frozenset[int]
    ids: array[int]


def unfit(connection: Connection) -> Unfit:
    """What of the index is to be made anew."""
    parts = frozenset(checks.unfit_parts(connection))
    stays = _standing(customer_parts.whole_parts(connection, parts))
    numbers = (number for (number,) in connection.execute("SELECT id FROM customer ORDER BY account"))
    return Unfit(parts, array("q", (number for number in numbers if not stays(number))))


def _standing(rows: list[PartRow]) -> Callable[[int], bool]:
    """Whether an id is live in one of these parts."""
    bits = 0
    for row in rows:
        bits |= row.live << row.first
    live = bits.to_bytes(bits.bit_length() // 8 + 1, "little")
    return lambda number: 0 <= number < 8 * len(live) and bool(live[number >> 3] >> (number & 7) & 1)


def take_out(connection: Connection, parts: Collection[int]) -> None:
    """Nobody stands in these parts any more; their terms mean nothing from now on."""
    for part in parts:
        connection.execute("DELETE FROM customer_part WHERE part = ?", (part,))
        seals.go(connection, part)


def placing(
    reading: Reading, ids: array[int], readings: Readings, at_once: int
) -> Iterator[tuple[int, Write]]:
    """What is to be written, each in a transaction before the next is asked for, and how many stand then."""
    for write in joins.sweeping(reading):
        yield 0, write
    done = 0
    for start in range(0, len(ids), at_once):
        some = ids[start : start + at_once]
        with reading() as connection:
            ready = writing.prepare_places(connection, some, readings)
        done += len(some)
        yield done, partial(writing.place_anew, ready=ready)
        for write in joins.tidying(reading):
            yield done, write
