"""The rows of a matter, computed from the fold of its facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise, takewhile
from typing import Any

from counter_tui.db.rows.charges import charge_rows
from counter_tui.db.rows.tasks import task_rows
from counter_tui.db.subjects import Rows
from counter_tui.db.tables.matters import (
    AttentionRow,
    DeferredRow,
    GivenPaperRow,
    MatterKeyRow,
    MatterLinkRow,
    MatterRow,
    MatterTaskRow,
    PromiseRow,
)
from counter_tui.db.tables.prices import ChargeRow
from counter_tui.domain.clock import to_ms
from counter_tui.domain.ids import parse_number
from counter_tui.domain.matter.balls import ball
from counter_tui.domain.matter.parts import Deferred, Promise
from counter_tui.domain.matter.promises import promise_state
from counter_tui.domain.matter.scopes import follow_up
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.text import fold

MatterKeys = Callable[[Matter], Iterable[str]]
"""The texts by which a matter is found."""

MATTER_TABLES: tuple[type[Any], ...] = (
    MatterRow,
    PromiseRow,
    DeferredRow,
    GivenPaperRow,
    MatterKeyRow,
    MatterLinkRow,
    AttentionRow,
    ChargeRow,
    MatterTaskRow,
)


def matter_rows(matter: Matter | None, keys: MatterKeys, identity_key: Callable[[str], str]) -> Rows:
    """The rows of one matter, none when its facts tell no matter."""
    if matter is None:
        return {}
    return {
        MatterRow: [_matter_row(matter, identity_key)],
        PromiseRow: [
            {"matter_id": matter.matter_id, "ordinal": ordinal, **_promise_row(promise, matter)}
            for ordinal, promise in enumerate(matter.promises)
        ],
        DeferredRow: [
            {"matter_id": matter.matter_id, "ordinal": ordinal, **_deferred_row(paper, matter)}
            for ordinal, paper in enumerate(matter.deferred)
        ],
        GivenPaperRow: _given_rows(matter, identity_key),
        MatterKeyRow: [
            {
                "key": key,
                "matter_id": matter.matter_id,
                "shared": shared,
                "accepted_ms": to_ms(matter.accepted_at),
            }
            for key, shared in _sharing(keys(matter))
        ],
        MatterLinkRow: [
            {"matter_id": matter.matter_id, "earlier": earlier}
            for earlier in sorted({bytes.fromhex(each.matter) for each in matter.repeats})
        ],
        AttentionRow: _attention_rows(matter),
        ChargeRow: charge_rows(matter),
        MatterTaskRow: task_rows(matter),
    }


def _deferred_row(paper: Deferred, matter: Matter) -> dict[str, Any]:
    return {
        "paper": paper.paper,
        "name_zh": paper.name_zh,
        "name_en": paper.name_en,
        "collector": paper.collector,
        "before_stage": paper.before,
        "due_day": paper.due_day.isoformat(),
        "state": paper.state,
        "asked_ms": _asked_ms(paper, matter),
    }


def _asked_ms(paper: Deferred, matter: Matter) -> int | None:
    """Since when the lead has to decide on a paper; nothing once it is settled or the matter has ended."""
    waits = paper.state == "owed" and not matter.ended
    return to_ms(paper.asked_at) if waits and paper.asked_at else None


def _attention_rows(matter: Matter) -> list[dict[str, Any]]:
    """What came to nothing and nobody has settled."""
    return [
        {
            "fact_id": item.fact_id,
            "matter_id": matter.matter_id,
            "kind": item.kind,
            "at_ms": to_ms(item.at),
            "by": item.by,
        }
        for item in matter.attention
        if not item.settled_by
    ]


def _given_rows(matter: Matter, identity_key: Callable[[str], str]) -> list[dict[str, Any]]:
    """The papers a customer with an identity number has given; those of others can never be told to be anybody's."""
    customer = matter.customer
    if not customer.id_number or not matter.given:
        return []
    whose = {
        "matter_id": matter.matter_id,
        "number": matter.number,
        "identity_key": identity_key(customer.id_number),
        "account": customer.account or matter.fields.get("account", ""),
        "address": fold(customer.address),
    }
    return [
        {**whose, "ordinal": ordinal, "paper": paper, "given_ms": to_ms(at)}
        for ordinal, (paper, at) in enumerate(matter.given)
    ]


