"""When a device calls its centre."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from counter_tui.domain.sync.schedule import (
    LONGEST_ASKED,
    LONGEST_WAIT,
    Past,
    Window,
    Wishes,
    after_return,
    back_off,
    next_call,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
DEVICE = b"d" * 16
instants = some.integers(1_577_836_800, 2_208_988_800).map(lambda second: datetime.fromtimestamp(second, UTC))
draws = some.floats(0, 1)
devices = some.binary(min_size=16, max_size=16)
times = some.builds(time, some.integers(0, 23), some.integers(0, 59))
windows = some.builds(Window, times, times)
wishes = some.builds(
    Wishes,
    some.integers(1, 10080).map(lambda minutes: timedelta(minutes=minutes)),
    some.integers(0, 86400).map(lambda seconds: timedelta(seconds=seconds)),
    some.none() | windows,
)


def inside(window: Window, at: datetime) -> bool:
    """Whether the station's clock shows a time in the window."""
    local = at.astimezone(SHANGHAI).time()
    if window.start < window.end:
        return window.start <= local < window.end
    return local >= window.start or local < window.end


@given(wishes, devices, instants, draws)
def test_a_device_that_never_called_calls_now(
    wish: Wishes, device: bytes, now: datetime, draw: float
) -> None:
    assert next_call(wish, Past(), device, SHANGHAI, now, draw) == now


@given(wishes, devices, instants, draws)
def test_an_answered_call_is_followed_by_one_in_the_window_no_sooner_than_wished_and_no_more_than_two_days_later(
    wish: Wishes, device: bytes, now: datetime, draw: float
) -> None:
    planned = next_call(wish, Past(now, now), device, SHANGHAI, now, draw)
    assert now + wish.every <= planned <= now + wish.every + 2 * DAY
    assert wish.window is None or inside(wish.window, planned)


@given(wishes, devices, instants, some.integers(1, 10_000), draws)
def test_calls_nobody_answers_are_made_again_within_half_an_hour_in_the_window_or_not(
    wish: Wishes, device: bytes, now: datetime, failures: int, draw: float
) -> None:
    planned = next_call(wish, Past(now, None, failures), device, SHANGHAI, now, draw)
    assert now <= planned <= now + LONGEST_WAIT


@given(some.integers(0, 10_000), draws)
def test_the_wait_is_anything_up_to_a_limit_that_doubles(failures: int, draw: float) -> None:
    wait, limit = back_off(failures, draw), back_off(failures, 1)
    assert timedelta() <= wait <= limit <= LONGEST_WAIT
    assert back_off(failures + 1, 1) == min(2 * limit, LONGEST_WAIT)


@given(instants, some.timedeltas(timedelta(), timedelta(days=400)), some.integers(1, 30), draws)
def test_a_busy_centre_is_given_its_time_but_no_more_than_a_day(
    now: datetime, asked: timedelta, failures: int, draw: float
) -> None:
    past = Past(now, None, failures, now + asked)
    planned = next_call(Wishes(), past, DEVICE, SHANGHAI, now, draw)
    assert now + min(asked, LONGEST_ASKED) <= planned <= now + max(LONGEST_WAIT, LONGEST_ASKED)


@given(wishes, instants, some.timedeltas(SECOND, timedelta(days=4000)), some.integers(0, 5), draws)
def test_a_clock_that_was_set_back_keeps_no_device_from_calling(
    wish: Wishes, now: datetime, ahead: timedelta, failures: int, draw: float
) -> None:
    future = Past(now + ahead, now + ahead, failures, now + 2 * ahead)
    assert next_call(wish, future, DEVICE, SHANGHAI, now, draw) == now
    again = Past(now, now + ahead, failures)
    later = now + wish.every + 2 * DAY + LONGEST_WAIT
    assert next_call(wish, again, DEVICE, SHANGHAI, later, draw) <= later


@given(
    wishes,
    instants,
    some.timedeltas(timedelta(), timedelta(days=400)),
    some.integers(0, 30),
    some.timedeltas(timedelta(), timedelta(days=9)),
    draws,
)
def test_the_next_call_does_not_move_away_while_it_is_waited_for(
    wish: Wishes, called: datetime, asked: timedelta, failures: int, waited: timedelta, draw: float
) -> None:
    past = Past(called, called, failures, called + asked if failures else None)
    planned = next_call(wish, past, DEVICE, SHANGHAI, called, draw)
    assert next_call(wish, past, DEVICE, SHANGHAI, called + waited, draw) == planned


def test_a_window_that_was_missed_is_made_good_at_once() -> None:
    evening = Wishes(window=Window(time(18), time(19)))
    past = Past(NOON - 2 * DAY, NOON - 2 * DAY)
    assert next_call(evening, past, DEVICE, SHANGHAI, NOON, 0.5) < NOON


def test_three_thousand_devices_do_not_call_in_the_same_minute_of_the_window() -> None:
    evening = Wishes(every=timedelta(hours=12), window=Window(time(18), time(19)))
    past = Past(NOON - DAY / 2, NOON - DAY / 2)
    planned = Counter(
        next_call(evening, past, number.to_bytes(16, "big"), SHANGHAI, NOON, 0).replace(second=0)
        for number in range(3000)
    )
    assert len(planned) == 60
    assert max(planned.values()) < 100


def test_the_same_device_has_another_place_on_another_day() -> None:
    evening = Wishes(every=timedelta(hours=12), window=Window(time(18), time(19)))
    places = {
        next_call(evening, Past(at, at), DEVICE, SHANGHAI, at, 0).timetz()
        for at in (NOON - DAY / 2 + number * DAY for number in range(10))
    }
    assert len(places) > 5


def test_a_window_over_midnight_goes_on_into_the_next_day() -> None:
    night = Window(time(22), time(2))
    at = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)  # half past midnight in Shanghai
    wish = replace(Wishes(window=night), every=timedelta(minutes=60))
    assert next_call(wish, Past(at, at), DEVICE, SHANGHAI, at, 0) == at + wish.every


@given(instants, draws)
def test_everybody_waits_for_a_while_of_two_minutes_when_the_network_is_back(
    now: datetime, draw: float
) -> None:
    assert now <= after_return(now, draw) <= now + timedelta(seconds=120)
