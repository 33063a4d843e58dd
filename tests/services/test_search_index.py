"""A broken search index is made anew: what was found is found again, what is whole stays, a stop costs nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from counter_tui.db import ledger
from counter_tui.db.keys.key_store import alone
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.upkeep import SearchIndexRenewed
from counter_tui.services.intake.search_index import Renewed, RenewingStopped
from support.looking import codes, looked_over, reaching_in
from support.stations import CUSTOMERS, LI, WANG, SmallStation, open_small_station

ACCOUNTS = tuple(line.split(",")[0] for line in CUSTOMERS.splitlines()[1:])
QUERIES = ("王建国", "ou", "zg", "单", "shanzy", "路", "万泉", "0009", *ACCOUNTS)

BROKEN = {
    "terms cut short": ["UPDATE customer_terms SET lines = zeroblob(9)"],
    "a term deleted": ["DELETE FROM customer_terms WHERE first = (SELECT max(first) FROM customer_terms)"],
    "sets emptied": ["UPDATE customer_set SET members = x''"],
    "a set put in": ["INSERT INTO customer_set SELECT 900, term, members FROM customer_set LIMIT 1"],
    "the live ones unreadable": ["UPDATE customer_part SET live = zeroblob(3)"],
    "parts gone": ["DELETE FROM customer_part"],
    "seals gone": ["DELETE FROM customer_seal"],
    "a seal of no part": ["INSERT INTO customer_seal VALUES (900, x'01', x'', x'', 5)"],
    "everything gone": [f"DELETE FROM customer_{name}" for name in ("part", "terms", "set", "seal")],
    "first ids moved": ["UPDATE customer_part SET first = first + 3"],
    "a part far away": ["UPDATE customer_part SET first = 4611686018427387904"],
    "a customer under another id": ["UPDATE customer SET id = 77777 WHERE account = '0417000018'"],
    "a customer under a negative id": ["UPDATE customer SET id = -5 WHERE account = '0417000092'"],
    "a customer under the largest id": ["UPDATE customer SET id = 9223372036854775807 WHERE account = '0417000092'"],
    "a name read otherwise": ["UPDATE customer SET readings = 'li' WHERE account = '0417000018'"],
    "two in each other's places": [
        "UPDATE customer SET id = -1 WHERE id = (SELECT min(id) FROM customer)",
        "UPDATE customer SET id = (SELECT min(id) - 1 FROM customer WHERE id > 0) WHERE account = '0417000117'",
        "UPDATE customer SET id = (SELECT max(id) + 1 FROM customer) WHERE id = -1",
    ],
}  # fmt: skip


@pytest.fixture
def small(tmp_path: Path) -> SmallStation:
    """The small station with its customers in several parts."""
    station, file = open_small_station(tmp_path, empty=True), tmp_path / "some.csv"
    head, *lines = CUSTOMERS.splitlines()
    for some in (lines[::3], lines[1::3], lines[2::3]):
        file.write_text("\n".join([head, *some]) + "\n", "utf-8")
        station.services.customers.import_file(WANG, file)
    return station


def breaking(small: SmallStation, *statements: str) -> None:
    with reaching_in(small.home) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount != 0


def answers(small: SmallStation) -> list[tuple[list[str], int]]:
    """What each query finds, best first, and how many."""
    found = [small.services.find.customers(WANG, query) for query in QUERIES]
    return [([line.account for line in lines], count) for lines, count in found]


def told(small: SmallStation) -> list[SearchIndexRenewed]:
    """The facts about it, the oldest first."""
    with small.services.base.store.reading() as connection:
        entries = ledger.latest(connection, SearchIndexRenewed.type)
    return [entry.fact for entry in reversed(entries) if isinstance(entry.fact, SearchIndexRenewed)]


@pytest.mark.parametrize("broken", BROKEN)
def test_what_was_found_is_found_again(small: SmallStation, broken: str) -> None:
    before = answers(small)
    breaking(small, *BROKEN[broken])
    assert not looked_over(small.home).clean
    small.services.customers.renew_index(WANG)
    assert looked_over(small.home).findings == ()
    assert answers(small) == before
    assert small.services.customers.renew_index(WANG) == Renewed(0, 0)


def test_a_whole_index_stays_as_it_is_and_no_fact_says_so(small: SmallStation) -> None:
    with reaching_in(small.home) as connection:
        before = connection.execute("SELECT * FROM customer_part, customer_seal USING (part)").fetchall()
        assert small.services.customers.renew_index(WANG) == Renewed(0, 0)
        assert (
            before == connection.execute("SELECT * FROM customer_part, customer_seal USING (part)").fetchall()
        )
    assert told(small) == []


def test_a_part_that_is_whole_keeps_its_customers(small: SmallStation) -> None:
    breaking(small, "UPDATE customer_part SET fences = zeroblob(9) WHERE part = 2")
    with reaching_in(small.home) as connection:
        (row,) = connection.execute("SELECT length FROM customer_part WHERE part = 2").fetchall()
        kept = connection.execute("SELECT * FROM customer_part WHERE part <> 2").fetchall()
        assert small.services.customers.renew_index(WANG) == Renewed(1, row[0])
        now = connection.execute("SELECT * FROM customer_part").fetchall()
    assert set(kept) <= set(now)


def test_one_fact_says_what_was_found_and_by_whom_it_was_made_anew(small: SmallStation) -> None:
    breaking(small, "UPDATE customer SET readings = 'li' WHERE account = '0417000018'")
    renewed = small.services.customers.renew_index(WANG)
    (fact,) = told(small)
    assert fact.found == {"customer_differs": 1, "customers_differ": 1}
    assert (fact.parts, fact.customers) == renewed
    with small.services.base.store.reading() as connection:
        (entry,) = ledger.latest(connection, SearchIndexRenewed.type)
    assert entry.actor == WANG.staff_no


@pytest.mark.parametrize(
    ("edit", "left"),
    [
        ("UPDATE customer SET name = '王建军' WHERE account = '0417000018'", {"customer_differs"}),
        ("UPDATE customer SET id_number = '1' WHERE account = '0417000018'", {"customer_differs"}),
        ("DELETE FROM customer WHERE account = '0417000018'", {"customers_not_told"}),
    ],
)
def test_customers_changed_past_the_program_stay_named(
    small: SmallStation, edit: str, left: set[str]
) -> None:
    """Only the index is made anew: what the register says keeps its own seal."""
    breaking(small, edit, "UPDATE customer_terms SET lines = zeroblob(9)")
    small.services.customers.renew_index(WANG)
    assert codes(looked_over(small.home)) == left


class Stop:
    """Stops the program as its person would, at one of the gaps between two transactions."""

    def __init__(self, gap: int) -> None:
        self.left = gap

    def __call__(self) -> None:
        """One gap more."""
        self.left -= 1
        if self.left == 0:
            raise KeyboardInterrupt


def stopped(small: SmallStation, patch: pytest.MonkeyPatch, gap: int) -> RenewingStopped | None:
    """Make the index anew with a few customers at once, stopped at a gap; None when it ended before."""
    with patch.context() as during:
        during.setattr("counter_tui.services.intake.search_index.BATCH", 4)
        during.setattr("counter_tui.db.engine.give_way", Stop(gap))
        try:
            small.services.customers.renew_index(WANG)
        except RenewingStopped as stop:
            return stop
    return None


def test_stopped_at_any_place_it_is_whole_as_far_as_it_came(
    small: SmallStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is found is right, whom nothing finds the doctor names, and the same again ends it."""
    before = answers(small)
    gap, done = 0, []
    while True:
        breaking(small, "UPDATE customer_terms SET lines = zeroblob(9)")
        gap += 1
        stop = stopped(small, monkeypatch, gap)
        if stop is None:
            break
        done.append(stop.done)
        assert stop.total == len(ACCOUNTS)
        assert codes(looked_over(small.home)) <= {"customer_not_indexed"}
        for (all_of_them, _), (found, count) in zip(before, answers(small), strict=True):
            assert set(found) <= set(all_of_them)
            assert count == len(found)
        small.services.customers.renew_index(WANG)
        assert looked_over(small.home).findings == ()
        assert answers(small) == before
    assert set(done) == {0, 4, len(ACCOUNTS)}


