"""Rows of what is known around requests, computed from their facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from counter_tui.db.subjects import Rows
from counter_tui.db.tables.around import ContactRow, OutageListRow, OutageRow
from counter_tui.domain import contact as contacts
from counter_tui.domain import outages
from counter_tui.domain.clock import to_ms
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.search.folding import fold_phone
from counter_tui.domain.text import fold


def outage_rows(history: Iterable[Recorded]) -> Rows:
    """The rows of a station's lists of outages, none before one was taken in."""
    recorded = list(history)
    found = outages.fold(recorded)
    if found.taken_at is None:
        return {}
    own = {"outage_list": recorded[0].subject.id}
    return {
        OutageListRow: [{**own, "taken_ms": to_ms(found.taken_at), "source": found.source}],
        OutageRow: [{**own, **row} for known in found.known for row in _outage(known)],
    }


def _outage(known: outages.Known) -> Iterator[dict[str, Any]]:
    told = known.told
    for place in sorted({place_of(each) for each in told.districts}) or [""]:
        yield {
            "place": place,
            "source": told.source,
            "reference": told.reference,
            "kind": told.kind,
            "lines": "、".join(told.lines),
            "starts_ms": to_ms(told.starts_at),
            "ends_ms": to_ms(known.ends_at),
            "ends_known": int(told.ends_at is not None),
            "reason": told.reason,
            "taken_ms": to_ms(known.taken_at),
        }


def place_of(district: str) -> str:
    """A transformer district as it is compared: folded, without blanks, small letters."""
    return "".join(fold(district).lower().split())


def contact_rows(history: Iterable[Recorded]) -> Rows:
    """The row of what one customer said of how to reach him."""
    recorded = list(history)
    found = contacts.fold(recorded)
    if found is None or found.asked_at is None:
        return {}
    return {
        ContactRow: [
            {
                "contact": recorded[0].subject.id,
                "phone": found.phone,
                "phone2": found.phone2,
                "phone_back": fold_phone(found.phone)[::-1],
                "phone2_back": fold_phone(found.phone2)[::-1],
                "phone_ms": to_ms(found.phone_at) if found.phone_at else None,
                "phone_by": found.phone_by,
                "app": found.app,
                "e_bill": found.e_bill,
                "asked_ms": to_ms(found.asked_at),
            }
        ]
    }
