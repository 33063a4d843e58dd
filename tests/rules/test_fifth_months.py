"""The fifth set of rating months is what it says: the same each time, whole, and like the halls it is made after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest

from support.clerks_fifth import CARE, HELPING, KEEPING, STRENGTHS, WAYS, FifthMonth, called, month_of, plan
from support.clerks_hall import Visit

_STATES = {"rated", "declined", "timed_out", "device_down", "unexplained"}


@pytest.fixture(scope="module")
def months() -> list[FifthMonth]:
    """Some months, of halls of every sort."""
    return [month_of(*each) for each in plan(5, 24)]


def _honest(months: list[FifthMonth]) -> Iterator[Visit]:
    for month in months:
        yield from (each for each in month.visits if not month.truths[each.clerk].style)


def test_a_month_follows_from_its_name_and_cheats() -> None:
    first, again = (list(plan(7, 3)) for _ in range(2))
    assert first == again
    assert list(plan(8, 3)) != first
    for name, cheats in first:
        one, other = month_of(name, cheats), month_of(name, cheats)
        assert one == other
        assert [(each.felt, each.done) for each in one.visits] == [
            (each.felt, each.done) for each in other.visits
        ]


def test_each_way_is_planned_in_each_strength_and_care() -> None:
    planned = {cheat for _name, cheats in plan(5, 400) for cheat in cheats}
    assert planned >= {(f"{way} {care}", strength) for way in WAYS for care in CARE for strength in STRENGTHS}


def test_the_visits_are_those_of_one_calendar_month_in_order(months: list[FifthMonth]) -> None:
    for month in months:
        days = set(month.days())
        assert len({(each.year, each.month) for each in days}) == 1
        assert list(month.visits) == sorted(month.visits, key=lambda each: each.armed_at)
        assert {each.armed_at.date() for each in month.visits} <= days
        assert Counter(each.clerk for each in month.visits) == {
            number: truth.tokens for number, truth in month.truths.items()
        }


def test_a_visit_has_what_its_state_asks_for(months: list[FifthMonth]) -> None:
    for month in months:
        for each in month.visits:
            assert each.state in _STATES
            assert each.opened_at < each.armed_at
            assert (each.level is not None) == (each.state == "rated") == (each.latency_ms > 0)
            assert (each.shown_at is not None) == (each.state in ("rated", "declined", "timed_out"))
            if each.shown_at and each.decided_at:
                assert each.armed_at < each.shown_at < each.decided_at
            assert each.level in (None, 1, 2, 3, 4, 5)
            assert 1 <= each.felt <= 5


def test_a_question_of_a_clerk_stands_only_after_the_one_before(months: list[FifthMonth]) -> None:
    for month in months:
        for number in month.truths:
            own = [each for each in month.visits if each.clerk == number]
            assert all((a.decided_at or a.armed_at) < b.armed_at for a, b in pairwise(own))


def test_honest_clerks_help_nobody_along_and_cheats_some(months: list[FifthMonth]) -> None:
    assert not {each.done for each in _honest(months)} & (KEEPING | HELPING)
    truths = [truth for month in months for truth in month.truths.values()]
    assert all(not truth.touched and not truth.to_find for truth in truths if not truth.style)
    assert any(truth.to_find for truth in truths)


def test_halls_are_as_halls_are(months: list[FifthMonth]) -> None:
    visits = list(_honest(months))
    rated = [each for each in visits if each.state == "rated"]
    levels = Counter(each.level for each in rated)
    assert 0.45 < len(rated) / len(visits) < 0.75
    assert 0.65 < levels[5] / len(rated) < 0.92
    assert 0.01 < (levels[1] + levels[2]) / len(rated) < 0.06
    assert 0.02 < sum(each.latency_ms < 2000 for each in rated) / len(rated) < 0.12
    tokens = sorted(truth.tokens for month in months for truth in month.truths.values())
    assert tokens[0] < 150
    assert tokens[-1] > 400


def test_called_customers_answer_what_they_were_asked_and_the_same_again(months: list[FifthMonth]) -> None:
    small = min(months, key=lambda each: len(each.visits))
    answers = called(small)
    assert answers == called(small)
    assert len({each.visit for each in answers}) == len(answers) > 0
    for each in answers:
        visit = small.visits[int(each.visit, 16)]
        assert each.clerk == visit.clerk
        rated = visit.state == "rated"
        kinds = {"confirmed", "denied", "other_level", "told"} if rated else {"let_be", "kept"}
        assert each.outcome in kinds | {"not_reached"}
        assert (each.level > 0) == (each.outcome in ("let_be", "kept"))
