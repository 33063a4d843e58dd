"""The hybrid clock never runs backwards, whatever the wall clock does, and says what is wrong with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.domain.clock import (
    BESIDE,
    FAR_AHEAD,
    Hlc,
    floor_of,
    from_ms,
    judge_wall,
    next_reading,
    to_ms,
)

NOON = to_ms(datetime(2025, 11, 20, 4, 0, tzinfo=UTC))
DAY = 86_400_000
FAR = int(FAR_AHEAD / timedelta(milliseconds=1))


def test_a_right_clock_sets_the_pace() -> None:
    assert next_reading(Hlc(NOON, 9, "a"), NOON + 1, NOON, "b") == (Hlc(NOON + 1, 0, "b"), "ok")


def test_within_one_millisecond_the_counter_goes_on() -> None:
    assert next_reading(Hlc(NOON, 9, "a"), NOON, NOON, "b") == (Hlc(NOON, 10, "b"), "ok")


def test_a_clock_put_back_is_recorded_and_order_goes_on() -> None:
    assert next_reading(Hlc(NOON, 0, "a"), NOON - DAY, NOON, "a") == (Hlc(NOON, 1, "a"), "back")


def test_a_clock_far_ahead_is_recorded_and_not_followed() -> None:
    reading, flag = next_reading(Hlc(NOON, 0, "a"), NOON + FAR + 1, NOON, "a")
    assert (reading, flag) == (Hlc(NOON, 1, "a"), "far")
    assert next_reading(Hlc(NOON, 0, "a"), NOON + FAR, NOON, "a") == (Hlc(NOON + FAR, 0, "a"), "ok")


def test_once_somebody_vouched_for_the_date_it_is_followed_again() -> None:
    later = NOON + 400 * DAY
    assert judge_wall(later, NOON, NOON) == "far"
    assert judge_wall(later, NOON, later) == "ok"


def test_a_date_vouched_for_before_the_newest_fact_is_right_and_waited_for() -> None:
    """Facts keep their order behind the clock that was ahead; a date before the vouched one is doubted again."""
    ahead, right = Hlc(NOON + 30 * DAY, 4, "a"), NOON + 5
    assert next_reading(ahead, right, NOON, "a", NOON) == (Hlc(ahead.ms, 5, "a"), "ok")
    assert next_reading(ahead, NOON - 1, NOON, "a", NOON) == (Hlc(ahead.ms, 5, "a"), "back")
    assert next_reading(ahead, ahead.ms + 1, NOON, "a", NOON) == (Hlc(ahead.ms + 1, 0, "a"), "ok")
    assert next_reading(ahead, NOON + FAR + 1, NOON, "a", NOON) == (Hlc(ahead.ms, 5, "a"), "far")


def test_a_full_counter_goes_on_in_the_next_millisecond() -> None:
    assert next_reading(Hlc(NOON, 0xFFFF, "a"), NOON - 1, NOON, "a")[0] == Hlc(NOON + 1, 0, "a")


def test_the_first_fact_of_a_store_takes_the_wall_clock() -> None:
    assert next_reading(None, NOON, 0, "a") == (Hlc(NOON, 0, "a"), "ok")
    assert next_reading(None, NOON + FAR + 1, NOON, "a") == (Hlc(NOON + FAR + 1, 0, "a"), "far")


def test_the_device_of_a_reading_is_all_that_stands_behind_the_counter() -> None:
    assert Hlc.parse("1.2.a.b.c") == Hlc(1, 2, "a.b.c")


HOUR = BESIDE // timedelta(milliseconds=1)


def test_another_pcs_clock_a_little_ahead_casts_no_doubt_on_this_one() -> None:
    assert floor_of(NOON, NOON + HOUR, vouched=False) == NOON
    assert floor_of(NOON, NOON + HOUR + 1, vouched=False) == NOON + 1


def test_the_time_of_this_pcs_own_facts_counts_to_the_millisecond() -> None:
    assert floor_of(NOON, NOON, vouched=False) == NOON
    assert floor_of(NOON, NOON - DAY, vouched=False) == NOON


def test_once_a_lead_vouched_for_the_date_of_this_pc_no_other_pc_casts_doubt_on_it() -> None:
    assert floor_of(NOON, NOON + 30 * DAY, vouched=True) == NOON


@given(st.integers(0, 10**13), st.integers(0, 10**13), st.booleans())
def test_the_floor_is_never_below_this_pcs_own_time_nor_above_all_that_was_written(
    own: int, newest: int, vouched: bool
) -> None:
    assert own <= floor_of(own, newest, vouched=vouched) <= max(own, newest)


JUMPS = st.lists(st.integers(-10 * 365 * DAY, 10 * 365 * DAY), max_size=60)


@given(JUMPS, st.integers(0, NOON), st.none() | st.integers(0, NOON))
def test_whatever_the_wall_clock_does_readings_only_rise(
    jumps: list[int], trusted: int, vouched: int | None
) -> None:
    last, wall = Hlc(NOON, 0, "a"), NOON
    for jump in jumps:
        wall = max(0, wall + jump)
        reading, flag = next_reading(last, wall, trusted, "a", vouched)
        assert reading > last
        assert reading.text() > last.text()
        assert reading.ms <= max(last.ms + 1, wall)
        assert flag == judge_wall(wall, last.ms if vouched is None else vouched, trusted)
        last = reading


@given(st.builds(Hlc, st.integers(0, 10**14), st.integers(0, 0xFFFF), st.sampled_from(["0a", "ff"])))
def test_a_reading_is_read_back_from_its_text(reading: Hlc) -> None:
    assert Hlc.parse(reading.text()) == reading


@given(st.lists(st.tuples(st.integers(0, 10**14), st.integers(0, 0xFFFF)), min_size=2, max_size=2))
def test_texts_sort_as_readings_do(pair: list[tuple[int, int]]) -> None:
    one, other = (Hlc(ms, counter, "0a") for ms, counter in pair)
    assert (one < other) == (one.text() < other.text())


@pytest.mark.parametrize("text", ["", "1.2", "a.b.c"])
def test_what_is_no_reading_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Hlc.parse(text)


@given(st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)).map(lambda at: at.replace(tzinfo=UTC)))  # noqa: DTZ001
def test_an_instant_keeps_its_milliseconds(at: datetime) -> None:
    kept = from_ms(to_ms(at))
    assert timedelta(0) <= at - kept < timedelta(milliseconds=1)
