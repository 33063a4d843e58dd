"""The facts of one matter written on two PCs, and their coming to a third one by one."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from counter_tui.db.rows import projections
from counter_tui.db.rows.matters import MATTER_TABLES, matter_rows
from counter_tui.db.sql import Connection
from counter_tui.db.subjects import Rows
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.matter.evolve import fold
from support.looking import matter_keys
from support.stations import SmallStation
from support.two_pcs import MATTER, Pc, arrived, live, random_steps, sound, sound_in_part, told


def lived_apart(random: Random, wrong_by: timedelta, steps: int) -> list[Recorded]:
    """All facts of a matter that two PCs worked on, one of them with a clock that is wrong by so much."""
    pcs = Pc("A"), Pc("B", wrong_by)
    live(random_steps(random, steps), pcs, sound)
    assert told(pcs[0]) == told(pcs[1])
    return pcs[0].history


def come_in(small: SmallStation, history: list[Recorded], random: Random, *, ways: int) -> None:
    """Let the facts come in so many ways; in the end matter and rows are those of all the facts."""
    final = fold(history)
    assert final is not None
    store = small.services.base.store
    for _way in range(ways):
        here: list[Recorded] = []
        with store.writing() as writing:
            for entry in arrived(history, random):
                projections.refold(writing.connection, here, [entry], matter_keys, store.identity_key)
                here.append(entry)
                sound_in_part(fold(here))
            assert fold(here) == final
            assert stored(writing.connection) == matter_rows(final, matter_keys, store.identity_key)
            # Nothing of it is in this station's ledger: without facts there are no rows.
            projections.rebuild(writing.connection, MATTER, matter_keys, store.identity_key)
            assert not any(stored(writing.connection).values())


def stored(connection: Connection) -> Rows:
    """The matter's rows as they stand in the store."""
    return {
        table: projections.stored_rows(connection, table, "matter_id", MATTER.id) for table in MATTER_TABLES
    }
