"""What hand-overs and the lead's word on them say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts.pack import TakenAtRelay
from counter_tui.i18n import _
from counter_tui.services.wording.first_contact import say_way
from counter_tui.services.wording.hand_over import say_hand_over_reason
from counter_tui.services.wording.timeline.first_contact import say_call
from counter_tui.services.wording.timeline.telling import Teller, Telling, joined


def _handed_over(fact: facts.HandedOver, telling: Telling) -> str:
    call = say_call(fact.next_call_at, telling)
    way = say_way(fact.way) if fact.way else ""
    said = _("Handed over to {name} ({reason})").format(
        name=_receiver(fact, telling), reason=say_hand_over_reason(fact.reason)
    )
    told = _("customer told: {text}").format(text=fact.told) if fact.told else ""
    return joined(said, way, fact.note, told, call)


def _receiver(fact: facts.HandedOver, telling: Telling) -> str:
    if fact.to:
        return telling.name_of(fact.to)
    return " ".join(part for part in (fact.unit, fact.person, fact.phone) if part)


def _bounced(fact: facts.HandOverBounced, _telling: Telling) -> str:
    return _("Sent the hand-over back: {reason}").format(reason=fact.reason)


def _decided(fact: facts.HandlingDecided, telling: Telling) -> str:
    return _("Decided that {name} handles it: {reason}").format(
        name=telling.name_of(fact.to), reason=fact.reason
    )


def _relay(fact: TakenAtRelay, telling: Telling) -> str:
    name = telling.name_of(fact.giver)
    if fact.work:
        return _("Took the work over from {name} with the hand-over pack").format(name=name)
    return _("Took a task over from {name} with the hand-over pack").format(name=name)


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        facts.HandedOver.type: _handed_over,
        facts.HandOverAccepted.type: lambda _fact, _telling: _("Took the work over"),
        facts.HandOverBounced.type: _bounced,
        facts.HandOverTakenBack.type: lambda _fact, _telling: _("Took the hand-over back"),
        facts.HandlingDecided.type: _decided,
        TakenAtRelay.type: _relay,
    }
)
"""One sentence for each of these facts."""