def _sharing(keys: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Keys in their order, each with how many characters it begins with as the one before."""
    for before, key in pairwise(["", *sorted(set(keys))]):
        yield key, sum(1 for _ in takewhile(_same, zip(before, key, strict=False)))


def _same(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


def _matter_row(matter: Matter, identity_key: Callable[[str], str]) -> dict[str, Any]:
    number = parse_number(matter.number)
    public = nearest(matter, "public")
    amber = nearest(matter, "internal") or nearest(matter, "ceiling")
    owed = sorted(paper.due_day for paper in matter.owed)
    customer, offer, follow = matter.customer, matter.offer, follow_up(matter)
    held = ball(matter)
    return {
        "matter_id": matter.matter_id,
        "number": matter.number,
        "kind": matter.kind,
        "state": matter.state,
        "first_contact": matter.first_contact,
        "handler": matter.handler,
        "handler_outside": matter.handler_outside,
        "offered_to": offer.fact.to if offer else "",
        "offered_by": offer.by if offer else "",
        "offered_ms": to_ms(offer.at) if offer else None,
        "for_lead_ms": to_ms(matter.for_lead_at) if matter.for_lead_at else None,
        "ball": held.kind if held else "",
        "ball_with": held.who if held else "",
        "ball_with_en": held.who_en if held else "",
        "customer_class": customer.customer_class,
        "customer_name": customer.name,
        "customer_phone": customer.phone,
        "account": customer.account,
        "identity_key": identity_key(customer.id_number) if customer.id_number else "",
        "visit": bytes.fromhex(matter.visit),
        "device_letter": number.device if number else "",
        "local_day": number.day if number else "",
        "ordinal": number.ordinal if number else 0,
        "accepted_ms": to_ms(matter.accepted_at),
        "due_ms": to_ms(public.due_at) if public else None,
        "due_day": public.due_day.isoformat() if public and public.due_day else None,
        "due_provisional": int(bool(public and public.provisional)),
        "amber_ms": to_ms(amber.due_at) if amber else None,
        "paused": int(matter.paused),
        "owed": len(owed),
        "owed_day": owed[0].isoformat() if owed else None,
        "stage": matter.stages[-1][0] if matter.stages else "",
        "answered_ms": to_ms(matter.answered_at) if matter.answered_at else None,
        "informed_ms": to_ms(matter.informed_at) if matter.informed_at else None,
        "ended_ms": to_ms(matter.ended_at) if matter.ended_at else None,
        "follow": follow[0] if follow else "",
        "follow_ms": to_ms(follow[1]) if follow else None,
        "touched_ms": to_ms(matter.touched_at or matter.accepted_at),
        "district": matter.district,
        "word_ms": None if matter.ended else to_ms(matter.word_at or matter.accepted_at),
        "head": matter.head,
        "facts": matter.facts,
    }


def nearest(matter: Matter, standing: str) -> Promise | None:
    """The nearest promise of a standing that still runs, None when there is none or the matter has ended."""
    if matter.ended:
        return None
    running = [p for p in matter.promises if p.met_at is None and p.given.standing == standing]
    return min(running, key=lambda promise: promise.due_at, default=None)


def _promise_row(promise: Promise, matter: Matter) -> dict[str, Any]:
    done = promise.met_at is not None or matter.ended
    # What is done does not depend on the time any more: any instant gives the same answer.
    state = promise_state(promise, matter, promise.due_at)
    return {
        "code": promise.given.code,
        "standing": promise.given.standing,
        "due_ms": to_ms(promise.due_at),
        "due_day": promise.due_day.isoformat() if promise.due_day else None,
        "provisional": int(promise.provisional),
        "paused": int(matter.paused and promise.met_at is None),
        "met_ms": to_ms(promise.met_at) if promise.met_at else None,
        "kept": int(state != "broken") if done else None,
    }
