"""Rows of the days' closes, computed from their facts. The table's key is named as its subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from counter_tui.db.subjects import Rows
from counter_tui.db.tables.close import DayCloseRow
from counter_tui.domain.clock import to_ms
from counter_tui.domain.close.state import fold
from counter_tui.domain.facts.base import Recorded, Subject

CLOSE_DAY = "close_day"

TABLES: Mapping[str, tuple[type[Any], ...]] = MappingProxyType({CLOSE_DAY: (DayCloseRow,)})
"""The tables of each kind of subject."""


def close_subject(day: date) -> Subject:
    """A day as the subject of the facts of its close."""
    return Subject(CLOSE_DAY, day.isoformat().encode())


def rows(subject: Subject, history: Sequence[Recorded]) -> Rows:
    """The row of one day, none before anything was said of its close."""
    day = fold(history)
    if not day.facts:
        return {}
    closed = day.closed
    return {
        DayCloseRow: [
            {
                "close_day": subject.id,
                "closed_ms": to_ms(day.closed_at) if day.closed_at else None,
                "decided_by": closed.decided_by if closed else "",
                "counted_by": day.counted_by,
                "explained": len(day.explained),
                "gaps": len(closed.gaps) + sum(each.unnamed for each in closed.figures) if closed else 0,
                "epoch": _bytes(closed.epoch) if closed else b"",
                "seq": closed.seq if closed else None,
                "hash": _bytes(closed.hash) if closed else b"",
                "head": day.head,
                "facts": day.facts,
            }
        ]
    }


def _bytes(text: str) -> bytes:
    """The bytes of a text in hexadecimal; none of what somebody else wrote that is not."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def name_of(subject: Subject) -> str:
    """What a person knows the subject by: its date."""
    return subject.id.decode("utf-8", "replace")
