"""The words of the commitment letter: which files are refused, and what the letter says of what it is given."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.letter.commitment import Filled, make_letter
from counter_tui.domain.letter.text import FIELDS, LetterText, parse_letter
from counter_tui.domain.receipt.cells import cell_width
from counter_tui.domain.receipt.slip import CELLS, Paper, Row, compose
from counter_tui.i18n import Language
from counter_tui.services.papers.letters import load_letter
from counter_tui.services.reference.files import shipped
from support.golden_letters import GOLDEN

SHIPPED = shipped("letters", "commitment.toml")
FILLED = {
    "zh": Filled(
        station="万泉供电所",
        number="0417A-C-251120-0007-WN",
        request="低压居民新装",
        customer="欧阳**",
        document="居民身份证（尾号 1249）",
        agent="王**",
        day="2025年11月20日（周四）",
        clerk="李敏",
        printed="2025-11-20 10:42",
        owed=(
            Row("用电地址物权证件", "2025年11月25日（周二）前，交现场勘查人员，在用电地址（现场勘查时）"),
            Row("经办人身份证件和授权委托书", "2025年11月25日（周二）前，交首问责任人，在营业窗口"),
        ),
    ),
    "en": Filled(
        station="万泉供电所",
        number="0417A-C-251120-0007-WN",
        request="New low-voltage residential connection",
        customer="欧阳**",
        document="Resident ID, ending in 1249",
        agent="",
        day="Thu 20 Nov 2025",
        clerk="李敏",
        printed="2025-11-20 10:42",
        owed=(Row("Property paper", "by Tue 25 Nov 2025, to the surveyor on site"),),
        remark="Copy 1",
    ),
}


@pytest.mark.parametrize(("paper", "language"), sorted(GOLDEN))
def test_the_letter_stands_as_it_was_drawn(paper: Paper, language: Language) -> None:
    assert compose(make_letter(load_letter(), FILLED[language], language), paper) == GOLDEN[(paper, language)]


@pytest.mark.parametrize("paper", CELLS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_is_wider_than_the_paper_and_no_field_is_left_open(paper: Paper, language: str) -> None:
    text = compose(make_letter(load_letter(), FILLED[language], language), paper)
    assert all(cell_width(line) <= CELLS[paper] for line in text.splitlines())
    assert "{" not in text


def test_a_paper_not_shown_and_an_agent_not_there_are_not_spoken_of() -> None:
    bare = replace(FILLED["zh"], document="", agent="")
    text = compose(make_letter(load_letter(), bare, "zh"), "80")
    assert "证件：" not in text
    assert "代为办理" not in text


def test_braces_in_what_a_customer_is_called_stay_as_they_are() -> None:
    odd = replace(FILLED["zh"], customer="{agent}{0}")
    assert "{agent}{0}于2025年" in compose(make_letter(load_letter(), odd, "zh"), "80")


def test_every_field_is_known_and_each_is_used_by_the_shipped_text() -> None:
    assert {name for name in FIELDS if "{" + name + "}" not in SHIPPED} == set()


@pytest.mark.parametrize(
    ("found", "put", "refusal"),
    [
        ("version = ", "versions = ", ("versions", "unknown_field")),
        ('version = "2026-1"', 'version = ""', ("version", "empty")),
        ('{ zh = "客户承诺书", en = "Commitment letter" }', '{ zh = "客户承诺书" }', ("title.en", "missing")),
        ("{customer}于", "{customers}于", ("opening", "no_such_field")),
        ("{customer}于", "{}于", ("opening", "no_such_field")),
        ("{customer}于", "{customer.name}于", ("opening", "no_such_field")),
        ("{customer}于", "{customer于", ("opening", "wrong_form")),
        ("所填写的内容", "{what}", ("pledges.1", "no_such_field")),
        ("签署日期", "{date}", ("sign.2", "no_such_field")),
    ],
)
def test_a_text_that_does_not_fit_is_refused_with_its_place(
    found: str, put: str, refusal: tuple[str, str]
) -> None:
    assert SHIPPED.count(found) >= 1
    with pytest.raises(CatalogueBroken) as broken:
        parse_letter("commitment.toml", SHIPPED.replace(found, put, 1))
    assert (broken.value.file, broken.value.block) == ("commitment.toml", "letter")
    assert (broken.value.field, broken.value.problem) == refusal


def test_a_letter_without_a_place_to_sign_is_refused() -> None:
    whole = parse_letter("commitment.toml", SHIPPED)
    assert isinstance(whole, LetterText)
    assert isinstance(whole.sign[0], Words)
    start = SHIPPED.index("sign = [")
    bare = SHIPPED[:start] + "sign = []\n" + SHIPPED[SHIPPED.index("foot = ") :]
    with pytest.raises(CatalogueBroken) as broken:
        parse_letter("commitment.toml", bare)
    assert (broken.value.field, broken.value.problem) == ("sign", "empty")
