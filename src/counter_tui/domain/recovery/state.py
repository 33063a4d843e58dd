"""What the facts of a recovery tell. Total: a fact that does not fit changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.pack import RecoveryTaken
from counter_tui.domain.facts.recovery import (
    AppealDecided,
    CallOutcome,
    ClerkStated,
    Finding,
    Ground,
    RatingAppealed,
    RecoveryCalled,
    RecoveryClosed,
    RecoveryCorrected,
    RecoveryPlanned,
)

LOW = 2
"""Levels up to this one are bad ratings (国办发〔2019〕51号: 不满意、非常不满意)."""

Step = Literal["plan", "call", "correct", "close", "closed"]
"""What has to be done next."""


class Call(Struct, frozen=True):
    """One call back; ``told`` is the level the customer named, 0 for none."""

    by: str
    at: datetime
    outcome: CallOutcome
    words: str
    told: int
    recording: str


class Said(Struct, frozen=True):
    """What somebody said at an instant."""

    by: str
    at: datetime
    words: str


class Appeal(Struct, frozen=True):
    """An appeal against the rating, and what the reviewer found."""

    ground: Ground
    said: Said
    finding: Finding | Literal[""] = ""
    decided: Said | None = None


class Recovery(Struct, frozen=True):
    """What has been done about one bad rating; ``visit`` is the rated visit.

    ``plan`` names as its caller who took it on at a relay, once somebody has.
    """

    visit: bytes
    plan: RecoveryPlanned | None = None
    planned: Said | None = None
    calls: tuple[Call, ...] = ()
    corrected: Said | None = None
    stated: Said | None = None
    appeal: Appeal | None = None
    closed: Said | None = None
    head: bytes = b""
    facts: int = 0

    @property
    def answered(self) -> bool:
        """Whether the customer was spoken to, or said that he does not want to be."""
        return any(each.outcome != "not_reached" for each in self.calls)

    @property
    def told(self) -> int:
        """The level the customer named last on the phone, 0 for none."""
        return next((each.told for each in reversed(self.calls) if each.told), 0)

    @property
    def reviewed(self) -> bool:
        """Whether an appeal waits for a reviewer."""
        return self.appeal is not None and self.appeal.decided is None

    @property
    def unfounded(self) -> bool:
        """Whether a reviewer found the rating pressed by mistake or in bad faith: then nothing is to be put right."""
        return self.appeal is not None and self.appeal.finding in ("wrong", "malicious")

    def called(self, tries: int) -> bool:
        """Whether the customer was called back: spoken to, or tried for so many times."""
        return self.answered or len(self.calls) >= tries

    def step(self, tries: int) -> Step:
        """What has to be done next."""
        if self.closed is not None:
            return "closed"
        if self.plan is None:
            return "plan"
        if not self.called(tries):
            return "call"
        return "close" if self.corrected or self.unfounded else "correct"


class Limits(Struct, frozen=True):
    """The days a recovery's limits end on."""

    call: date
    correct: date


def due_of(recovery: Recovery, limits: Limits, tries: int) -> date:
    """The day by which its next step is due; what has no plan yet is due with the call back."""
    call_by = recovery.plan.call_by if recovery.plan else limits.call
    correct_by = recovery.plan.correct_by if recovery.plan else limits.correct
    return correct_by if recovery.called(tries) else call_by


def is_late(recovery: Recovery, limits: Limits, tries: int, today: date) -> bool:
    """Whether its next step is overdue, or a limit of the station has passed, whatever was planned."""
    if recovery.closed is not None:
        return False
    passed = not recovery.called(tries) and limits.call < today
    wrong = not recovery.corrected and not recovery.unfounded and limits.correct < today
    return passed or wrong or due_of(recovery, limits, tries) < today


def fold(recorded: Iterable[Recorded]) -> Recovery | None:
    """The recovery its facts tell, whatever order they come in; None where there are none."""
    known: Recovery | None = None
    for entry in sorted(recorded, key=lambda fact: fact.order):
        before = known or Recovery(visit=entry.subject.id)
        after = before if before.closed else _after(before, entry)
        known = replace(after, head=entry.fact_id, facts=before.facts + 1)
    return known


def _after(known: Recovery, entry: Recorded) -> Recovery:
    fact, by, at = entry.fact, entry.actor, entry.at
    if isinstance(fact, RecoveryPlanned):
        return replace(known, plan=fact, planned=Said(by, at, fact.words))
    if isinstance(fact, RecoveryTaken):
        return _taken(known, fact, by)
    if isinstance(fact, RecoveryCalled):
        call = Call(by, at, fact.outcome, fact.words, fact.told, fact.recording)
        return replace(known, calls=(*known.calls, call))
    if isinstance(fact, RecoveryCorrected):
        return replace(known, corrected=known.corrected or Said(by, at, fact.words))
    if isinstance(fact, ClerkStated):
        return replace(known, stated=known.stated or Said(by, at, fact.words))
    if isinstance(fact, RecoveryClosed):
        return replace(known, closed=Said(by, at, fact.words))
    return replace(known, appeal=_appeal(known.appeal, entry))


def _taken(known: Recovery, fact: RecoveryTaken, taker: str) -> Recovery:
    if known.plan is None or known.plan.caller != fact.giver:
        return known
    return replace(known, plan=replace(known.plan, caller=taker))


def _appeal(known: Appeal | None, entry: Recorded) -> Appeal | None:
    fact = entry.fact
    if isinstance(fact, RatingAppealed) and known is None:
        return Appeal(fact.ground, Said(entry.actor, entry.at, fact.words))
    if isinstance(fact, AppealDecided) and known is not None and known.decided is None:
        return replace(known, finding=fact.finding, decided=Said(entry.actor, entry.at, fact.words))
    return known
