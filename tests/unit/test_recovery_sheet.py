"""The key on the recovery sheet is read back as it was printed, and what was copied wrong is said by row and group."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.domain.backup.sheet import key_rows, read_row, read_sheet
from counter_tui.domain.errors import RuleBroken

KEYS = st.binary(min_size=32, max_size=32)
ROW = key_rows(bytes(range(8)))[0]


def test_a_row_is_four_groups_of_capital_digits_and_its_check() -> None:
    assert key_rows(bytes(range(0xA8, 0xB0))) == ["A8A9 AAAB ACAD AEAF  (D7)"]


@given(KEYS)
def test_a_sheet_is_read_back_with_its_numbers_or_without(key: bytes) -> None:
    rows = key_rows(key)
    assert read_sheet("\n".join(rows)) == key
    numbered = "\n".join(f"  {number}  {row}" for number, row in enumerate(rows, 1))
    assert read_sheet(f"Key of the store (64 digits):\n{numbered}\nDate: ") == key


@given(KEYS, st.integers(0, 3), st.data())
def test_a_digit_copied_wrong_or_two_exchanged_never_give_another_key_unnoticed_twice(
    key: bytes, row: int, data: st.DataObject
) -> None:
    """One check of two digits lets one mistake in 256 pass; the store itself refuses that key then."""
    text = key_rows(key)[row]
    places = [place for place, sign in enumerate(text[:19]) if sign != " "]
    place = data.draw(st.sampled_from(places))
    sign = data.draw(st.sampled_from(sorted(set("0123456789ABCDEF") - {text[place]})))
    wrong = text[:place] + sign + text[place + 1 :]
    try:
        read = read_row(wrong, row + 1)
    except RuleBroken as broken:
        found = (broken.code, broken.facts["row"])
    else:
        found = (
            ("sheet_check", row + 1) if read != read_row(text, row + 1) else ("taken for the right one", 0)
        )
    assert found == ("sheet_check", row + 1)


@pytest.mark.parametrize(
    "how", [str.lower, lambda text: text.replace(" ", ""), lambda text: text.replace("0", "O")]
)
def test_how_it_is_typed_does_not_matter(how: object) -> None:
    assert callable(how)
    assert read_row(how(ROW), 1) == bytes(range(8))


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        (ROW.replace("0203", "02G3"), "sheet_signs", {"row": 2, "group": 2, "sign": "G"}),
        (ROW.replace("0405", "040"), "sheet_length", {"row": 2, "found": 17, "wanted": 18, "group": 3}),
        (ROW.replace(" ", "")[1:], "sheet_long_or_short", {"row": 2, "found": 17, "wanted": 18}),
        ("", "sheet_long_or_short", {"row": 2, "found": 0, "wanted": 18}),
        (ROW.split("(")[0], "sheet_long_or_short", {"row": 2, "found": 16, "wanted": 18}),
        (ROW.replace("0607", "0706"), "sheet_check", {"row": 2}),
    ],
)
def test_a_mistake_is_said_by_row_and_group(text: str, code: str, facts: dict[str, object]) -> None:
    with pytest.raises(RuleBroken) as broken:
        read_row(text, 2)
    assert (broken.value.code, broken.value.facts) == (code, facts)


def test_a_text_without_four_rows_is_no_sheet() -> None:
    with pytest.raises(RuleBroken) as broken:
        read_sheet("\n".join(key_rows(bytes(32))[:3]))
    assert (broken.value.code, broken.value.facts) == ("sheet_unreadable", {"found": 3})


def test_a_mistake_on_a_sheet_is_said_with_the_number_of_its_row() -> None:
    rows = key_rows(bytes(range(32)))
    with pytest.raises(RuleBroken) as broken:
        read_sheet("\n".join([*rows[:2], rows[2].replace("1415", "1514"), rows[3]]))
    assert (broken.value.code, broken.value.facts) == ("sheet_check", {"row": 3})
