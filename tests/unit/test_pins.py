"""PINs that are easily guessed are refused, and wrong ones make one wait longer and longer."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from itertools import pairwise

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.pins import (
    FREE_TRIES,
    LONGEST,
    SHORTEST,
    pin_mark,
    require_strong,
    wait_after,
    wait_left,
)


@pytest.mark.parametrize(
    "pin", ["274916", "385027", "9081726354", "112358", "740029", "332123", "918273", "147259", "19901301"]
)
def test_a_pin_without_a_pattern_is_good(pin: str) -> None:
    require_strong(pin, "102")


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        ("", "pin_not_digits"),
        ("27491a", "pin_not_digits"),
        ("２７４９１６", "pin_not_digits"),
        ("27491", "pin_length"),
        ("2749162749160", "pin_length"),
        ("000000", "pin_too_simple"),
        ("123456", "pin_too_simple"),
        ("890123", "pin_too_simple"),
        ("654321", "pin_too_simple"),
        ("321098", "pin_too_simple"),
        ("121212", "pin_too_simple"),
        ("112211", "pin_too_simple"),
        ("283283", "pin_too_simple"),
        ("28282828", "pin_too_simple"),
        ("112233", "pin_too_simple"),
        ("123321", "pin_too_simple"),
        ("147258", "pin_too_simple"),
        ("159753", "pin_too_simple"),
        ("19900101", "pin_too_simple"),
        ("471026", "pin_is_staff_no"),
    ],
)
def test_a_pin_that_is_easily_guessed_is_refused(pin: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        require_strong(pin, "102")
    assert refused.value.code == code


def test_a_pin_of_a_wrong_length_is_refused_with_both_lengths() -> None:
    with pytest.raises(RuleBroken) as refused:
        require_strong("27491", "102")
    assert refused.value.facts == {"shortest": SHORTEST, "longest": LONGEST}


def test_a_pin_that_is_part_of_a_long_staff_number_is_refused() -> None:
    with pytest.raises(RuleBroken, match="pin_is_staff_no"):
        require_strong("740913", "0374091388")


@pytest.mark.parametrize("length", [SHORTEST, LONGEST])
def test_the_shortest_and_the_longest_pin_are_good(length: int) -> None:
    require_strong("274916385027"[:length], "")


def test_the_first_wrong_pins_cost_nothing_then_the_wait_doubles_up_to_a_quarter_of_an_hour() -> None:
    waits = [wait_after(failures) for failures in range(40)]
    assert waits[:FREE_TRIES] == [timedelta(0)] * FREE_TRIES
    assert waits[FREE_TRIES : FREE_TRIES + 3] == [timedelta(seconds=s) for s in (5, 10, 20)]
    assert waits[-1] == max(waits) == timedelta(minutes=15)
    assert all(one <= other for one, other in pairwise(waits))


def test_of_a_wait_is_left_what_the_clock_that_nobody_can_set_leaves_whatever_the_date_says() -> None:
    two = timedelta(seconds=2)
    for by_date in (timedelta(0), timedelta(days=-1), timedelta(days=1)):
        assert wait_left(FREE_TRIES, by_date, two) == timedelta(seconds=3)
        assert wait_left(FREE_TRIES, by_date, two * 3) <= timedelta(0)


def test_after_a_start_of_the_pc_the_date_counts_and_locks_nobody_out_for_longer_than_the_wait() -> None:
    assert wait_left(FREE_TRIES, timedelta(seconds=4), None) == timedelta(seconds=4)
    assert wait_left(FREE_TRIES, timedelta(days=1), None) == timedelta(0)
    assert wait_left(FREE_TRIES, timedelta(days=-1), None) <= timedelta(0)


def test_the_mark_of_a_pin_is_half_of_the_digest_of_its_kept_hash() -> None:
    assert pin_mark("$scrypt$柜") == sha256("$scrypt$柜".encode()).hexdigest()[:32]
