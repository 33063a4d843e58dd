"""Ids are unique and of one shape; the numbers people read can be read back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.domain.ids import MatterNumber, make_id, make_number, parse_number

AT = datetime(2025, 11, 20, 4, 0, tzinfo=UTC)


@given(st.binary(min_size=10, max_size=10))
def test_an_id_is_a_uuid_of_version_7_of_its_instant(random: bytes) -> None:
    uuid = UUID(bytes=make_id(AT, random))
    assert (uuid.version, uuid.variant) == (7, "specified in RFC 4122")
    assert uuid.int >> 80 == int(AT.timestamp() * 1000)


def test_an_id_is_its_milliseconds_and_the_random_bytes_marked_as_version_7() -> None:
    assert make_id(AT, bytes.fromhex("a2b2c4d4e5f60718293a")).hex() == "019a9f6b4a0072b284d4e5f60718293a"


@pytest.mark.parametrize("count", [0, 9, 11])
def test_an_id_takes_ten_random_bytes(count: int) -> None:
    with pytest.raises(ValueError, match=r"^an id takes ten random bytes$"):
        make_id(AT, b"x" * count)


@given(
    st.from_regex(r"[0-9A-Z]{2,12}", fullmatch=True),
    st.sampled_from("ABCXYZ"),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.integers(1, 999_999),
    st.binary(min_size=16, max_size=16),
)
def test_a_number_is_read_back_in_its_parts(
    station: str, device: str, day: date, ordinal: int, matter: bytes
) -> None:
    number = make_number(station, device, day, ordinal, matter)
    assert parse_number(f" {str(number).lower()} ") == number
    assert not set(number.check) & set("01IO")


def test_the_check_signs_come_from_the_matter_alone() -> None:
    one = make_number("0417A", "C", date(2025, 11, 20), 1, b"m" * 16)
    clone = make_number("0417A", "C", date(2025, 11, 20), 1, b"n" * 16)
    assert one.check == make_number("0417A", "D", date(2025, 1, 1), 9, b"m" * 16).check
    assert one != clone


@pytest.mark.parametrize(("matter", "check"), [("m", "GH"), ("n", "V2"), ("\0", "9A")])
def test_the_check_signs_of_a_matter_are_the_same_for_ever(matter: str, check: str) -> None:
    number = make_number("0417A", "C", date(2025, 11, 20), 7, matter.encode() * 16)
    assert str(number) == f"0417A-C-251120-0007-{check}"


def test_people_say_month_day_and_ordinal() -> None:
    assert MatterNumber("0417A", "C", "251120", 87, "WN").short == "1120-0087"


@pytest.mark.parametrize(
    "text",
    ["", "0417A-C-251120-0001", "0417A-C-251120-1-WN", "0417A-CC-251120-0001-WN", "0417A-C-251120-0001-W1"],
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_number(text) is None
