"""What a call's facts tell. Total: a fact that does not fit changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.calls import (
    AnswerSeen,
    CallAnswered,
    CallNoted,
    ConflictCalled,
    Place,
    ReportSent,
)

Kind = Literal["report", "conflict"]


class Call(Struct, frozen=True):
    """One call for the lead; ``lead`` is who led when it was made, ``notes`` what the caller wrote down since."""

    call_id: bytes
    kind: Kind
    caller: str
    lead: str
    place: Place
    words: str
    raised_at: datetime
    due_at: datetime | None
    notes: tuple[str, ...]
    answer: str
    answered_by: str
    answered_at: datetime | None
    seen_at: datetime | None
    head: bytes
    facts: int


def fold(recorded: Iterable[Recorded]) -> Call | None:
    """The call its facts tell, whatever order they come in; None without a beginning."""
    call: Call | None = None
    for entry in sorted(recorded, key=lambda fact: fact.order):
        call = _begun(entry) if call is None else _counted(_after(call, entry), entry)
    return call


def _counted(call: Call, entry: Recorded) -> Call:
    return replace(call, head=entry.fact_id, facts=call.facts + 1)


def _begun(entry: Recorded) -> Call | None:
    fact = entry.fact
    if not isinstance(fact, ReportSent | ConflictCalled):
        return None
    report = fact if isinstance(fact, ReportSent) else None
    return Call(
        call_id=entry.subject.id,
        kind="report" if report else "conflict",
        caller=entry.actor,
        lead=fact.lead,
        place=fact.place,
        words=report.words if report else "",
        raised_at=entry.at,
        due_at=report.due_at if report else None,
        notes=(),
        answer="",
        answered_by="",
        answered_at=None,
        seen_at=None,
        head=entry.fact_id,
        facts=1,
    )


def _after(call: Call, entry: Recorded) -> Call:
    fact = entry.fact
    if isinstance(fact, CallNoted):
        return replace(call, notes=(*call.notes, fact.words))
    if isinstance(fact, CallAnswered) and call.answered_at is None:
        return replace(call, answer=fact.words, answered_by=entry.actor, answered_at=entry.at)
    if isinstance(fact, AnswerSeen) and call.answered_at is not None and call.seen_at is None:
        return replace(call, seen_at=entry.at)
    return call
