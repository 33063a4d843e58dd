"""What enquiries are read by: those that stand open alone, a day its own, however many there were in ten years."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from counter_tui.db.reading import enquiries
from counter_tui.db.sql import Connection
from support.stations import make_station

READINGS: dict[str, tuple[Callable[[Connection], Any], str]] = {
    "of everybody": (lambda connection: enquiries.still_open(connection, None, 100), "enquiry_open"),
    "of one": (lambda connection: enquiries.still_open(connection, ("102", "103"), 100), "enquiry_open"),
    "of a day": (lambda connection: enquiries.between(connection, 0, 1, 100), "enquiry_by_asked"),
    "open of a day": (lambda connection: enquiries.open_between(connection, 0, 1), "enquiry_by_asked"),
    "topics": (lambda connection: enquiries.topics_between(connection, 0, 1), "enquiry_by_asked"),
    "states": (lambda connection: enquiries.states_between(connection, 0, 1), "enquiry_by_asked"),
}


@pytest.mark.parametrize("name", READINGS)
def test_enquiries_are_read_by_an_index(tmp_path: Path, name: str) -> None:
    services = make_station(tmp_path)
    read, index = READINGS[name]
    plans: list[str] = []
    with services.base.store.reading() as connection:

        class Overheard:
            """A connection that notes how each question would be answered."""

            def execute(self, text: str, values: Any = ()) -> Any:
                """Note the plan, then ask."""
                plans.extend(
                    str(step[3]) for step in connection.execute(f"EXPLAIN QUERY PLAN {text}", values)
                )
                return connection.execute(text, values)

        read(Overheard())  # type: ignore[arg-type]
    services.close()
    touching = [plan for plan in plans if "enquiry" in plan]
    assert touching
    assert all(index in plan for plan in touching), plans
