"""Matters found by the texts they are known by: how many there are, and the newest of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from itertools import chain

from counter_tui.db import sql
from counter_tui.db.reading.matters import of
from counter_tui.db.sql import Connection
from counter_tui.db.tables.matters import MatterRow

_LAST = "\U0010ffff"
"""Above every other character: a prefix followed by it ends the run of texts that begin with the prefix."""


def with_keys(
    connection: Connection, wanted: Sequence[tuple[str, ...]], limit: int
) -> tuple[list[MatterRow], int]:
    """Matters that have, for each tuple, a key beginning with one of its texts; newest first, and how many."""
    if not wanted or not all(_anybody(connection, texts) for texts in wanted):
        return [], 0
    counts = [{text: _count(connection, text) for text in texts} for texts in wanted]
    if len(counts) == 1:
        some = [_newest(connection, text, count, limit) for text, count in counts[0].items() if count]
        found, total = set(chain.from_iterable(some)), _with_any(connection, counts[0])
    else:
        found = _with_all(connection, counts)
        total = len(found)
    newest = [matter_id for _, matter_id in nlargest(limit, found)]
    rows = {row.matter_id: row for row in of(connection, newest)}
    return [rows[each] for each in newest], total


_Found = tuple[int, bytes]
"""When a matter was accepted, and its id."""

_Counts = Mapping[str, int]
"""Texts, and how many matters have a key that begins with each."""

MANY = 12_000
"""Of more matters than these the newest are soon met among all matters, before all keys are gone through."""

FEW, AS_ONE = 8_000, 16
"""At most so many matters are asked for one by one; each takes as long as so many others in a row."""

_BEGINS = "key >= ? AND key < ?"
_FIRST = f"{_BEGINS} AND shared < ?"
"""The first only of each matter's keys that begin with a text."""
_ORDER = "ORDER BY accepted_ms DESC, matter_id DESC"
_ANYBODY = f"SELECT EXISTS (SELECT 1 FROM matter_key WHERE {_BEGINS})"  # noqa: S608 - texts of this module only
_COUNT = f"SELECT count(*) FROM matter_key WHERE {_FIRST}"  # noqa: S608
_HAVING = f"SELECT accepted_ms, matter_id FROM matter_key WHERE {_FIRST}"  # noqa: S608
_NEWEST = f"{_HAVING} {_ORDER} LIMIT ?"
_NEWEST_OF_MANY = f"""
SELECT accepted_ms, matter_id FROM matter
WHERE EXISTS (SELECT 1 FROM matter_key WHERE matter_key.matter_id = matter.matter_id AND {_BEGINS})
{_ORDER} LIMIT ?
"""  # noqa: S608


def _first(text: str) -> tuple[str, str, int]:
    return text, text + _LAST, len(text)


def _anybody(connection: Connection, texts: Iterable[str]) -> bool:
    """Whether any matter has a key that begins with one of these texts."""
    return any(sql.scalar(connection, _ANYBODY, (text, text + _LAST)) for text in texts)


def _count(connection: Connection, text: str) -> int:
    """How many matters have a key that begins so: the engine counts, without a set of them."""
    return int(sql.scalar(connection, _COUNT, _first(text)))


def _newest(connection: Connection, text: str, count: int, limit: int) -> list[_Found]:
    """The newest of so many matters with a key that begins so."""
    if count > MANY:
        return list(connection.execute(_NEWEST_OF_MANY, (text, text + _LAST, limit)))
    return list(connection.execute(_NEWEST, (*_first(text), limit)))


def _with_any(connection: Connection, counts: _Counts) -> int:
    """How many matters have a key that begins with any of these texts."""
    most = max(counts, key=counts.__getitem__)
    others = _having(connection, [text for text, count in counts.items() if count and text != most])
    return counts[most] + len(others) - len(_also(connection, others, {most: counts[most]}))


def _with_all(connection: Connection, wanted: Iterable[_Counts]) -> set[_Found]:
    """The matters with, for each word, a key beginning with one of its texts; those that few have are asked first."""
    rare, *others = sorted(wanted, key=lambda counts: sum(counts.values()))
    found = _having(connection, rare)
    for counts in others:
        found = _also(connection, found, counts)
    return found


def _having(connection: Connection, texts: Iterable[str]) -> set[_Found]:
    """The matters with a key that begins with one of these texts: one question a text, as the index answers it."""
    return {pair for text in texts for pair in connection.execute(_HAVING, _first(text))}


def _also(connection: Connection, found: set[_Found], counts: _Counts) -> set[_Found]:
    """Those of some matters with a key that begins with one of these texts."""
    if len(found) > FEW or len(found) * AS_ONE > sum(counts.values()):
        return found & _having(connection, counts) if found else found
    few = [matter_id for _, matter_id in found]
    begins = " OR ".join([_BEGINS] * len(counts))
    asked = (
        f"SELECT accepted_ms, matter_id FROM matter_key WHERE matter_id IN ({sql.marks(few)}) AND ({begins})"  # noqa: S608
    )
    ends = [end for text in counts for end in (text, text + _LAST)]
    return set(connection.execute(asked, [*few, *ends]))
