"""Giving labels in tests."""

from __future__ import annotations

from typing import Any

from counter_tui.bootstrap import Services
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.customers.labels import LabelLine
from counter_tui.services.reference.labels import load_labels

KINDS = {kind.code: kind for kind in load_labels()}
NUMBER, NAME = "0417000018", "王建国"


def evidence_of(kind: str) -> dict[str, str]:
    """All that a label of this kind asks for."""
    return {each.code: f"编号 {each.code}" for each in KINDS[kind].evidence}


def labelled(
    services: Services, actor: Actor, kind: str = "malicious", number: str = NUMBER, **other: Any
) -> LabelLine:
    """Give a label with all that it asks for."""
    asked: dict[str, Any] = {"evidence": evidence_of(kind), "approved_by": "省公司 12 号", **other}
    return services.labels.give(actor, kind, number, NAME, **asked)
