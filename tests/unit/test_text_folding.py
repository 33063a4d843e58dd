"""Folding of typed, scanned and exported text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.domain.text import fold, fold_code, is_ascii_digits, unify_dashes

ANY_TEXT = st.text(alphabet=st.characters(codec=None))


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("  王　建国 ", "王 建国"),
        ("ＡＢＣ１２３", "ABC123"),
        ("张\u200b三\ufeff", "张三"),
        ("一\t二\r\n三", "一 二 三"),
        ("a\x00b\x07c", "abc"),
        ("\u3164", ""),
        ("龙\U000e0100头", "龙头"),
        ("𠮷野", "𠮷野"),
        ("rare \ue000", "rare \ue000"),
        ("\ud800王", "王"),
        ("e\u200d\u0301", "é"),
        ("", ""),
    ],
)
def test_fold_changes_the_writing_and_keeps_the_words(typed: str, folded: str) -> None:
    """Full-width, blanks and unseen characters are folded; characters of names stay."""
    assert fold(typed) == folded


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("１１０１０５　1949 1231 002ｘ", "11010519491231002X"),
        ("'0012345678", "0012345678"),
        ("’0012345678", "0012345678"),
        ("138-1234—5678", "13812345678"),
        ("-1234567890", "-1234567890"),
        ("1234567890-", "1234567890-"),
        ("straße", "STRAßE"),
        ("ı", "ı"),
    ],
)
def test_fold_code_gives_the_number_as_it_is_kept(typed: str, folded: str) -> None:
    """Blanks, inner hyphens and the spreadsheet's apostrophe go; only ASCII letters become capitals."""
    assert fold_code(typed) == folded


def test_marks_piled_beyond_any_writing_go_from_a_long_text() -> None:
    """Putting them in order would take the square of their number; a short text keeps them."""
    assert len(fold("1" + "\u0316\uff9e" * 5000)) == 31
    assert len(fold("1" + "\u0316\uff9e" * 100)) == 201


def test_every_dash_becomes_one_hyphen() -> None:
    """A Chinese input method's dash, a minus sign and a full-width hyphen read the same."""
    assert unify_dashes("0551——123−4－5") == "0551-123-4-5"


@pytest.mark.parametrize(("text", "expected"), [("0123", True), ("", False), ("١٢٣", False), ("12a", False)])
def test_only_ascii_digits_count_as_digits(text: str, expected: bool) -> None:
    """Digits of other scripts are no digits of a number."""
    assert is_ascii_digits(text) is expected


@given(ANY_TEXT)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    """A folded text stays as it is, whatever was typed."""
    assert fold(fold(text)) == fold(text)
    assert fold_code(fold_code(text)) == fold_code(text)


@given(ANY_TEXT)
def test_folded_text_has_nothing_unseen(text: str) -> None:
    """No control, format or lone surrogate character survives, and no blank but single inner spaces."""
    folded = fold(text)
    assert not {unicodedata.category(char) for char in folded} & {"Cc", "Cf", "Cs"}
    assert folded == " ".join(folded.split())
    folded.encode("utf-8")
    assert " " not in fold_code(text)
