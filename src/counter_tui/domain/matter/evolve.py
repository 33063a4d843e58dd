"""How each fact changes a matter. Total: a fact that does not fit is kept and raises an attention item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from counter_tui.domain.facts import door, first_contact, prices
from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts import papers as paper_facts
from counter_tui.domain.facts import tasks as task_facts
from counter_tui.domain.facts.base import Fact, Recorded
from counter_tui.domain.matter import tasks
from counter_tui.domain.matter.beginnings import BEGINNINGS
from counter_tui.domain.matter.calls import call_promised, customer_called
from counter_tui.domain.matter.charging import (
    boundary_explained,
    charge_taken,
    charge_voided,
    invoice_settled,
    slip_printed,
)
from counter_tui.domain.matter.peak import completed
from counter_tui.domain.matter.register import entry_printed, entry_signed
from counter_tui.domain.matter.scopes import scope_set, step_done
from counter_tui.domain.matter.state import (
    OPEN_PAPERS,
    Attention,
    Decision,
    HandOver,
    Matter,
    Offer,
    Outcome,
    PaperState,
    Pause,
    State,
    give,
    meet,
)
from counter_tui.domain.matter.waiting import resource_arrived, resource_awaited
from counter_tui.domain.matter.words import is_word

Step = Callable[[Matter, Any, Recorded], Matter | None]
"""The matter after a fact, or None when the fact does not fit."""


def fold(recorded: Iterable[Recorded]) -> Matter | None:
    """The matter its facts tell, whatever order they come in; None without a beginning."""
    matter: Matter | None = None
    for _entry, matter in life(recorded):  # noqa: B007 - the last one counts
        pass
    return matter


def life(recorded: Iterable[Recorded]) -> Iterator[tuple[Recorded, Matter | None]]:
    """Each fact in its order with the matter as all of them tell it then: what was taken back later never counted."""
    ordered = sorted(recorded, key=lambda fact: fact.order)
    undone, unfit = _undone(ordered)
    matter: Matter | None = None
    for entry in ordered:
        if entry.fact_id in undone:
            matter = matter and replace(matter, head=entry.hash, facts=matter.facts + 1)
        elif entry.fact_id in unfit:
            matter = matter and _after(_doubted(matter, entry), entry)
        else:
            matter = evolve(matter, entry)
        yield entry, matter


def _undone(ordered: list[Recorded]) -> tuple[set[bytes], set[bytes]]:
    """The acts that were taken back, and the undoings that take nothing back.

    An undoing takes back an earlier act of the same person, once; an acceptance and an undoing always stay.
    """
    before: dict[str, Recorded] = {}
    undone: set[bytes] = set()
    unfit: set[bytes] = set()
    for entry in ordered:
        if isinstance(entry.fact, facts.ActUndone):
            act = before.get(entry.fact.undone)
            if act is None or act.actor != entry.actor or act.fact_id in undone:
                unfit.add(entry.fact_id)
            else:
                undone.add(act.fact_id)
        elif entry.fact.type not in BEGINNINGS:
            before[entry.fact_id.hex()] = entry
    return undone, unfit


def evolve(matter: Matter | None, entry: Recorded) -> Matter | None:
    """The matter after one more fact."""
    if matter is None:
        begin = BEGINNINGS.get(entry.fact.type)
        return begin(entry) if begin else None
    step = _STEPS.get(entry.fact.type)
    after = step(matter, entry.fact, entry) if step else matter
    if after is None:
        return _after(_doubted(matter, entry), entry)
    return _after(replace(after, word_at=entry.at) if is_word(entry.fact) else after, entry)


def _doubted(matter: Matter, entry: Recorded) -> Matter:
    """The matter with an attention item for a fact that does not fit."""
    item = Attention(entry.fact_id, entry.fact.type, entry.at, entry.actor)
    return replace(matter, attention=(*matter.attention, item))


def _after(matter: Matter, entry: Recorded) -> Matter:
    return replace(matter, head=entry.hash, facts=matter.facts + 1, touched_at=entry.at)


def _same(matter: Matter, _fact: Fact, _entry: Recorded) -> Matter:
    return matter


def _stage_reached(matter: Matter, fact: facts.StageReached, entry: Recorded) -> Matter | None:
    if matter.ended or matter.stage_reached(fact.stage):
        return None
    state: State = "working" if matter.state == "accepted" else matter.state
    stages = (*matter.stages, (fact.stage, entry.at))
    given = tuple(
        replace(promise, met_at=entry.at) if matter.happened(promise.given.met_by) else promise
        for promise in give(fact.promises)
    )
    after = replace(matter, state=state, stages=stages, promises=matter.promises + given)
    return meet(after, f"stage:{fact.stage}", entry.at)


def _handed_over(matter: Matter, fact: facts.HandedOver, entry: Recorded) -> Matter | None:
    if matter.ended or matter.offer is not None or matter.for_lead:
        return None
    offer = Offer(fact, entry.fact_id, entry.actor, entry.at)
    matter = replace(matter, next_call_at=fact.next_call_at or matter.next_call_at)
    if matter.goes_round(fact.to):
        to_lead = HandOver(offer, "to_lead", settled_at=entry.at, settled_by=entry.actor)
        return replace(matter, hand_overs=(*matter.hand_overs, to_lead))
    history = (*matter.hand_overs, HandOver(offer, "open"))
    return replace(matter, state="handed_over", offer=offer, hand_overs=history)


def _settle(matter: Matter, entry: Recorded, outcome: Outcome, offer: str, reason: str = "") -> Matter | None:
    """The matter with its open offer settled; None when there is none, or the fact settles another one."""
    if matter.offer is None or matter.ended or offer not in ("", matter.offer.fact_id.hex()):
        return None
    settled = replace(
        matter.hand_overs[-1],
        outcome=outcome,
        settled_at=entry.at,
        settled_by=entry.actor,
        reason=reason,
    )
    state: State = "answered" if matter.answered_at else "working"
    return replace(matter, state=state, offer=None, hand_overs=(*matter.hand_overs[:-1], settled))


def _hand_over_accepted(matter: Matter, fact: facts.HandOverAccepted, entry: Recorded) -> Matter | None:
    after = _settle(matter, entry, "accepted", fact.offer)
    if after is None or matter.offer is None:
        return None
    offered = matter.offer.fact
    if offered.to:
        # Somebody new has taken the work on: what was passed about before is over.
        barred = after.barred if offered.to == after.handler else frozenset()
        had = after.had | {offered.to}
        return replace(after, handler=offered.to, handler_outside="", had=had, barred=barred)
    return replace(after, handler_outside=offered.person)


def _hand_over_bounced(matter: Matter, fact: facts.HandOverBounced, entry: Recorded) -> Matter | None:
    after = _settle(matter, entry, "bounced", fact.offer, fact.reason)
    if after is None or matter.offer is None or not matter.offer.fact.to:
        return after
    return replace(after, had=after.had | {matter.offer.fact.to})


def _hand_over_taken_back(matter: Matter, fact: facts.HandOverTakenBack, entry: Recorded) -> Matter | None:
    return _settle(matter, entry, "taken_back", fact.offer)


def _handling_decided(matter: Matter, fact: facts.HandlingDecided, entry: Recorded) -> Matter | None:
    """A lead's word fits whatever stands: an offer that waits is settled by it."""
    if matter.ended:
        return None
    settled = (_settle(matter, entry, "taken_back", "") if matter.offer else None) or matter
    decision = Decision(fact.to, fact.reason, entry.actor, entry.at, len(settled.hand_overs))
    return replace(
        settled,
        handler=fact.to,
        handler_outside="",
        decisions=(*settled.decisions, decision),
        had=frozenset({fact.to}),
        barred=(settled.had | settled.barred) - {fact.to},
    )


