"""Rows of hand-over packs, computed from their facts. The table's key is named as its subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from counter_tui.db.subjects import Rows
from counter_tui.db.tables.packs import PackRow
from counter_tui.domain.clock import to_ms
from counter_tui.domain.facts.base import Recorded, Subject
from counter_tui.domain.pack.state import fold

PACK = "pack"

TABLES: Mapping[str, tuple[type[Any], ...]] = MappingProxyType({PACK: (PackRow,)})
"""The tables of each kind of subject."""


def rows(subject: Subject, history: Sequence[Recorded]) -> Rows:
    """The row of one pack, none for a subject of another kind."""
    pack = fold(history) if subject.kind == PACK else None
    if pack is None:
        return {}
    return {
        PackRow: [
            {
                "pack": pack.pack_id,
                "giver": pack.giver,
                "receiver": pack.to,
                "lead": int(pack.lead),
                "state": pack.state,
                "offered_ms": to_ms(pack.offered_at),
                "settled_ms": to_ms(pack.settled_at) if pack.settled_at else None,
                "lines": len(pack.lines),
                "taken": pack.count("taken"),
                "told": pack.count("told"),
                "refused": pack.count("refused"),
                "changed": pack.count("changed"),
                "head": pack.head,
                "facts": pack.facts,
            }
        ]
    }


def name_of(subject: Subject) -> str:
    """What a person knows the subject by: its id."""
    return subject.id.hex()
