"""What is promised of a matter, by when and why, and how a lawful pause moves it."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Literal

from counter_tui.domain.catalogue.models import Unit
from counter_tui.domain.facts.base import Fact, Part
from counter_tui.domain.promise import StepKind


class StepTaken(Part, frozen=True, kw_only=True):
    """One line of the counting that led to a due time, as ``promise.Step`` describes it; times are local."""

    kind: StepKind
    first: date
    last: date
    reason: str = ""
    n: int = 0
    at: datetime | None = None
    to: datetime | None = None


class PromiseGiven(Part, frozen=True, kw_only=True):
    """A promise as it was given: what was computed then stays, whatever the catalogue says later.

    ``steps`` explain the due time; ``due_day`` is set for limits in days. Only a pause moves a due time, through
    ``ClockResumed``.
    """

    code: str
    name_zh: str
    name_en: str
    standing: Literal["public", "internal", "ceiling"]
    limit: int
    unit: Unit
    started_at: datetime
    due_at: datetime
    due_day: date | None = None
    provisional: bool = False
    starts: str = "accepted"
    met_by: str
    source: str
    steps: tuple[StepTaken, ...] = ()


class ClockPaused(Fact, frozen=True, kw_only=True):
    """The promise clocks of the matter stand still for a lawful reason."""

    type: ClassVar[str] = "ClockPaused"
    personal: ClassVar[frozenset[str]] = frozenset({"note"})

    reason: str
    note: str = ""


class PromiseMoved(Part, frozen=True, kw_only=True):
    """The due time of a running promise after a pause."""

    code: str
    due_at: datetime
    due_day: date | None = None
    provisional: bool = False
    steps: tuple[StepTaken, ...] = ()


class ClockResumed(Fact, frozen=True, kw_only=True):
    """The promise clocks run again; each running promise has its due time after the pause."""

    type: ClassVar[str] = "ClockResumed"

    moved: tuple[PromiseMoved, ...] = ()