def _paper(state: PaperState) -> Step:
    def step(matter: Matter, fact: Any, entry: Recorded) -> Matter | None:
        if not any(paper.paper == fact.paper and paper.state in OPEN_PAPERS for paper in matter.deferred):
            return None
        papers = tuple(
            replace(paper, state=state, settled_at=entry.at) if paper.paper == fact.paper else paper
            for paper in matter.deferred
        )
        return _lapsed(replace(matter, deferred=papers))

    return step


def _waiver_asked(matter: Matter, fact: paper_facts.WaiverAsked, entry: Recorded) -> Matter | None:
    if matter.ended or not any(paper.paper == fact.paper for paper in matter.owed):
        return None
    papers = tuple(
        replace(paper, asked_at=entry.at) if paper.paper == fact.paper else paper for paper in matter.deferred
    )
    return replace(matter, deferred=papers)


def _lapsed(matter: Matter) -> Matter:
    """The matter without an unsigned commitment letter once there is nothing left to commit oneself to."""
    if matter.to_bring or not matter.owed:
        return matter
    papers = tuple(
        replace(paper, state="lapsed") if paper.state == "owed" else paper for paper in matter.deferred
    )
    return replace(matter, deferred=papers)


def _clock_paused(matter: Matter, fact: facts.ClockPaused, entry: Recorded) -> Matter | None:
    if matter.ended or matter.paused:
        return None
    return replace(matter, pauses=(*matter.pauses, Pause(fact.reason, entry.at)))


def _clock_resumed(matter: Matter, fact: facts.ClockResumed, entry: Recorded) -> Matter | None:
    if not matter.paused:
        return None
    moved = {move.code: move for move in fact.moved}
    promises = tuple(
        replace(
            promise,
            due_at=moved[promise.given.code].due_at,
            due_day=moved[promise.given.code].due_day,
            provisional=moved[promise.given.code].provisional,
            steps=moved[promise.given.code].steps,
        )
        if promise.given.code in moved and promise.met_at is None
        else promise
        for promise in matter.promises
    )
    ended = replace(matter.pauses[-1], until=entry.at)
    return replace(matter, promises=promises, pauses=(*matter.pauses[:-1], ended))


