"""How each fact changes a matter. Total: a fact that does not fit is kept and raises an attention item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from counter_tui.domain.facts import door, first_contact, prices
from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts import pack as pack_facts
from counter_tui.domain.facts import papers as paper_facts
from counter_tui.domain.facts import tasks as task_facts
from counter_tui.domain.facts.base import Fact, Recorded
from counter_tui.domain.matter import tasks
from counter_tui.domain.matter.after import answer, hand_over, papers, relay, work
from counter_tui.domain.matter.beginnings import BEGINNINGS
from counter_tui.domain.matter.calls import call_promised, customer_called
from counter_tui.domain.matter.charging import (
    boundary_explained,
    charge_taken,
    charge_voided,
    invoice_settled,
    slip_printed,
)
from counter_tui.domain.matter.parts import Attention
from counter_tui.domain.matter.register import entry_printed, entry_signed
from counter_tui.domain.matter.scopes import scope_set, step_done
from counter_tui.domain.matter.state import Matter
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
            matter = matter and replace(matter, head=entry.fact_id, facts=matter.facts + 1)
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
    return replace(matter, head=entry.fact_id, facts=matter.facts + 1, touched_at=entry.at)


def _same(matter: Matter, _fact: Fact, _entry: Recorded) -> Matter:
    return matter


def _settled(matter: Matter, fact: facts.AttentionSettled, entry: Recorded) -> Matter:
    """What waited for a lead waits no more; what two leads settled is settled once."""
    items = (
        replace(each, settled_by=entry.actor)
        if each.fact_id.hex() == fact.fact and not each.settled_by
        else each
        for each in matter.attention
    )
    return replace(matter, attention=tuple(items))


_STEPS: Mapping[str, Step] = MappingProxyType(
    {
        facts.MatterAccepted.type: lambda _matter, _fact, _entry: None,
        door.MatterNotAccepted.type: lambda _matter, _fact, _entry: None,
        door.ResourceAwaited.type: resource_awaited,
        door.ResourceArrived.type: resource_arrived,
        facts.StageReached.type: work.stage_reached,
        facts.HandedOver.type: hand_over.handed_over,
        facts.HandOverAccepted.type: hand_over.hand_over_accepted,
        facts.HandOverBounced.type: hand_over.hand_over_bounced,
        facts.HandOverTakenBack.type: hand_over.hand_over_taken_back,
        facts.HandlingDecided.type: hand_over.handling_decided,
        pack_facts.TakenAtRelay.type: relay.taken_at_relay,
        paper_facts.PaperCollected.type: papers.paper_collected,
        paper_facts.PaperWaived.type: papers.paper_waived,
        paper_facts.WaiverAsked.type: papers.waiver_asked,
        task_facts.TaskGiven.type: tasks.task_given,
        task_facts.TaskTaken.type: tasks.task_taken,
        task_facts.TaskDone.type: tasks.task_done,
        task_facts.TaskReturned.type: tasks.task_returned,
        task_facts.TaskCancelled.type: tasks.task_cancelled,
        facts.ClockPaused.type: work.clock_paused,
        facts.ClockResumed.type: work.clock_resumed,
        facts.NoteAdded.type: _same,
        facts.AttentionSettled.type: _settled,
        facts.MatterCorrected.type: work.corrected,
        facts.MatterAnswered.type: answer.answered,
        facts.CustomerInformed.type: answer.informed,
        facts.CustomerNotReached.type: answer.not_reached,
        first_contact.ScopeSet.type: scope_set,
        first_contact.FirstContactStepDone.type: step_done,
        first_contact.CustomerCalled.type: customer_called,
        first_contact.CallPromised.type: call_promised,
        facts.MatterClosed.type: answer.closed,
        facts.MatterWithdrawn.type: answer.withdrawn,
        paper_facts.ReceiptPrinted.type: papers.receipt_printed,
        paper_facts.CommitmentPrinted.type: papers.letter_printed,
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
