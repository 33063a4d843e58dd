"""Whether a request has ended at the door."""

from __future__ import annotations

from counter_tui.db import ledger
from counter_tui.db.store import Reading
from counter_tui.db.subjects import VISIT
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.door import RequestEnded
from counter_tui.domain.matter.draft import Draft


def has_ended(connection: Reading, draft: Draft) -> bool:
    """Whether the request of this draft ended without an acceptance."""
    visit = ledger.facts_of(connection, Subject(VISIT, bytes.fromhex(draft.visit)))
    ends = (entry.fact for entry in visit if isinstance(entry.fact, RequestEnded))
    return any(end.draft == draft.draft_id for end in ends)
