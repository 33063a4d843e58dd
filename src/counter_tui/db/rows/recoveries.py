"""Rows of what follows bad ratings, computed from their facts. The table's key is named as its subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from counter_tui.db.subjects import RECOVERY, Rows
from counter_tui.db.tables.recovery import RecoveryRow
from counter_tui.domain.clock import to_ms
from counter_tui.domain.facts.base import Recorded, Subject
from counter_tui.domain.recovery.state import Appeal, Recovery, Said, fold

TABLES: Mapping[str, tuple[type[Any], ...]] = MappingProxyType({RECOVERY: (RecoveryRow,)})
"""The tables of each kind of subject."""


def rows(subject: Subject, history: Sequence[Recorded]) -> Rows:
    """The row of one recovery, none for a subject of another kind."""
    known = fold(history) if subject.kind == RECOVERY else None
    if known is None:
        return {}
    return {
        RecoveryRow: [
            {
                "recovery": known.visit,
                "state": "closed" if known.closed else "open",
                **_plan(known),
                **_calls(known),
                **_said("corrected", known.corrected),
                "stated_ms": to_ms(known.stated.at) if known.stated else None,
                **_appeal(known.appeal),
                **_said("closed", known.closed),
                "head": known.head,
                "facts": known.facts,
            }
        ]
    }


def _plan(known: Recovery) -> dict[str, Any]:
    plan = known.plan
    return {
        "cause": plan.cause if plan else "",
        "remedy": plan.remedy if plan else "",
        "caller": plan.caller if plan else "",
        "call_by": plan.call_by.isoformat() if plan else None,
        "correct_by": plan.correct_by.isoformat() if plan else None,
        **_said("planned", known.planned),
    }


def _calls(known: Recovery) -> dict[str, Any]:
    answered = [each for each in known.calls if each.outcome != "not_reached"]
    return {
        "tries": len(known.calls),
        "tried_ms": to_ms(known.calls[0].at) if known.calls else None,
        "answered_ms": to_ms(answered[0].at) if answered else None,
        "told": known.told,
    }


def _appeal(appeal: Appeal | None) -> dict[str, Any]:
    return {
        "ground": appeal.ground if appeal else "",
        **_said("appealed", appeal.said if appeal else None),
        "finding": appeal.finding if appeal else "",
        **_said("decided", appeal.decided if appeal else None),
    }


def _said(name: str, said: Said | None) -> dict[str, Any]:
    return {f"{name}_by": said.by if said else "", f"{name}_ms": to_ms(said.at) if said else None}


def name_of(subject: Subject) -> str:
    """What a person knows the subject by: the id of the visit."""
    return subject.id.hex()