def test_an_import_goes_on_where_making_it_anew_was_stopped(
    small: SmallStation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New customers take no place of one who stands in no part yet."""
    breaking(small, "UPDATE customer_terms SET lines = zeroblob(9)")
    assert stopped(small, monkeypatch, 1) is not None
    file = tmp_path / "more.csv"
    file.write_text("户号,户名\n0417000133,周明\n0417000018,王建中\n", "utf-8")
    result = small.services.customers.import_file(WANG, file)
    assert (result.customers.inserted, result.customers.changed) == (1, 1)
    small.services.customers.renew_index(WANG)
    assert looked_over(small.home).findings == ()
    assert small.services.find.customers(WANG, "王建中")[1] == 1


def test_it_waits_for_no_import(small: SmallStation) -> None:
    breaking(small, "DELETE FROM customer_part")
    with alone(small.home), pytest.raises(RuleBroken) as broken:
        small.services.customers.renew_index(WANG)
    assert broken.value.code == "import_running"
    assert told(small) == []


def test_how_far_it_is_can_be_told(small: SmallStation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("counter_tui.services.intake.search_index.BATCH", 4)
    breaking(small, "DELETE FROM customer_part")
    seen: list[Any] = []
    small.services.customers.renew_index(WANG, lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == ((0, len(ACCOUNTS)), (len(ACCOUNTS), len(ACCOUNTS)))


def test_a_clerk_makes_no_index(small: SmallStation) -> None:
    breaking(small, "DELETE FROM customer_part")
    with pytest.raises(RuleBroken, match="not_allowed"):
        small.services.customers.renew_index(LI)
