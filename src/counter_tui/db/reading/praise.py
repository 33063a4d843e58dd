"""Reading praise: straight from its facts, of which there are few in a year."""

from __future__ import annotations

from collections.abc import Iterable

from counter_tui.db import ledger
from counter_tui.db.sql import Connection
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.praise import PraiseConfirmed, PraiseNoted, PraiseProven, PraiseTakenOut
from counter_tui.domain.praise.state import Praise, fold

_TYPES = (PraiseNoted.type, PraiseProven.type, PraiseConfirmed.type, PraiseTakenOut.type)


def everything(connection: Connection) -> list[Praise]:
    """All praise, the newest day first."""
    return _folded(ledger.of_types(connection, *_TYPES))


def noted_between(connection: Connection, start_ms: int, end_ms: int) -> list[Praise]:
    """The praise that was noted in this time, as it stands now."""
    noted = ledger.between(connection, (PraiseNoted.type,), start_ms, end_ms)
    return _folded(each for entry in noted for each in ledger.facts_of(connection, entry.subject))


def _folded(recorded: Iterable[Recorded]) -> list[Praise]:
    by_id: dict[bytes, list[Recorded]] = {}
    for entry in recorded:
        by_id.setdefault(entry.subject.id, []).append(entry)
    found = (fold(each) for each in by_id.values())
    return sorted((each for each in found if each), key=lambda each: (each.day, each.praise_id), reverse=True)
