"""How a rule set of the guard is written, and how it is refused, on a set of three words."""

from __future__ import annotations

import pytest

from counter_tui.domain.catalogue.broken import CatalogueBroken
from counter_tui.domain.guard import LONGEST, RuleSet, parse_rules, parse_traditional, screen
from counter_tui.i18n import set_language
from counter_tui.services.reference.readings import load_readings
from counter_tui.services.wording.catalogue import catalogue_broken
from support.every import every

SET = """
[verdicts]
blocked = "forbidden"
passed = "allowed"
[[concept]]
name = "ordinary"
words = "手表 忙音"
[[concept]]
name = "thing"
sounds = 2
initials = true
words = "表 表箱 no_meter"
[[concept]]
name = "lack"
words = "没 没有"
but = "没关系"
[[rule]]
code = "short_of"
role = "strong"
patterns = ["lack ~1 thing", "^ 忙 $"]
why = { zh = "缺", en = "short" }
instead = { zh = "收", en = "accept" }
source = "规则"
[[rule]]
code = "sent_off"
role = "firm"
patterns = ["不收 !别人~2"]
unless = ["excused"]
why = { zh = "拒", en = "refused" }
instead = { zh = "收", en = "accept" }
source = "规则"
[[rule]]
code = "later"
role = "weak"
patterns = ["!客户~2 改天"]
why = { zh = "拖", en = "put off" }
instead = { zh = "收", en = "accept" }
source = "规则"
[[rule]]
code = "denied"
role = "hides"
patterns = ["不是"]
source = "规则"
[[rule]]
code = "taken"
role = "settles"
patterns = ["受理 ~~9 了"]
source = "规则"
[[rule]]
code = "wish"
role = "releases"
patterns = ["自愿"]
source = "规则"
[[rule]]
code = "excused"
role = "notes"
patterns = ["假证"]
source = "规则"
"""


def rules(text: str = SET) -> RuleSet:
    return parse_rules(text, "set.toml", load_readings(), parse_traditional("# 繁体\n沒没 錶表"))


def verdict(text: str, given: str = SET) -> str | None:
    """The rule that blocks the text, None where nothing does."""
    return screen(rules(given), text).rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("没表", "short_of"),
        ("没有的表箱", "short_of"),
        ("没有别的表", None),
        ("没带手表", None),
        ("没关系表箱", None),
        ("没 bx", "short_of"),
        ("没有biao箱", "short_of"),
        ("没有表香", "short_of"),
        ("没有飘香", None),
        ("沒錶", "short_of"),
        ("忙", "short_of"),
        ("今天忙", None),
        ("累，忙着，忙", "short_of"),
        ("没，表", "short_of"),
        ("没有，表箱", None),
    ],
)
def test_words_are_found_as_written_spelled_or_misspelled_within_a_clause(
    text: str, rule: str | None
) -> None:
    assert verdict(text) == rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("没表，已受理，走流程了", None),
        ("没表，不收", "short_of"),
        ("受理过了，后来不收", "sent_off"),
        ("不收，后来受理了", None),
        ("不收，拿的是假证", "sent_off"),
        ("拿的是假证，不收", None),
        ("不收给别人", None),
        ("不收，自愿", "sent_off"),
        ("改天", "later"),
        ("客户改天", None),
        ("客户说他改天", None),
        ("客户说不如改天", "later"),
        ("改天，自愿", None),
        ("改天，受理了", None),
        ("不是没表", None),
        ("不是这样，没表", "short_of"),
        ("受理了，没表，改天", "short_of"),
        ("受理了，没表", None),
    ],
)
def test_each_role_has_its_say(text: str, rule: str | None) -> None:
    assert verdict(text) == rule


def test_reach_says_how_far_something_is_hidden() -> None:
    whole = SET.replace('patterns = ["不是"]', 'patterns = ["不是"]\nreach = "text"')
    alone = SET.replace('patterns = ["不是"]', 'patterns = ["不是"]\nreach = "match"')
    assert verdict("不是这样，没表", whole) is None
    assert verdict("不是没表", alone) == "short_of"


def test_anywhere_lets_a_later_clause_excuse() -> None:
    anywhere = SET.replace('unless = ["excused"]', 'unless = ["excused"]\nanywhere = true')
    assert verdict("不收，拿的是假证", anywhere) is None


def test_despite_takes_the_power_from_unless() -> None:
    despite = SET.replace('unless = ["excused"]', 'unless = ["excused"]\ndespite = ["wish"]')
    assert verdict("拿的是假证，不收", despite) is None
    assert verdict("拿的是假证，不收，自愿", despite) == "sent_off"


def test_ordinary_words_hide_nothing_of_a_concept_that_always_counts() -> None:
    always = SET.replace("initials = true", "initials = true\nalways = true")
    assert verdict("没手表") is None
    assert verdict("没手表", always) == "short_of"


