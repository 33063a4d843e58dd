"""What a query is taken apart into."""

from __future__ import annotations

import pytest

from counter_tui.domain.search.query import LONGEST_QUERY, MOST_WORDS, Run, parse_query


def test_a_word_of_letters_may_spell_a_name() -> None:
    """Capitals, full-width letters and tones are folded, ü is v."""
    for typed, letters in (
        ("ＷＪＧ", "wjg"),
        ("lü", "lv"),
        ("LV", "lv"),
        ("wáng", "wang"),
    ):
        (word,) = parse_query(typed).words
        assert word.spelled == letters


def test_a_v_may_be_the_u_that_pinyin_writes() -> None:
    """After j, q, x and y both are looked for, elsewhere only what was typed."""
    assert [word.spelled for word in parse_query("xvjing").words] == ["xvjing", "xujing"]
    assert [word.spelled for word in parse_query("lv").words] == ["lv"]


def test_letters_and_characters_stay_in_their_order() -> None:
    """A mixed word keeps its stretches."""
    (word,) = parse_query("王j国").words
    assert word.runs == (Run("王", False), Run("j", True), Run("国", False))
    assert word.spelled == ""


def test_a_word_without_letters_spells_nothing() -> None:
    """Characters and digits are only parts of a text."""
    (word,) = parse_query("3号楼").words
    assert (word.literal, word.runs, word.number) == ("3号楼", (), "")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("5678", "5678"),
        ("567", ""),
        ("+8613812345678", "13812345678"),
        ("0086-138-1234-5678", "13812345678"),
        ("8613812345678", "13812345678"),
        ("（0771）5551234", "07715551234"),
        ("１３８００００１１１１", "13800001111"),
        ("3-201", ""),
        ("wjgh", ""),
    ],
)
def test_a_number_is_told_from_other_words(typed: str, number: str) -> None:
    """Four signs at least, one of them a digit; house numbers with a hyphen are none."""
    assert parse_query(typed).words[0].number == number


def test_groups_of_digits_may_be_one_number_and_groups_of_letters_one_name() -> None:
    """Besides the words themselves there is the whole."""
    assert [word.literal for word in parse_query("138 1234 5678").alternatives[1]] == ["13812345678"]
    assert [word.literal for word in parse_query("wang jian guo").alternatives[1]] == ["wangjianguo"]
    assert len(parse_query("王建国 城关镇").alternatives) == 1


@pytest.mark.parametrize(
    ("typed", "matter"),
    [
        ("450122-a-261120-0087-q7", "450122-A-261120-0087-Q7"),
        ("ＧＸ01—A—261120—0087—Q7", "GX01-A-261120-0087-Q7"),
        ("A-261120-0087-Q7", "A-261120-0087-Q7"),
        ("1120-0087", "1120-0087"),
        ("0087-Q7", "0087-Q7"),
        ("13812345678", None),
        ("王建国", None),
        ("3-201", None),
    ],
)
def test_a_matter_number_or_its_tail_is_recognised(typed: str, matter: str | None) -> None:
    """The number is given in capitals, for those who look for matters."""
    assert parse_query(typed).matter == matter


@pytest.mark.parametrize("typed", ["", "   ", "··", "（）", "\u200b\u3000", "'\"", "\ud800"])
def test_a_query_that_says_nothing_has_no_words(typed: str) -> None:
    """Blanks and signs that are ignored in names are no words."""
    assert parse_query(typed).words == ()


def test_a_long_query_is_cut() -> None:
    """Neither many words nor a long word make a query large."""
    assert len(parse_query("王 " * 500).words) == MOST_WORDS
    assert len(parse_query("王" * 5000).words[0].literal) == LONGEST_QUERY
