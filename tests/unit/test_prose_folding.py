"""Folding what people write for others to read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.text import fold_prose
from counter_tui.domain.typed import words_within


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("已更换电表，请核对；谢谢（刘伟）。", "已更换电表，请核对；谢谢（刘伟）。"),
        ("  两 　 个\n空格 ", "两 个 空格"),
        ("容量８ｋＷ", "容量8kW"),
        ("买买提·艾力", "买买提·艾力"),
        ("\u200b看不见\u0007", "看不见"),
        ("看\u3164不\u2800见", "看不见"),
        ("䶮𬭊葛\U000e0100", "䶮𬭊葛\U000e0100"),
        ("豈", "豈"),
    ],
)
def test_prose_keeps_its_punctuation_and_characters_and_loses_what_cannot_be_seen(
    written: str, kept: str
) -> None:
    assert fold_prose(written) == kept


@given(st.text())
def test_folding_prose_twice_changes_nothing_more(text: str) -> None:
    folded = fold_prose(text)
    assert fold_prose(folded) == folded
    assert folded == folded.strip()


def test_words_may_be_as_long_as_they_may_be_and_are_counted_as_they_are_kept() -> None:
    assert words_within("  五个字以内  ", 5) == "五个字以内"
    with pytest.raises(RuleBroken) as refused:
        words_within("五个字以内了", 5)
    assert (refused.value.code, refused.value.facts) == ("reason_too_long", {"longest": 5})
