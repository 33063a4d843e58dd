"""What happens to a matter, from its acceptance to its end."""

from __future__ import annotations

from counter_tui.domain.facts.matter.acceptance import (
    Asked,
    Customer,
    MatterAccepted,
    OnPaper,
    PaperDeferred,
    PaperOnFile,
)
from counter_tui.domain.facts.matter.ending import (
    CustomerInformed,
    CustomerNotReached,
    EarlyEnd,
    InformedBy,
    MatterAnswered,
    MatterClosed,
    MatterWithdrawn,
)
from counter_tui.domain.facts.matter.hand_over import (
    HandedOver,
    HandlingDecided,
    HandOverAccepted,
    HandOverBounced,
    HandOverReason,
    HandOverTakenBack,
    HandOverWay,
)
from counter_tui.domain.facts.matter.promises import (
    ClockPaused,
    ClockResumed,
    PromiseGiven,
    PromiseMoved,
    StepTaken,
)
from counter_tui.domain.facts.matter.work import (
    ActUndone,
    AttentionSettled,
    DetailsShown,
    MatterCorrected,
    NoteAdded,
    StageReached,
)

__all__ = [
    "ActUndone",
    "Asked",
    "AttentionSettled",
    "ClockPaused",
    "ClockResumed",
    "Customer",
    "CustomerInformed",
    "CustomerNotReached",
    "DetailsShown",
    "EarlyEnd",
    "HandOverAccepted",
    "HandOverBounced",
    "HandOverReason",
    "HandOverTakenBack",
    "HandOverWay",
    "HandedOver",
    "HandlingDecided",
    "InformedBy",
    "MatterAccepted",
    "MatterAnswered",
    "MatterClosed",
    "MatterCorrected",
    "MatterWithdrawn",
    "NoteAdded",
    "OnPaper",
    "PaperDeferred",
    "PaperOnFile",
    "PromiseGiven",
    "PromiseMoved",
    "StageReached",
    "StepTaken",
]
