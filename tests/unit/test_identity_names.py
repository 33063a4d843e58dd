"""A number typed where the name belongs."""

from __future__ import annotations

from datetime import date

import pytest

from counter_tui.domain.identity import has_number, is_number

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "name",
    [
        "110101199003074478",
        "11010119900307447X",
        "１１０１０１１９９００３０７４４７７",
        "110101 1990 0307 4477",
        "138 1234 0001",
        "138-1234-0001",
        "0551-6266880",
        "(0551) 62668800",
        "0417000018",
        "123456",
        "91330100MA2AXXXX6T",
        "E12345678",
        "H1234567801",
        "MA27B0013",
    ],
)
def test_a_number_is_no_name(name: str) -> None:
    """Right or wrong, whole or not, however it is spaced: six digits, or a complete organisation code."""
    assert is_number(name, TODAY)


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "郑小满",
        "38号超市",
        "3M中国",
        "798",
        "10086",
        "95598",
        "7-11",
        "ISO9001",
        "B2B",
        "O'Brien-2",
        "John Smith",
        "万泉镇光耀村12号",
        "铁塔公司34010500001234基站",
        "买买提·艾力",
        "GUANGDONG",
    ],
)
def test_a_name_with_digits_in_it_stays_a_name(name: str) -> None:
    assert not is_number(name, TODAY)


def test_a_long_row_of_digits_in_a_name_is_worth_a_look() -> None:
    """A phone typed behind the name is seen; firms with a few digits are left alone."""
    assert has_number("王建国13812340001")
    assert has_number("铁塔公司34010500001234基站")
    for name in ("38号超市", "3M中国", "10086营业厅", "2025年第1期", "万泉镇3组12号", ""):
        assert not has_number(name)
