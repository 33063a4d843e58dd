"""With what a matter begins: it was accepted, or it was not and ended in the same moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from counter_tui.domain.facts import door
from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.matter.parts import Deferred, Refusal
from counter_tui.domain.matter.state import Matter, give, meet


def _accepted(entry: Recorded) -> Matter:
    fact = entry.fact
    assert isinstance(fact, facts.MatterAccepted)
    accepted_at = fact.on_paper.claimed_at if fact.on_paper else entry.at
    matter = Matter(
        matter_id=entry.subject.id,
        number=fact.number,
        kind=fact.kind,
        catalogue=fact.catalogue,
        visit=fact.visit,
        state="accepted",
        customer=fact.customer,
        fields=dict(fact.fields),
        remark=fact.remark,
        first_contact=fact.first_contact,
        handler=fact.handler,
        handler_outside="",
        had=frozenset({fact.handler}),
        accepted_at=accepted_at,
        accepted_by=entry.actor,
        shown=fact.shown,
        promises=give(fact.promises),
        deferred=_deferred(fact),
        on_file=fact.on_file,
        district=fact.district,
        repeats=fact.repeats,
        head=entry.fact_id,
        facts=1,
        touched_at=entry.at,
        word_at=accepted_at,
    )
    return meet(matter, "accepted", accepted_at)


def _deferred(fact: facts.MatterAccepted) -> tuple[Deferred, ...]:
    """The papers that may follow."""
    return tuple(
        Deferred(
            paper=paper.paper,
            name_zh=paper.name_zh,
            name_en=paper.name_en,
            collector=paper.collector,
            before=paper.before,
            due_day=paper.due_day,
            letter=paper.letter,
        )
        for paper in fact.deferred
    )


def _not_accepted(entry: Recorded) -> Matter:
    fact = entry.fact
    assert isinstance(fact, door.MatterNotAccepted)
    return Matter(
        matter_id=entry.subject.id,
        number=fact.number,
        kind=fact.kind,
        catalogue=fact.catalogue,
        visit=fact.visit,
        state="not_accepted",
        customer=fact.customer,
        fields=dict(fact.fields),
        remark=fact.remark,
        first_contact=fact.first_contact,
        handler=fact.first_contact,
        handler_outside="",
        accepted_at=entry.at,
        accepted_by=entry.actor,
        shown=fact.shown,
        refusal=Refusal(fact.ground, fact.words, fact.told_zh, fact.told_en, fact.decided_by),
        ended_at=entry.at,
        head=entry.fact_id,
        facts=1,
        touched_at=entry.at,
    )


BEGINNINGS: Mapping[str, Callable[[Recorded], Matter]] = MappingProxyType(
    {facts.MatterAccepted.type: _accepted, door.MatterNotAccepted.type: _not_accepted}
)
"""With what a matter begins; a second beginning does not fit."""
