"""Reading surveys, of which there is one a year, and the counter's own figure beside them."""

from __future__ import annotations

from counter_tui.db import ledger
from counter_tui.db.sql import Connection
from counter_tui.domain.facts.survey import SurveyTaken

_SATISFIED = """
SELECT count(*), coalesce(sum(level >= 4), 0) FROM rating_token INDEXED BY token_by_state
WHERE state = 'rated' AND armed_ms >= ? AND armed_ms < ? AND series = 'counter'
"""


def taken(connection: Connection) -> list[SurveyTaken]:
    """Every table that was taken in, the oldest first."""
    found = (entry.fact for entry in ledger.of_types(connection, SurveyTaken.type))
    return [fact for fact in found if isinstance(fact, SurveyTaken)]


def satisfied(connection: Connection, start_ms: int, end_ms: int) -> tuple[int, int]:
    """How many ratings the counter had in a time, and how many of them at levels 4 and 5."""
    rated, good = connection.execute(_SATISFIED, (start_ms, end_ms)).fetchone()
    return int(rated), int(good)
