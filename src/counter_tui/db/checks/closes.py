"""What the closing sheets vouch for, beside the ledger as it is now."""

from __future__ import annotations

from collections.abc import Iterator

from counter_tui.db import ledger
from counter_tui.db.finding import Finding
from counter_tui.db.reading import close
from counter_tui.db.sql import Connection
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.close import DayClosed


def check_closes(connection: Connection) -> Iterator[Finding]:
    """Every close names a place of the ledger before itself, and the hash that stands there.

    Whoever has the key of the store and computes the whole chain anew leaves these behind; where they were changed too,
    the printed sheets tell (``close --check``).
    """
    try:
        found = ledger.of_types(connection, DayClosed.type)
    except RuleBroken:
        # The chain check names the fact that cannot be read.
        return
    for entry in found:
        fact = entry.fact
        if isinstance(fact, DayClosed) and not _stands(connection, entry, fact):
            yield Finding("close_differs", f"day {fact.day.isoformat()}", {"seq": fact.seq})


def _stands(connection: Connection, entry: Recorded, fact: DayClosed) -> bool:
    try:
        epoch, hash_ = bytes.fromhex(fact.epoch), bytes.fromhex(fact.hash)
    except ValueError:
        return False
    before = epoch != entry.epoch or fact.seq < entry.seq
    return before and close.hash_at(connection, epoch, fact.seq) == hash_
