"""What never changes a verdict of the guard, what always does, and how much work a text may make."""

from __future__ import annotations

from collections.abc import Mapping
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.domain.guard import LONGEST, parse_traditional, screen
from counter_tui.domain.guard.lexicon import LONGEST_WORD, Lexicon
from counter_tui.domain.guard.patterns import FARTHEST, parse_pattern
from counter_tui.domain.guard.signs import Sign, read_signs
from counter_tui.services.reference.files import shipped
from counter_tui.services.reference.guard import Subject, load_corpus, load_rules

SUBJECTS: tuple[Subject, ...] = ("reason", "wording")
TRADITIONAL = {
    plain: other for other, plain in parse_traditional(shipped("guard", "traditional.txt")).items()
}
WIDE = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
TEXTS = {subject: [each.text for each in load_corpus(subject)] for subject in SUBJECTS}

subjects = st.sampled_from(SUBJECTS)
sentences = subjects.flatmap(lambda each: st.tuples(st.just(each), st.sampled_from(TEXTS[each])))
# One clause of Han characters: where marks stand between all of them, none is left to end a clause.
plain = sentences.filter(
    lambda each: each[1].isalpha() and not any(char.isascii() for char in normalize("NFKC", each[1]))
)


def verdict(subject: Subject, text: str) -> str:
    return screen(load_rules(subject), text).verdict


def written(text: str, other: Mapping[str, str]) -> str:
    return "".join(other.get(char, char) for char in text)


@given(sentence=plain, blank=st.sampled_from([" ", "\u3000", "\t", "\u200b", "  "]))
def test_blanks_between_characters_change_nothing(sentence: tuple[Subject, str], blank: str) -> None:
    subject, text = sentence
    assert verdict(subject, blank.join(text)) == verdict(subject, text)


@given(sentence=plain, mark=st.sampled_from(["。", "，", ".", "-", "·", "、", "!", "* "]))
def test_a_mark_between_all_characters_changes_nothing(sentence: tuple[Subject, str], mark: str) -> None:
    subject, text = sentence
    assert verdict(subject, mark.join(text)) == verdict(subject, text)


@given(sentence=sentences)
def test_neither_width_nor_capitals_nor_traditional_forms_change_anything(
    sentence: tuple[Subject, str],
) -> None:
    subject, text = sentence
    known = verdict(subject, text)
    assert verdict(subject, written(text, WIDE)) == known
    assert verdict(subject, text.upper()) == known
    assert verdict(subject, written(text, TRADITIONAL)) == known


@given(sentence=sentences)
def test_what_was_found_is_a_piece_of_the_text_and_is_said_to_be_wrong(sentence: tuple[Subject, str]) -> None:
    subject, text = sentence
    found = screen(load_rules(subject), text)
    assert (
        found.blocked == (found.matched is not None) == (found.why is not None) == (found.instead is not None)
    )
    assert found.matched is None or (found.matched and found.matched in text)


@given(subject=subjects, text=st.text(max_size=200))
def test_any_text_has_one_of_two_verdicts_and_always_the_same(subject: Subject, text: str) -> None:
    rules = load_rules(subject)
    found = screen(rules, text)
    assert found == screen(rules, text)
    assert found.verdict == (rules.blocked if found.blocked else rules.passed)
    assert found.matched is None or found.matched in text


@pytest.mark.parametrize("text", ["改天再来", "下个月再装", "先不急着弄，过完年再说", "暂缓", "这个先放一放"])
def test_the_customers_own_wish_turns_a_delay_into_an_allowed_reason(text: str) -> None:
    assert verdict("reason", text) == "forbidden"
    assert verdict("reason", "客户自己要求" + text) == "allowed"


@pytest.mark.parametrize("text", ["没表箱", "容量不足，先不收", "工作忙，改天再来", "变压器满了，退回"])
def test_the_customers_wish_never_hides_an_excuse_of_the_station(text: str) -> None:
    assert verdict("reason", f"{text}，客户同意") == "forbidden"


@pytest.mark.parametrize("text", ["没表箱", "容量不足", "工作忙", "变压器满了"])
def test_an_excuse_that_is_denied_asked_about_or_outlived_is_none(text: str) -> None:
    assert verdict("reason", text) == "forbidden"
    assert verdict("reason", f"不是{text}，是客户改主意了") == "allowed"
    assert verdict("reason", f"客户投诉上次以{text}为由拒办") == "allowed"
    assert verdict("reason", f"昨天{text}，今天已受理") == "allowed"


def test_the_work_on_a_text_is_bounded() -> None:
    """No text makes more steps than its length times a number that the rules set: words are short, gaps narrow."""
    for subject in SUBJECTS:
        rules = load_rules(subject)
        for rule in rules.rules:
            assert all(step.gap <= FARTHEST for pattern in rule.patterns for step in pattern.steps)
            assert all(
                near.gap <= 99 for each in rule.patterns for near in (*each.not_before, *each.not_after)
            )
        assert _deepest(rules.lexicon) <= LONGEST_WORD
        for text in TEXTS[subject][::10]:
            long = text * (10_000 // len(text) + 1)
            signs = read_signs(long[:LONGEST], {}, rules.lexicon.syllables, rules.lexicon.letters)
            assert len(signs.signs) <= LONGEST
    assert parse_pattern(f"一 ~{FARTHEST + 1} 二") is None


def _deepest(lexicon: Lexicon) -> int:
    deepest, level = 0, list(lexicon.root.exact.values())
    while level:
        deepest += 1
        level = [child for node in level for child in node.exact.values()]
    return deepest


@given(run=st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=80))
def test_a_run_of_letters_is_cut_into_pinyin_without_losing_a_letter(run: str) -> None:
    rules = load_rules("reason")
    signs = read_signs(run, {}, rules.lexicon.syllables, rules.lexicon.letters).signs
    assert "".join(sign.text for sign in signs) == run
    assert [sign.start for sign in signs] == [0, *(sign.end for sign in signs[:-1])]
    assert len(signs) == 1 or all(isinstance(sign, Sign) and sign.spelled for sign in signs)
