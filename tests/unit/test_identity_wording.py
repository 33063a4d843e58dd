"""Verdicts in words, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.identity import CODES, KINDS, REMARKS, Verdict, check
from counter_tui.i18n import Language, set_language
from counter_tui.services.wording.assess import short_verdict
from counter_tui.services.wording.identity import name_of_kind, say_verdict
from support.every import every

TODAY = date(2026, 11, 20)
EXAMPLES = {
    "ok": ("mobile", "13812345678"),
    "empty": ("mobile", ""),
    "too_short": ("resident_id", "1101"),
    "too_long": ("mobile", "138123456789"),
    "wrong_length": ("hk_macao_permit", "H123456789"),
    "typed_twice": ("account_sg10", "12345678901234567890"),
    "bad_character": ("mobile", "1381234567{"),
    "letter_for_digit": ("mobile", "1381234567O"),
    "check_digit": ("resident_id", "110105194912310021"),
    "old_fifteen_digits": ("resident_id", "110105491231002"),
    "province_unknown": ("resident_id", "19"),
    "birth_too_early": ("resident_id", "1101051899"),
    "birth_month_impossible": ("resident_id", "110105199913"),
    "birth_day_impossible": ("resident_id", "11010519990230"),
    "birth_in_future": ("resident_id", "11010520270101"),
    "first_character": ("hk_macao_permit", "A"),
    "no_digit": ("military_id", "军字第号"),
    "mobile_start": ("mobile", "12"),
    "area_code_missing": ("landline", "62345678"),
    "area_code_unknown": ("landline", "00"),
}
CHARACTERS = [
    ("mobile", "1{"),
    ("resident_id", "11010519491231002Y"),
    ("foreign_pr_card", "A1"),
    ("passport", "E1!"),
    ("military_id", "军!"),
    ("uscc", "9I"),
]


@pytest.fixture(params=["zh", "en"])
def spoken(request: pytest.FixtureRequest) -> Iterator[Language]:
    """One of the two languages; Chinese again afterwards."""
    language: Language = request.param
    set_language(language)
    yield language
    set_language("zh")


def in_language(text: str, language: Language) -> bool:
    """Whether the text has Chinese characters just when the language is Chinese."""
    return any("\u4e00" <= char <= "\u9fff" for char in text) == (language == "zh")


def test_there_is_an_example_of_every_code() -> None:
    """The domain gives each code it lists, and no test leaves one out."""
    assert set(EXAMPLES) == CODES
    assert {code: check(*example, TODAY).code for code, example in EXAMPLES.items()} == {c: c for c in CODES}


@every("code", sorted(CODES))
def test_every_code_has_words(code: str, spoken: Language) -> None:
    """A verdict is said in the language in use, with nothing left open."""
    words = say_verdict(check(*EXAMPLES[code], TODAY))
    assert in_language(words, spoken)
    assert "}" not in words


def test_what_is_wrong_in_a_place_names_it_in_the_form_too(spoken: Language) -> None:
    """The sentence and the few words beside the field say the same position."""
    told = []
    for example in EXAMPLES.values():
        verdict = check(*example, TODAY)
        if "position" in verdict.facts:
            told.append(verdict.code)
            for words in (say_verdict(verdict), short_verdict(verdict)):
                assert str(verdict.facts["position"]) in words, (spoken, words)
    assert {"birth_day_impossible", "area_code_missing", "area_code_unknown"} <= set(told)


@pytest.mark.parametrize(("kind", "value"), CHARACTERS)
def test_every_wrong_character_says_what_may_stand_there(kind: str, value: str, spoken: Language) -> None:
    """The place is named."""
    verdict = check(kind, value, TODAY)
    words = say_verdict(verdict)
    assert verdict.code == "bad_character"
    assert str(verdict.facts["position"]) in words
    assert in_language(words.replace("军", ""), spoken)


@pytest.mark.parametrize("remark", sorted(REMARKS))
def test_every_remark_has_words(remark: str, spoken: Language) -> None:
    """A doubtful but valid number is said to be so."""
    words = say_verdict(Verdict("uscc", True, "ok", "", {"remark": remark}))
    assert in_language(words, spoken)
    assert words != say_verdict(Verdict("uscc", True, "ok"))


@every("kind", KINDS)
def test_every_kind_has_a_name(kind: str, spoken: Language) -> None:
    """Names are in the language in use."""
    assert in_language(name_of_kind(kind), spoken)


def test_a_kind_without_a_name_is_unknown() -> None:
    """It is refused like an unknown kind of number."""
    with pytest.raises(RuleBroken, match="identity_kind_unknown"):
        name_of_kind("driving_licence")


def test_a_wrong_check_digit_is_said_with_place_and_digit() -> None:
    """The clerk reads what should stand where."""
    verdict = check(*EXAMPLES["check_digit"], TODAY)
    assert say_verdict(verdict) == "第 18 位应为 X，现为 1，请对照证件逐位核对"


def test_choices_are_joined_in_words() -> None:
    """Two allowed lengths are said with an or between."""
    assert say_verdict(check(*EXAMPLES["wrong_length"], TODAY)) == "应为 9 或 11 位，现有 10 位"
