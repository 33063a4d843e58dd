"""Promises: when a limit is due, why, and what has become of it."""

from __future__ import annotations

from counter_tui.domain.promise.clock import (
    Attention,
    ClockState,
    PromiseDue,
    attention,
    clock_state,
    due_instant,
)
from counter_tui.domain.promise.due import (
    DAY_END,
    Due,
    Step,
    StepKind,
    compute_due,
)
from counter_tui.domain.promise.pauses import PAUSE_REASONS, Pause, PauseReason

__all__ = [
    "DAY_END",
    "PAUSE_REASONS",
    "Attention",
    "ClockState",
    "Due",
    "Pause",
    "PauseReason",
    "PromiseDue",
    "Step",
    "StepKind",
    "attention",
    "clock_state",
    "compute_due",
    "due_instant",
]
