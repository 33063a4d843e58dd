"""A ledger written anew by somebody with the key and this program: a fact changed, every link after it made to fit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from msgspec.structs import replace

from counter_tui.db import ledger, notes, sql
from counter_tui.db.keys.key_store import find_key
from counter_tui.db.notes import sealing_of
from counter_tui.db.rows import projections
from counter_tui.db.rows.projections import PROJECTED
from counter_tui.db.store import identity_key_of
from counter_tui.db.tables.ledger import FactRow
from counter_tui.db.tables.sync import ParkedRow
from counter_tui.db.travel.in_step import fault_of
from counter_tui.domain.ledger.chain import genesis, hash_body, link
from counter_tui.paths import Home
from support.looking import matter_keys, reaching_in

Way = Literal["removed", "doubled", "altered"]
WAYS: tuple[Way, ...] = ("removed", "doubled", "altered")


def forge(home: Home, seq: int, way: Way, also: Callable[[FactRow], FactRow] | None = None) -> None:
    """Change one fact of the only epoch and make everything after it fit: links, head, and the rows of all subjects.

    ``also`` changes further facts on the way.
    """
    write_anew(home, lambda rows: _changed(rows, seq, way), also)


def write_anew(
    home: Home,
    change: Callable[[list[FactRow]], list[FactRow]],
    also: Callable[[FactRow], FactRow] | None = None,
) -> None:
    """Change the facts of the only epoch as one likes, and make everything fit, as ``forge`` does."""
    key = find_key(home).key
    with reaching_in(home, unguarded=True) as connection:
        (epoch, device) = connection.execute("SELECT epoch, device_id FROM epoch").fetchone()
        rows = [*sql.stream(connection, FactRow, "ORDER BY seq")]
        connection.execute("DELETE FROM fact")
        made = _linked(change(rows), genesis(device, epoch), also)
        sql.put_all(connection, FactRow, [_values(row) for row in made])
        connection.execute("UPDATE epoch SET head_seq = ?, head_hash = ?", (made[-1].seq, made[-1].hash))
        _park(connection, made, sealing_of(key))
        for kind in PROJECTED:
            for subject in ledger.subjects(connection, kind):
                projections.rebuild(connection, subject, matter_keys, identity_key_of(key))
            _drop_strangers(connection, kind)


def _changed(rows: list[FactRow], seq: int, way: Way) -> list[FactRow]:
    place = next(place for place, row in enumerate(rows) if row.seq == seq)
    row = rows[place]
    if way == "removed":
        return [*rows[:place], *rows[place + 1 :]]
    if way == "doubled":
        twin = replace(row, fact_id=bytes([row.fact_id[0] ^ 1, *row.fact_id[1:]]))
        return [*rows[: place + 1], twin, *rows[place + 1 :]]
    return [*rows[:place], replace(row, actor=f"{row.actor}7"), *rows[place + 1 :]]


def _linked(rows: list[FactRow], before: bytes, also: Callable[[FactRow], FactRow] | None) -> list[FactRow]:
    made = []
    for seq, row in enumerate(rows, start=1):
        now = replace(row, seq=seq)
        now = also(now) if also else now
        assert now.body is not None
        now = replace(now, body_hash=hash_body(now.body))
        before = link(before, ledger.header_of(now), now.body_hash)
        made.append(replace(now, hash=before))
    return made


def _park(connection: Any, made: list[FactRow], sealing: notes.Sealing) -> None:
    """Note what this program cannot read as if it had come so; nothing opens a station with such a fact unnoted."""
    for row in made:
        if reason := fault_of(ledger.entry_of(row)):
            notes.save(connection, ParkedRow(row.fact_id, reason), sealing)


def _values(row: FactRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FactRow.__struct_fields__}


def _drop_strangers(connection: Any, kind: str) -> None:
    """Rows of subjects that have no fact any more go too."""
    late = projections.late_rows(kind)
    tables, key = (late.TABLES[kind], kind) if late else projections.SUBJECT_TABLES[kind]
    known = {subject.id for subject in ledger.subjects(connection, kind)}
    for table in tables:
        for (value,) in connection.execute(f"SELECT DISTINCT {key} FROM {table.TABLE}").fetchall():
            if value not in known:
                connection.execute(f"DELETE FROM {table.TABLE} WHERE {key} = ?", (value,))
