"""What the rules on ratings ask of the store for a month, each by an index."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from counter_tui.db import sql
from counter_tui.db.brief import PAPER_STATES as _PAPER_STATES  # noqa: F401
from counter_tui.db.ledger import hlc_from
from counter_tui.db.sql import Connection
from counter_tui.domain.facts.base import Subject

GAMING = "gaming"
"""The kind of subject: a month; its facts are few and need no table."""
_MOST = 10_000
"""Values of one question to the store."""


def gaming_subject(month: str) -> Subject:
    """A month (``2026-11``) as the subject of what was found of its ratings."""
    return Subject(GAMING, month.encode("ascii"))
