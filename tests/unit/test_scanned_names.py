"""Names on cards: whatever their length and script, and whatever stands beside them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.domain.matter.scan import read_scan
from counter_tui.widgets.burst import code_shaped
from support.every import every

TODAY = date(2026, 11, 20)
CARD = "11010519491231002X"
COMPANY = "91110000600037341L"
OLD_PERMIT = "CAN110074010101"
NEW_PERMIT = "911124198108030024"
OTHERS = ["男", "汉族", "维吾尔", "19491231", "吐鲁番市公安局高昌分局", "2015.01.01-长期", "长期", "中国"]
ADDRESS = "新疆吐鲁番市高昌区绿洲中路3号"

WORDS = st.text("阿卜杜热合曼依木古丽娜尔买提江克孜拜里王建国\ue123𠮷", min_size=1, max_size=14)
PARTED = st.builds(
    lambda words, dot: dot.join(words), st.lists(WORDS, min_size=2, max_size=4), st.sampled_from("·•‧●")
)
UNPARTED = st.text("阿卜杜热合曼依木古丽娜尔买提江王建国\ue123𠮷", min_size=2, max_size=30)
LATIN = st.lists(st.text("ABCDEGIKLMNORSTUÉÜ'-", min_size=2, max_size=12), min_size=1, max_size=6).map(
    " ".join
)


def beside(name: str, number: str, others: list[str], order: st.DataObject, separator: str) -> str:
    """A line of a reader: these fields in any order."""
    return separator.join(order.draw(st.permutations([number, name, *others])))


@given(st.one_of(PARTED, UNPARTED), st.data(), st.sampled_from("|,\t;^，；"))
def test_a_chinese_name_of_any_length_is_found_among_all_other_fields(
    name: str, order: st.DataObject, separator: str
) -> None:
    """Parted by dots or not; beside sex, nation, birth, office and days, in any order."""
    line = beside(name, CARD, [*OTHERS, ADDRESS], order, separator)
    assert read_scan(line, TODAY) == {
        "id_kind": "resident_id", "id_number": CARD, "name": name, "address": ADDRESS
    }  # fmt: skip


@given(LATIN.filter(lambda name: sum(map(str.isalpha, name)) > 3), st.data())
def test_a_foreigners_name_in_latin_letters_is_found_among_all_other_fields(
    name: str, order: st.DataObject
) -> None:
    """Beside the country's code, the sex and a Chinese name, which not every card has."""
    line = beside(name, NEW_PERMIT, ["F", "CAN", "19810803", "郑样本", "1500"], order, "|")
    assert read_scan(line, TODAY)["name"] == name


@every("line, name", [
        (f"{CARD},阿卜杜热合曼·阿卜杜热依木,男,维吾尔", "阿卜杜热合曼·阿卜杜热依木"),
        (f"{CARD},维吾尔,阿卜杜热合曼阿卜杜热依木", "阿卜杜热合曼阿卜杜热依木"),
        (f"{CARD},吾布力卡斯木˙买吐送", "吾布力卡斯木·买吐送"),
        (f"{CARD}|高山|男|高山", "高山"),
        (f"{CARD}|汉族|高山|男", "高山"),
        (f"{CARD}|蒙古族|白云", "白云"),
        (f"{CARD}|蒙古|白云", "白云"),
        (f"{CARD}|蒙古族|内蒙古呼和浩特市新城区一号", ""),
        (f"{CARD}|SMITH, JOHN", ""),
        (f"{CARD}|新疆生产建设兵团第八师一四三团", ""),
        (f"{NEW_PERMIT}|ZHENGJIAN, YANGBEN|F|CAN", "ZHENGJIAN, YANGBEN"),
        (f"{NEW_PERMIT},ZHENGJIAN, YANGBEN,F,CAN", "ZHENGJIAN, YANGBEN"),
        (f"{OLD_PERMIT},ZHENGJIAN,YANGBEN,CAN", "ZHENGJIAN, YANGBEN"),
        (f"{NEW_PERMIT},LEE,KIM,KOR", "LEE, KIM"),
        (f"KOR,LEE,F,{NEW_PERMIT},KIM", "LEE"),
        (f"{NEW_PERMIT},SMITH JOHN,CAN,CHN", "SMITH JOHN"),
        (f"{NEW_PERMIT},SMITH,CAN,F", "SMITH"),
        (f"{NEW_PERMIT},SMITH,F,CAN", "SMITH"),
        (f"{NEW_PERMIT}|SMITH|JOHN", "SMITH"),
        (f"{NEW_PERMIT}|CAN|郑样本|FEMALE", "郑样本"),
        (f"{NEW_PERMIT}|CAN", ""),
        (f"{NEW_PERMIT}|O'NEILL-GARCÍA Y LÓPEZ, MARÍA DEL CARMEN", "O'NEILL-GARCÍA Y LÓPEZ, MARÍA DEL CARMEN"),
        (f"{COMPANY};合肥市包河区某某餐饮管理有限公司", "合肥市包河区某某餐饮管理有限公司"),
        (f"{COMPANY};某某面馆;王建国", "某某面馆"),
    ])  # fmt: skip
def test_names_as_cards_have_them(line: str, name: str) -> None:
    """Long ones, foreign ones torn at a comma, companies; and what is none."""
    assert read_scan(line, TODAY).get("name", "") == name


@pytest.mark.parametrize("number", [OLD_PERMIT, NEW_PERMIT])
def test_a_line_with_a_foreigners_card_is_known_as_a_readers(number: str) -> None:
    assert code_shaped(number)
    assert code_shaped(f"{number}|SMITH, JOHN")
    assert code_shaped(f"SMITH, JOHN^{number}")
