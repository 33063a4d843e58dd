"""What is asked of ratings at each tick of a lead's screen, and for a list of a day, is answered by an index."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from counter_tui.db.reading import close, tokens
from support.stations import make_station


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        (lambda connection: tokens.unplanned_lows(connection, 1), "token_low"),
        (lambda connection: tokens.of_clerk(connection, "102", 1, 2), "token_by_clerk"),
        (lambda connection: close.closed_at(connection, "2025-11-20"), "close_day"),
    ],
    ids=["bad-ratings", "own-ratings", "closed"],
)
def test_it_goes_by_an_index(tmp_path: Path, read: Callable[[Any], object], wanted: str) -> None:
    services = make_station(tmp_path)
    plan: list[str] = []
    with services.base.store.reading() as connection:

        class Overheard:
            """A connection that notes how each question would be answered."""

            def execute(self, text: str, values: Any = ()) -> Any:
                """Note the plan, then ask."""
                plan.extend(str(step[3]) for step in connection.execute(f"EXPLAIN QUERY PLAN {text}", values))
                return connection.execute(text, values)

        read(Overheard())
    services.close()
    assert any(wanted in step for step in plan), plan
    assert not [step for step in plan if step.startswith("SCAN")], plan
