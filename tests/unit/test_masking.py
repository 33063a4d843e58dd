"""Personal data as it is shown by default."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.domain.masking import mask_address, mask_identity, mask_name, mask_phone
from counter_tui.domain.text import fold, fold_code


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王军", "王*"),
        ("王建国", "王**"),
        ("王 建 国", "王**"),
        ("欧阳锋", "欧阳*"),
        ("欧阳娜娜", "欧阳**"),
        ("欧阳", "欧*"),
        ("王", "*"),
        ("", ""),
        ("𠮷野家明", "𠮷***"),
        ("阿不都·热合曼", "阿**·***"),
        ("阿不都热合曼", "阿*****"),
        ("John Smith", "J*** *****"),
        ("王建国（租户）", "王******"),
        ("李书院", "李**"),
        ("王老五店", "王***"),
    ],
)
def test_a_person_keeps_only_the_surname(name: str, masked: str) -> None:
    """One star stands for each other character; compound surnames and foreign names are known."""
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("安徽省某某电力有限公司", "安徽**公司"),
        ("某某有限公司（张三）", "某某**公司"),
        ("光明小卖部", "光明**"),
        ("王老五书店", "王老**"),
        ("红旗商店", "红旗**"),
        ("城关镇人民政府", "城关**政府"),
    ],
)
def test_a_company_keeps_its_first_two_and_last_two_characters(name: str, masked: str) -> None:
    """Short names keep only the first two, and a person named in brackets is not shown."""
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812345678", "138****5678"),
        ("+86 138-1234-5678", "138****5678"),
        ("0551-62345678", "055*****5678"),
        ("(+86)0551-62345678转123", "055*****5678"),
        ("+86-551-62345678", "551****5678"),
        ("0551-62345678-123", "055*****5678"),
        ("0551-62345678 ext.123", "055*****5678"),
        ("'13812345678", "138****5678"),
        ("13812345678/0551-62345678", "138****5678/055*****5678"),
        ("6234567", "6****67"),
        ("王建国13812345678", "*" * 14),
        ("", ""),
    ],
)
def test_a_phone_keeps_its_first_three_and_last_four_digits(phone: str, masked: str) -> None:
    """Country code and extension are left out, lists are masked one by one, other text is hidden whole."""
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("11010519491231002x", "110***********002X"),
        ("E12345678", "E1*****78"),
        ("12345678", "12****78"),
        ("1", "*"),
        ("", ""),
    ],
)
def test_an_identity_number_keeps_first_three_and_last_four(number: str, masked: str) -> None:
    """The length stays; short numbers show less."""
    assert mask_identity(number) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("合肥市蜀山区望江西路123号5栋301室", "合肥市蜀山区望江西路**"),
        ("某县某镇李家村三组１２号", "某县某镇李家村**"),
        ("幸福镇三组五号", "幸福镇**"),
        ("康乐小区3栋2单元501", "康乐小区**"),
        ("206国道李家村12号", "**"),
        ("包河区12号楼康乐小区", "包河区**"),
        ("台州市路桥区新村1号", "台州市路桥区新村**"),
        ("石家庄市长安区王建国家", "石家庄市长安区**"),
        ("李家村", "李家村"),
        ("庄村3号", "庄村**"),
        ("歙县3号", "歙县**"),
        ("县3号", "**"),
        ("和平 路 12 号", "和平路**"),
        ("12 Main Street", "**"),
        ("张三家", "**"),
        ("", ""),
    ],
)
def test_an_address_ends_at_village_estate_or_street(address: str, masked: str) -> None:
    """House numbers, flats and names behind the place are never shown."""
    assert mask_address(address) == masked


@given(st.text())
def test_an_identity_number_never_shows_more_than_half(text: str) -> None:
    """Whatever is masked, the length stays and at most half of it can be read."""
    number, masked = fold_code(text), mask_identity(text)
    assert len(masked) == len(number)
    shown = sum(1 for before, after in zip(number, masked, strict=True) if after == before != "*")
    assert shown <= len(number) / 2
    assert shown <= 7


@given(st.from_regex(r"[\u4e00-\u9fa5]{2,4}", fullmatch=True))
def test_the_given_name_is_never_shown(name: str) -> None:
    """The last character of a Chinese personal name is always hidden."""
    assert mask_name(name)[-1] == "*"


@given(st.text())
def test_an_address_never_shows_a_digit(text: str) -> None:
    """No house number of any script gets through."""
    assert not any(char.isdecimal() for char in mask_address(text))


@given(st.text(), st.sampled_from([mask_name, mask_phone, mask_identity, mask_address]))
def test_masking_accepts_any_text(text: str, mask: Callable[[str], str]) -> None:
    """Nothing raises, nothing comes back unfolded, and nothing becomes something out of nothing."""
    masked = mask(text)
    assert fold(masked) == masked
    assert masked == "" or fold(text) != ""


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_the_middle_of_a_mobile_is_hidden(number: str) -> None:
    """Every mobile number shows three digits, four stars, four digits."""
    assert mask_phone(number) == f"{number[:3]}****{number[-4:]}"


def test_a_very_long_text_is_masked_at_once() -> None:
    """A pasted page of numerals does not hold up the screen: the address in front of it is still found."""
    assert mask_address("幸福镇" + "一" * 100_000) == "幸福镇**"
