"""What the sheet of a day and a quote read: the charges of that day and one book, however many years lie behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from counter_tui.db import prices
from counter_tui.db.reading import charges
from support.prices import BOOK, take_book
from support.stations import open_small_station


def plans_of(connection: Any, text: str, values: Any) -> list[str]:
    """How a question would be answered."""
    return [str(step[3]) for step in connection.execute(f"EXPLAIN QUERY PLAN {text}", values).fetchall()]


class Overhearing:
    """A connection that notes the plans of what it is asked."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.plans: list[str] = []

    def execute(self, text: str, values: Any = ()) -> Any:
        """Note the plan, then ask."""
        self.plans += plans_of(self._connection, text, values)
        return self._connection.execute(text, values)


def test_the_sheet_of_a_day_reads_the_charges_of_that_day(tmp_path: Path) -> None:
    small = open_small_station(tmp_path, empty=True)
    with small.services.base.store.reading() as connection:
        heard = Overhearing(connection)
        charges.of_day(heard, 0, 1)  # type: ignore[arg-type]
    touched = [plan for plan in heard.plans if "charge" in plan]
    assert touched
    assert all("charge_by_taken" in plan or "charge_by_voided" in plan for plan in touched), heard.plans


def test_a_quote_reads_the_items_of_one_book(tmp_path: Path) -> None:
    """Older books lie there unread."""
    small = open_small_station(tmp_path, empty=True)
    take_book(small)
    take_book(small, BOOK.replace("2025-1", "2025-2"))
    with small.services.base.store.reading() as connection:
        heard = Overhearing(connection)
        book = prices.begun_last(heard, small.services.station.now().date())  # type: ignore[arg-type]
    assert book is not None
    assert book.version == "2025-2"
    items = [plan for plan in heard.plans if "price_item" in plan]
    assert len(items) == 1
    assert "version=?" in items[0]
