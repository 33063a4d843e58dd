"""A month of ratings counted: nothing unrated is good, small numbers carry their interval and do not win."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.domain.ratings_month.figures import figures, months, percent, wilson
from counter_tui.domain.ratings_month.local import DEFAULTS, local_figures
from counter_tui.domain.ratings_month.models import (
    Interval,
    days_of_month,
    month_before,
    with_seconds,
)
from counter_tui.domain.ratings_month.rank import Conditions, as_seen_by, best, places
from support.clocks import SHANGHAI
from support.month_tokens import AT, SCALE, STATES, of, token


def test_what_was_not_rated_lowers_the_coverage_and_is_never_good() -> None:
    tokens = [token(1, level=4), token(2, level=1)]
    tokens += [token(10 + place, state=state) for place, state in enumerate(STATES[1:])]
    told = figures(tokens, SCALE)
    assert (told.armed, told.rated, told.coverage) == (7, 2, 28.57)
    assert (told.declined, told.timed_out, told.device_down, told.unexplained, told.open) == (1, 1, 1, 1, 1)
    assert (told.good, told.good_or_fair, told.low, told.low_share) == (50.0, 50.0, 1, 50.0)
    assert (told.mean, told.score, told.latency_ms) == (2.5, 4.0, 4001)


def test_a_month_without_ratings_has_no_shares_and_not_the_share_0() -> None:
    told = figures([token(1, state="timed_out")], SCALE)
    assert (told.coverage, told.good, told.good_or_fair, told.low_share) == (0.0, None, None, None)
    assert (told.between, told.mean, told.score, told.latency_ms, told.uplift) == (None,) * 5
    assert figures([], SCALE).coverage is None


def test_shares_are_rounded_exactly_with_halves_up() -> None:
    assert [percent(1, 32), percent(1, 3), percent(2, 3), percent(None, 4)] == [3.13, 33.33, 66.67, None]


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 25.53, 36.62), (15, 148, 6.24, 16.05), (0, 20, 0.0, 16.11), (1, 29, 0.61, 17.18)],
)
def test_the_interval_is_that_of_the_worked_examples(part: int, whole: int, low: float, high: float) -> None:
    """R. G. Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3."""
    assert wilson(part, whole) == Interval(low, high)


def test_series_are_counted_apart_and_never_in_one() -> None:
    tokens = [token(1), token(2, level=1, series="callback"), token(3, level=2, series="visit")]
    found = months(tokens, SCALE)
    assert [(each.series, each.whole.figures.rated) for each in found] == [
        ("counter", 1),
        ("visit", 1),
        ("callback", 1),
    ]
    assert found[0].whole.figures.good == 100.0
    with pytest.raises(ValueError, match="series"):
        figures(tokens, SCALE)


def test_every_division_counts_every_token_once() -> None:
    tokens = [
        token(1),
        token(2, "103", kind="BZ601"),
        token(3, "103", hour=14, counter="B", state="declined"),
    ]
    (month,) = months(tokens, SCALE)
    for division in ("clerk", "kind", "hour", "counter"):
        assert sum(each.figures.armed for each in month.by(division)) == 3
    assert [(each.key, each.figures.armed) for each in month.hour] == [("09", 2), ("14", 1)]


def test_a_second_rating_makes_a_pair_and_no_rating_of_its_own() -> None:
    low = token(1, level=1, called=True, corrected=False)
    (paired, other) = with_seconds([low, token(2)], {low.visit: 4})
    told = figures([paired, other], SCALE)
    assert (told.rated, told.low, told.pairs, told.uplift) == (2, 1, 1, 3.0)
    assert (told.called, told.called_share, told.corrected, told.corrected_share) == (1, 100.0, 0, 0.0)


def test_without_a_source_of_recoveries_there_is_no_share_of_them_and_not_the_share_0() -> None:
    told = figures([token(1, level=1), token(2, level=2, called=True, corrected=True)], SCALE)
    assert (told.called, told.called_share, told.corrected, told.corrected_share) == (None,) * 4


def test_three_fives_are_shown_and_do_not_outrank_three_hundred_ratings_of_4_9() -> None:
    few, many = of("103", 5, 5, 5), of("102", *[5] * 285, *[3] * 15)
    assert many.figures.mean == 4.9
    found = places([few, many], Conditions(least=1, coverage=1), (), frozenset())
    assert [(each.clerk, each.rank) for each in found] == [("102", 1), ("103", 2)]
    found = places([few, many], Conditions(), (), frozenset())
    assert [(each.clerk, each.rank) for each in found] == [("102", 1), ("103", None)]
    assert found[1].missing == ("too_few",)


@given(st.lists(st.integers(1, 4), max_size=30), st.integers(1, 3))
def test_however_three_hundred_of_4_9_come_about_a_few_fives_do_not_outrank_them(
    lost: list[int], few: int
) -> None:
    """A mean of 4.9 of three hundred leaves room for thirty levels lost in all."""
    while sum(lost) > 30:
        lost.pop()
    levels = [5 - each for each in lost]
    many, fives = of("102", *[5] * (300 - len(levels)), *levels), of("103", *[5] * few)
    assert many.figures.mean is not None
    assert many.figures.mean >= 4.9
    found = places([fives, many], Conditions(1, 1), (), ())
    assert found[0].clerk == "102"


@given(st.lists(st.integers(1, 5), min_size=1, max_size=60), st.integers(1, 40))
def test_one_more_good_rating_never_lowers_a_clerk_and_one_more_unrated_visit_never_helps(
    levels: list[int], unrated: int
) -> None:
    before, more = of("102", *levels), of("102", *levels, 5)
    assert before.figures.between is not None
    assert more.figures.between is not None
    assert more.figures.between.low >= before.figures.between.low
    less = of("102", *levels, unrated=unrated).figures
    assert (less.good, less.mean, less.between) == (
        before.figures.good,
        before.figures.mean,
        before.figures.between,
    )
    assert less.coverage is not None
    assert less.coverage < 100.0


def test_the_best_lacks_nothing_and_ranks_first_among_those_who_do() -> None:
    clerks = [of("102", *[5] * 40), of("103", *[5] * 39, 4, unrated=40), of("104", *[5] * 30, *[4] * 5, 2)]
    found = places(clerks, Conditions(30, 60), {"102"}, frozenset())
    # As many good ones of as many: the mean decides.
    assert [(each.clerk, each.rank, each.missing) for each in found] == [
        ("102", 1, ("recovery_open",)),
        ("103", 2, ("coverage",)),
        ("104", 3, ()),
    ]
    first = best(found)
    assert first is not None
    assert first.clerk == "104"
    assert best(places(clerks, Conditions(30, 60), (), frozenset({"102", "104"}))) is None


def test_nobody_learns_of_a_flag_about_himself_from_his_place() -> None:
    found = places([of("101", *[5] * 40), of("102", *[5] * 40)], Conditions(), {"101"}, {"101", "102"})
    seen = {each.clerk: each.missing for each in as_seen_by(found, "101")}
    assert seen == {"101": ("recovery_open",), "102": ("flag_unchecked",)}


def test_a_local_rule_counts_the_unrated_in_a_column_of_its_own_once_their_days_are_over() -> None:
    tokens = [token(1, level=5), token(2, level=1), token(3, state="timed_out"), token(4, state="declined")]
    working = date.weekday

    def told(rule: str, days: int) -> Any:
        now = AT + timedelta(days=days)
        return local_figures(tokens, DEFAULTS[rule], now, SHANGHAI, lambda day: working(day) < 5)

    assert (told("guangdong", 7).counted, told("guangdong", 8).counted) == (0, 2)
    assert (told("guangdong", 8).good, told("guangdong", 8).good_or_fair) == (25.0, 75.0)
    assert told("guangxi", 8).good == 75.0
    # A Monday: five working days are over the Monday after, and the day after that has begun.
    assert (told("xinjiang", 7).counted, told("xinjiang", 8).counted) == (0, 2)
    assert figures(tokens, SCALE).good == 50.0


def test_months_have_their_days_and_neighbours() -> None:
    assert days_of_month("2026-02") == (date(2026, 2, 1), date(2026, 2, 28))
    assert days_of_month("2026-12")[1] == date(2026, 12, 31)
    assert [month_before("2026-01"), month_before("2026-12", -1), month_before("2026-03", 14)] == [
        "2025-12",
        "2027-01",
        "2025-01",
    ]
    for wrong in ("2026-13", "2026-1", "november", "2026-11-01", "9999-12", ""):
        with pytest.raises(ValueError, match="month"):
            days_of_month(wrong)
