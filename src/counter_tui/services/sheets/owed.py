"""How many papers customers owed when a day was over: what was brought or done without since was owed then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from counter_tui.db import ledger
from counter_tui.db.reading import sheets as rows
from counter_tui.db.store import Reading
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.matter import ActUndone
from counter_tui.domain.matter import evolve
from counter_tui.services.brief.back import UNDO, Span
from counter_tui.services.station import matter_subject

_UNDO_MS = UNDO // timedelta(milliseconds=1)


def papers_owed(connection: Reading, spans: Sequence[Span]) -> list[int]:
    """How many papers were owed at the end of each of these days, which are in their order.

    What happened to papers since is read once for all of the days.
    """
    if not spans:
        return []
    first, last = spans[0].ms[1], spans[-1].ms[1]
    settled = {
        each: ledger.facts_of(connection, matter_subject(each.hex()))
        for each in rows.settled_since(connection, first - _UNDO_MS, last)
    }
    others = [
        (asked, ended)
        for matter, asked, ended in rows.owed_papers(connection, last, first)
        if matter not in settled
    ]
    return [
        sum(asked < end and (ended is None or ended >= end) for asked, ended in others)
        + sum(_owed_then(history, span) for history in settled.values())
        for span in spans
        for end in span.ms[1:]
    ]


def _owed_then(history: Sequence[Recorded], span: Span) -> int:
    """What one matter owed; nothing before it was asked for, or once it had ended."""
    known = until(history, span)
    # What was entered from paper later was asked for on its day: it has its beginning at least.
    matter = evolve.fold(known or history[:1])
    if matter is None or matter.ended or matter.accepted_at >= span.end:
        return 0
    return len(matter.owed)


def until(history: Iterable[Recorded], span: Span) -> list[Recorded]:
    """The facts up to the end of the day, and what took back acts of its last minute."""
    end, undone = (ledger.hlc_from(each) for each in (span.ms[1], span.ms[1] + _UNDO_MS))
    return [
        each for each in history if each.hlc < end or (each.hlc < undone and isinstance(each.fact, ActUndone))
    ]
