"""A month of ratings is read by its own tokens, however many there were before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from counter_tui.db.reading import rating_months
from support.stations import make_station


class Explaining:
    """A connection that keeps how each statement would be answered."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.steps: list[str] = []

    def execute(self, text: str, parameters: Any = ()) -> Any:
        """Keep the plan, then do it."""
        plan = self._connection.execute(f"EXPLAIN QUERY PLAN {text}", parameters).fetchall()
        self.steps += [row[3] for row in plan]
        return self._connection.execute(text, parameters)

    def executemany(self, text: str, parameters: Any) -> Any:
        """Nothing here writes."""
        raise AssertionError(text, parameters)


def test_tokens_second_ratings_and_awards_are_found_by_indexes(tmp_path: Path) -> None:
    services = make_station(tmp_path)
    with services.base.store.reading() as connection:
        explaining = Explaining(connection)
        list(rating_months.armed(explaining, 0, 1))
        rating_months.second_levels(explaining, [b"1"])
        rating_months.awards(explaining)
    services.close()
    used = " ".join(explaining.steps)
    assert not [each for each in explaining.steps if each.startswith("SCAN")]
    assert {"token_by_state", "token_by_follows", "fact_by_type", "sqlite_autoindex_matter_1"} <= set(
        used.split()
    )