def test_what_was_found_is_the_piece_as_it_was_typed() -> None:
    found = screen(rules(), "他说：没 有 ＢＸ 了")
    assert (found.blocked, found.verdict, found.matched) == (True, "forbidden", "没 有 ＢＸ")
    assert (found.why.en, found.instead.en) == ("short", "accept") if found.why and found.instead else False
    passed = screen(rules(), "客户来取手表")
    assert (passed.blocked, passed.verdict, passed.matched, passed.why) == (False, "allowed", None, None)


def test_a_text_is_judged_by_its_first_characters() -> None:
    assert verdict("好" * (LONGEST - 2) + "没表") == "short_of"
    assert verdict("好" * (LONGEST - 1) + "没表") is None


@every(
    "before, after, said",
    [
        ("[verdicts]", "[verdict]", "top | verdict | unknown_field"),
        ('passed = "allowed"', "", "verdicts | passed | missing"),
        ("[[concept]]", "[[concept]", "line 5"),
        ('name = "thing"', 'name = "Thing"', "concept Thing | name | wrong_form"),
        ('name = "thing"', 'name = "lack"', "top | concept | twice"),
        ('words = "手表 忙音"', 'words = ""', "concept ordinary | words | empty"),
        ('words = "手表 忙音"', 'words = "手表 手表"', "concept ordinary | words | twice"),
        (
            'words = "手表 忙音"',
            'words = "一二三四五六七八九十一二三"',
            "concept ordinary | words | out_of_range",
        ),
        ('words = "手表 忙音"', 'sounds = 2\nwords = "手表"', "concept ordinary | sounds | reserved"),
        ("sounds = 2", "sounds = 13", "concept thing | sounds | out_of_range"),
        ("initials = true", "initial = true", "concept thing | initial | unknown_field"),
        ('code = "later"', 'code = "taken"', "top | rule | twice"),
        ('role = "weak"', 'role = "soft"', "rule later | role | not_one_of"),
        ('patterns = ["自愿"]', "patterns = []", "rule wish | patterns | empty"),
        ('"自愿"', '"~3 自愿"', "rule wish | patterns | wrong_form"),
        ('"自愿"', '"自愿 ~3"', "rule wish | patterns | wrong_form"),
        ('"自愿"', '"自愿 ~3 ~3 好"', "rule wish | patterns | wrong_form"),
        ('"自愿"', '"自愿 ~31 好"', "rule wish | patterns | wrong_form"),
        ('"自愿"', '"自愿 !好 好"', "rule wish | patterns | wrong_form"),
        ('"自愿"', '"自愿 a~b"', "rule wish | patterns | wrong_form"),
        ('"自愿"', '"^ $"', "rule wish | patterns | wrong_form"),
        ('"自愿"', '"will"', "rule wish | patterns | no_such_concept"),
        ('"自愿"', '"ordinary"', "rule wish | patterns | no_such_concept"),
        ('"自愿"', '"自愿 !will~2"', "rule wish | patterns | no_such_concept"),
        ('unless = ["excused"]', 'unless = ["excuse"]', "rule sent_off | unless | no_such_rule"),
        ('unless = ["excused"]', 'despite = ["excuse"]', "rule sent_off | despite | no_such_rule"),
        ('why = { zh = "拖", en = "put off" }\n', "", "rule later | why | missing"),
        ('why = { zh = "拖", en = "put off" }', 'why = { zh = "拖" }', "rule later | why.en | missing"),
        (
            'patterns = ["自愿"]',
            'patterns = ["自愿"]\nwhy = { zh = "愿", en = "will" }',
            "rule wish | why | unknown_field",
        ),
        (
            'source = "规则"\n[[rule]]\ncode = "later"',
            '[[rule]]\ncode = "later"',
            "rule sent_off | source | missing",
        ),
    ],
)
def test_a_broken_set_is_refused_with_file_place_and_field(before: str, after: str, said: str) -> None:
    assert before in SET
    with pytest.raises(CatalogueBroken) as refused:
        rules(SET.replace(before, after, 1))
    error = refused.value
    assert error.file == "set.toml"
    assert f"{error.block} | {error.field} | {error.problem}".startswith(said)
    for language in ("zh", "en"):
        set_language(language)
        assert catalogue_broken(error).startswith("set.toml")


@pytest.mark.parametrize("member", ["concept", "rule"])
def test_a_set_without_words_or_rules_is_refused(member: str) -> None:
    with pytest.raises(CatalogueBroken) as refused:
        rules(
            '[verdicts]\nblocked = "a"\npassed = "b"\n'
            + ('[[concept]]\nname = "a"\nwords = "一"\n' if member == "rule" else "")
        )
    assert (refused.value.field, refused.value.problem) == (member, "missing")
