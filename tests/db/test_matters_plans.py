"""What the lists of the day read: the running matters only, however many have ended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from counter_tui.db.reading import around, matters, papers, tasks
from counter_tui.db.sql import Connection
from support.stations import make_station

WHOSE = ("102", "103")
"""A person, and somebody the person stands in for."""
LISTS: dict[str, Callable[[Connection], Any]] = {
    "mine": lambda connection: matters.mine(connection, WHOSE, 100),
    "count_mine": lambda connection: matters.count_mine(connection, WHOSE),
    "to_inform": lambda connection: matters.to_inform(connection, WHOSE, 100),
    "offers_given": lambda connection: matters.offers_given(connection, WHOSE, 100),
    "for_lead": lambda connection: (
        matters.for_lead(connection, WHOSE, 100),
        matters.for_lead(connection, None, 100),
    ),
    "tally": lambda connection: matters.tally(connection, WHOSE, 0, 1, 2),
    "silent": lambda connection: (
        matters.silent(connection, WHOSE, 1, 100),
        matters.silent(connection, None, 1, 100),
        matters.count_silent(connection, WHOSE, 1),
        matters.count_silent(connection, None, 1),
    ),
    "follow_ups": lambda connection: matters.follow_ups(connection, WHOSE, 9_000_000_000_000, 100),
    "open_counts": matters.open_counts,
    "nearest": lambda connection: matters.nearest(connection, 100),
    "count_promised": lambda connection: matters.count_promised(connection, 1),
    "open_of_customer": lambda connection: matters.open_of_customer(
        connection, identity_key="k", account="0417000018", phone="13812340003"
    ),
}


class Overheard:
    """A connection that notes how each question would be answered."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.plans: list[str] = []

    def execute(self, text: str, values: Any = ()) -> Any:
        """Note the plan, then ask."""
        plan = self._connection.execute(f"EXPLAIN QUERY PLAN {text}", values).fetchall()
        self.plans += [str(step[3]) for step in plan if "matter" in str(step[3]) or "outage" in str(step[3])]
        return self._connection.execute(text, values)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_the_day_reads_running_matters_only(tmp_path: Path, name: str) -> None:
    """Every step that touches matters goes by an index that holds no ended one."""
    services = make_station(tmp_path)
    with services.base.store.reading() as connection:
        overheard = Overheard(connection)
        LISTS[name](overheard)  # type: ignore[arg-type]
    services.close()
    assert overheard.plans
    assert all("matter_running" in plan for plan in overheard.plans), overheard.plans


def test_tasks_that_wait_are_read_without_all_that_were_ever_given(tmp_path: Path) -> None:
    """Only open ones are gone through, by who does them and by who gave them."""
    services = make_station(tmp_path)
    with services.base.store.reading() as connection:
        overheard = Overheard(connection)
        tasks.waiting(overheard, ("102", "103"), "2025-11-20", 100)  # type: ignore[arg-type]
    services.close()
    plans = " ".join(overheard.plans)
    assert "task_open_by_owner" in plans
    assert "task_open_by_giver" in plans
    assert "SCAN matter_task" not in plans, plans


def test_what_the_lead_was_asked_is_read_without_all_that_is_owed(tmp_path: Path) -> None:
    """Only papers somebody asked about are gone through, for one person and for the lead."""
    services = make_station(tmp_path)
    asked = f"EXPLAIN QUERY PLAN SELECT 1 FROM deferred_paper {papers._ASKED}"
    with services.base.store.reading() as connection:
        for who in ('["102", "103"]', None):
            plan = [str(step[3]) for step in connection.execute(asked, {"who": who, "limit": 9}).fetchall()]
            assert "deferred_asked" in plan[0], plan
            assert "sqlite_autoindex_matter" in plan[1], plan
    services.close()


AROUND: dict[str, tuple[Callable[[Connection], Any], set[str]]] = {
    "of_late": (
        lambda connection: around.of_late(
            connection, identity_key="k", account="0417000018", phone="13812340003", since_ms=1
        ),
        {"matter_by_identity", "matter_by_account", "matter_by_phone"},
    ),
    "in_district": (lambda connection: around.in_district(connection, "和平路#2", 1), {"matter_by_district"}),
    "outages": (lambda connection: around.outages(connection, "p", 1, 2), {"outage_by_place"}),
    "linked": (lambda connection: around.linked(connection, b"1"), {"link_by_earlier", "PRIMARY KEY"}),
}


@pytest.mark.parametrize("name", AROUND)
def test_what_is_known_around_a_request_is_read_by_its_keys(tmp_path: Path, name: str) -> None:
    """However many matters have ended: each is looked up by what it is asked by, and none is gone through."""
    services = make_station(tmp_path)
    ask, indexes = AROUND[name]
    with services.base.store.reading() as connection:
        overheard = Overheard(connection)
        ask(overheard)  # type: ignore[arg-type]
    services.close()
    assert not [plan for plan in overheard.plans if plan.startswith("SCAN ")], overheard.plans
    used = " ".join(overheard.plans)
    assert all(index in used for index in indexes), overheard.plans
    assert "matter_by_accepted" not in used


def test_broken_promises_are_found_without_those_that_were_kept(tmp_path: Path) -> None:
    """Ten years of kept promises are in no index that is read, and nothing is sorted."""
    services = make_station(tmp_path)
    with services.base.store.reading() as connection:
        asked = connection.execute(f"EXPLAIN QUERY PLAN {matters._UNKEPT}", (0, 1)).fetchall()
        assert matters.unkept(connection, 0, 1) == []
    services.close()
    assert ["promise_unkept" in str(step[3]) for step in asked] == [True], asked