def _corrected(matter: Matter, fact: facts.MatterCorrected, entry: Recorded) -> Matter | None:
    if fact.field.startswith("field:"):
        return completed(replace(matter, fields={**matter.fields, fact.field[6:]: fact.now}), entry)
    if fact.field == "remark":
        return replace(matter, remark=fact.now)
    if fact.field not in CORRECTABLE:
        return None
    return completed(replace(matter, customer=replace(matter.customer, **{fact.field: fact.now})), entry)


def _answered(matter: Matter, fact: facts.MatterAnswered, entry: Recorded) -> Matter | None:
    if matter.ended or matter.offer is not None:
        return None
    after = replace(matter, state="answered", answer=fact.answer, answered_at=entry.at, early=fact.early)
    return meet(replace(after, informed_at=None, informed_by=""), "answered", entry.at)


def _informed(matter: Matter, _fact: Fact, entry: Recorded) -> Matter | None:
    if matter.ended or matter.answered_at is None:
        return None
    after = replace(matter, informed_at=entry.at, informed_by=entry.actor, next_call_at=None)
    return meet(after, "informed", entry.at)


def _not_reached(matter: Matter, fact: facts.CustomerNotReached, _entry: Recorded) -> Matter:
    return replace(matter, next_call_at=fact.next_call_at or matter.next_call_at)


def _closed(matter: Matter, fact: facts.MatterClosed, entry: Recorded) -> Matter | None:
    if matter.ended or matter.offer is not None or matter.informed_at is None or matter.owed:
        return None
    if matter.awaited_tasks:
        return None
    if not all(matter.stage_reached(stage) for stage in fact.stages):
        return None
    return meet(replace(matter, state="closed", ended_at=entry.at), "closed", entry.at)


def _withdrawn(matter: Matter, _fact: Fact, entry: Recorded) -> Matter | None:
    if matter.ended:
        return None
    settled = (_settle(matter, entry, "taken_back", "") if matter.offer else None) or matter
    return replace(settled, state="withdrawn", ended_at=entry.at)


def _receipt(matter: Matter, fact: paper_facts.ReceiptPrinted, _entry: Recorded) -> Matter:
    return replace(matter, receipts=max(matter.receipts, fact.copy_no + 1))


def _letter(matter: Matter, fact: paper_facts.CommitmentPrinted, _entry: Recorded) -> Matter:
    letters = max(matter.letters, fact.copy_no + 1)
    return replace(matter, letters=letters, letter=(fact.text_version, fact.papers))


CORRECTABLE = frozenset({"name", "id_kind", "id_number", "phone", "phone2", "address", "account"})
"""The customer's particulars that a correction may put right."""

_STEPS: Mapping[str, Step] = MappingProxyType(
    {
        facts.MatterAccepted.type: lambda _matter, _fact, _entry: None,
        door.MatterNotAccepted.type: lambda _matter, _fact, _entry: None,
        door.ResourceAwaited.type: resource_awaited,
        door.ResourceArrived.type: resource_arrived,
        facts.StageReached.type: _stage_reached,
        facts.HandedOver.type: _handed_over,
        facts.HandOverAccepted.type: _hand_over_accepted,
        facts.HandOverBounced.type: _hand_over_bounced,
        facts.HandOverTakenBack.type: _hand_over_taken_back,
        facts.HandlingDecided.type: _handling_decided,
        paper_facts.PaperCollected.type: _paper("collected"),
        paper_facts.PaperWaived.type: _paper("waived"),
        paper_facts.WaiverAsked.type: _waiver_asked,
        task_facts.TaskGiven.type: tasks.task_given,
        task_facts.TaskTaken.type: tasks.task_taken,
        task_facts.TaskDone.type: tasks.task_done,
        task_facts.TaskReturned.type: tasks.task_returned,
        task_facts.TaskCancelled.type: tasks.task_cancelled,
        facts.ClockPaused.type: _clock_paused,
        facts.ClockResumed.type: _clock_resumed,
        facts.NoteAdded.type: _same,
        facts.MatterCorrected.type: _corrected,
        facts.MatterAnswered.type: _answered,
        facts.CustomerInformed.type: _informed,
        facts.CustomerNotReached.type: _not_reached,
        first_contact.ScopeSet.type: scope_set,
        first_contact.FirstContactStepDone.type: step_done,
        first_contact.CustomerCalled.type: customer_called,
        first_contact.CallPromised.type: call_promised,
        facts.MatterClosed.type: _closed,
        facts.MatterWithdrawn.type: _withdrawn,
        paper_facts.ReceiptPrinted.type: _receipt,
        paper_facts.CommitmentPrinted.type: _letter,
        paper_facts.RegisterPrinted.type: entry_printed,
        paper_facts.RegisterSigned.type: entry_signed,
        prices.ChargeTaken.type: charge_taken,
        prices.ChargeVoided.type: charge_voided,
        prices.InvoiceSettled.type: invoice_settled,
        prices.ChargeSlipPrinted.type: slip_printed,
        prices.BoundaryExplained.type: boundary_explained,
        facts.DetailsShown.type: _same,
        facts.ActUndone.type: _same,
    }
)
