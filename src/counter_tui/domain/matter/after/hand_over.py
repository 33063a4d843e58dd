"""What a matter is after a hand-over, and after the lead's word on it."""

from __future__ import annotations

from msgspec.structs import replace

from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.matter.parts import Decision, HandOver, Offer, Outcome
from counter_tui.domain.matter.state import Matter, State


def handed_over(matter: Matter, fact: facts.HandedOver, entry: Recorded) -> Matter | None:
    """The matter with a hand-over offered, or before the lead where it would go round."""
    if matter.ended or matter.offer is not None or matter.for_lead:
        return None
    offer = Offer(fact, entry.fact_id, entry.actor, entry.at)
    matter = replace(matter, next_call_at=fact.next_call_at or matter.next_call_at)
    if matter.goes_round(fact.to):
        to_lead = HandOver(offer, "to_lead", settled_at=entry.at, settled_by=entry.actor)
        return replace(matter, hand_overs=(*matter.hand_overs, to_lead))
    history = (*matter.hand_overs, HandOver(offer, "open"))
    return replace(matter, state="handed_over", offer=offer, hand_overs=history)


def settle(matter: Matter, entry: Recorded, outcome: Outcome, offer: str, reason: str = "") -> Matter | None:
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


def hand_over_accepted(matter: Matter, fact: facts.HandOverAccepted, entry: Recorded) -> Matter | None:
    """The matter with who accepted it as its handler."""
    after = settle(matter, entry, "accepted", fact.offer)
    if after is None or matter.offer is None:
        return None
    offered = matter.offer.fact
    if offered.to:
        # Somebody new has taken the work on: what was passed about before is over.
        barred = after.barred if offered.to == after.handler else frozenset()
        had = after.had | {offered.to}
        return replace(after, handler=offered.to, handler_outside="", had=had, barred=barred)
    return replace(after, handler_outside=offered.person)


def hand_over_bounced(matter: Matter, fact: facts.HandOverBounced, entry: Recorded) -> Matter | None:
    """The matter with its offer sent back: who did has had the work."""
    after = settle(matter, entry, "bounced", fact.offer, fact.reason)
    if after is None or matter.offer is None or not matter.offer.fact.to:
        return after
    return replace(after, had=after.had | {matter.offer.fact.to})


def hand_over_taken_back(matter: Matter, fact: facts.HandOverTakenBack, entry: Recorded) -> Matter | None:
    """The matter with its offer taken back by the giver."""
    return settle(matter, entry, "taken_back", fact.offer)


def handling_decided(matter: Matter, fact: facts.HandlingDecided, entry: Recorded) -> Matter | None:
    """A lead's word fits whatever stands: an offer that waits is settled by it."""
    if matter.ended:
        return None
    settled = (settle(matter, entry, "taken_back", "") if matter.offer else None) or matter
    decision = Decision(fact.to, fact.reason, entry.actor, entry.at, len(settled.hand_overs))
    return replace(
        settled,
        handler=fact.to,
        handler_outside="",
        decisions=(*settled.decisions, decision),
        had=frozenset({fact.to}),
        barred=(settled.had | settled.barred) - {fact.to},
    )
