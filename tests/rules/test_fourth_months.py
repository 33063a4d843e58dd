"""The fourth set of rating months is one a station could keep."""

from __future__ import annotations

from itertools import islice

import pytest

from support.clerks_fourth import FourthMonth, called, month_of, plan

HALLS = 6


@pytest.fixture(scope="module")
def months() -> list[FourthMonth]:
    return [month_of(name, cheats) for name, cheats in islice(plan(5, HALLS), HALLS)]


def test_a_month_is_the_same_whenever_it_is_made(months: list[FourthMonth]) -> None:
    again = [month_of(name, cheats) for name, cheats in plan(5, 2)]
    assert [each.visits for each in again] == [each.visits for each in months[:2]]
    assert [each.truths for each in again] == [each.truths for each in months[:2]]


def test_visits_follow_each_other_and_what_is_pressed_was_shown(months: list[FourthMonth]) -> None:
    for month in months:
        armed = [each.armed_at for each in month.visits]
        assert armed == sorted(armed)
        for each in month.visits:
            assert each.opened_at <= each.armed_at
            assert each.armed_at.date() in month.days()
            assert (each.level is not None) == (each.state == "rated")
            assert (each.decided_at is not None) == (each.state in {"rated", "declined", "timed_out"})
            assert each.decided_at is None or (each.shown_at is not None and each.shown_at <= each.decided_at)


def test_only_cheats_touch_what_becomes_of_a_visit(months: list[FourthMonth]) -> None:
    truths = [each for month in months for each in month.truths.values()]
    assert all(each.touched == 0 for each in truths if not each.style)
    assert any(each.to_find for each in truths)


def test_a_customer_answers_the_same_whenever_he_is_called(months: list[FourthMonth]) -> None:
    small = min(months, key=lambda each: len(each.visits))
    assert called(small) == called(small) != ()
