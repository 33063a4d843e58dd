"""What the rules on ratings ask of a month is answered by indexes, whatever the years before left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from counter_tui.db.reading import gaming as rows
from support.stations import make_station

ID = b"\1" * 16


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        (lambda connection: rows.matters(connection, [ID]), "matter"),
        (lambda connection: rows.earlier(connection, [ID]), "matter_link"),
        (lambda connection: rows.broken(connection, [ID]), "promise"),
        (lambda connection: list(rows.served(connection, 1, 2)), "enquiry_by_asked"),
        (lambda connection: rows.head_before(connection, 2), "fact_by_hlc"),
    ],
    ids=["matters", "earlier", "broken", "served", "head"],
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
