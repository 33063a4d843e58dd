"""What a brief is read by: the indexes of its days and of what runs, however many days there were before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from counter_tui.bootstrap import Services
from counter_tui.db import ledger
from counter_tui.db.reading import actions, brief
from counter_tui.db.sql import Connection
from support.stations import make_station

READINGS: dict[str, tuple[Callable[[Connection], Any], set[str]]] = {
    "acceptances": (lambda connection: brief.acceptances(connection, 0, 1), {"fact_by_type"}),
    "facts": (
        lambda connection: ledger.between(connection, ["ActUndone", "MatterClosed"], 0, 1),
        {"fact_by_type", "parked_by_reason"},
    ),
    "bounces": (lambda connection: brief.bounces(connection, [b"1"], 1), {"fact_by_subject"}),
    "numbers": (lambda connection: brief.numbers(connection, [b"1"]), {"sqlite_autoindex_matter_1"}),
    "visits": (lambda connection: brief.of_visits(connection, [b"1"]), {"matter_by_visit"}),
    "kinds": (lambda connection: brief.kinds(connection, [b"1"]), {"sqlite_autoindex_matter_1"}),
    "kinds of visits": (lambda connection: brief.kinds_of_visits(connection, [b"1"]), {"matter_by_visit"}),
    "visit": (lambda connection: brief.of_visit(connection, b"1"), {"matter_by_visit"}),
    "accepted": (lambda connection: brief.times_accepted(connection, 0, 1), {"matter_by_accepted"}),
    "asked": (lambda connection: brief.times_asked(connection, 0, 1), {"enquiry_by_asked"}),
    "armed": (lambda connection: brief.times_armed(connection, ["rated"], 0, 1), {"token_by_state"}),
    "promises": (lambda connection: brief.promises(connection, 0, 1), {"promise_by_due"}),
    "tokens": (lambda connection: brief.tokens(connection, ["rated", "armed"], 0, 1), {"token_by_state"}),
    "enquiries": (lambda connection: brief.enquiries(connection, 0, 1), {"enquiry_by_asked"}),
    "answers": (lambda connection: brief.answers_due(connection, 1), {"enquiry_open"}),
    "papers": (
        lambda connection: brief.papers_owed(connection, "2025-11-20"),
        {"deferred_by_day", "sqlite_autoindex_matter_1"},
    ),
    "papers then": (
        lambda connection: brief.matters_with_papers(connection, "2025-11-20", "2024-11-20", 1, {b"1"}),
        {"deferred_by_day", "sqlite_autoindex_matter_1", "sqlite_autoindex_deferred_paper_1"},
    ),
    "answers then": (lambda connection: brief.waited_for_answer(connection, 0, 1, 2), {"enquiry_by_asked"}),
    "notices then": (
        lambda connection: brief.unread_then(connection, "102", "clerk", "2025-11-20", 1),
        {"notice_by_last_day", "sqlite_autoindex_notice_read_1"},
    ),
    "actions then": (
        lambda connection: actions.carried_since(connection, 1),
        {"action_item_carried", "action_item_verified", "sqlite_autoindex_action_item_1"},
    ),
    "calls": (lambda connection: brief.calls(connection, 1), {"matter_running_follow"}),
    "outages": (lambda connection: brief.outages(connection, 0, 1), {"outage_by_end"}),
    "lists": (lambda connection: brief.told_of_outages(connection, 0, 1), {"fact_by_type"}),
}
_PARTIAL = {"matter_running_follow", "action_item_carried"}
"""An index of what runs alone, which is gone through whole: it has no more than runs."""


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """A small station."""
    made = make_station(tmp_path_factory.mktemp("brief-plans"))
    yield made
    made.close()


@pytest.mark.parametrize("name", READINGS)
def test_each_reading_of_a_brief_goes_by_an_index(services: Services, name: str) -> None:
    read, indexes = READINGS[name]
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
    touching = [plan for plan in plans if plan.startswith(("SCAN", "SEARCH"))]
    assert touching
    assert all(any(index in plan for index in indexes) for plan in touching), plans
    whole = [plan for plan in touching if plan.startswith("SCAN")]
    assert not [plan for plan in whole if not any(index in plan for index in _PARTIAL)], plans
