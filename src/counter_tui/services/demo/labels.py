"""Two customers of the demo station with a label: one who asked for care, one whose claims were answered for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from counter_tui.services.demo.customers import Invented

if TYPE_CHECKING:
    from counter_tui.domain.staff.roles import Actor
    from counter_tui.services.customers.labels import LabelService


def give_labels(labels: LabelService, lead: Actor, customers: Sequence[Invented]) -> None:
    """Give them."""
    cared, answered = customers[0], customers[-1]
    labels.give(
        lead,
        "care",
        cared.account,
        cared.name,
        evidence={"consent": "关爱登记第 6 号"},
        approved_by="青石桥供电所",
    )
    labels.give(
        lead,
        "unreasonable",
        answered.account,
        answered.name,
        evidence={"final_answer": "最终答复 第 3 号", "delivery_proof": "挂号回执 1180"},
        approved_by="95598 工单 第 41 号",
    )
