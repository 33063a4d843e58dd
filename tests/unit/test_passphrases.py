"""Which passphrases are strong enough, and how long a wrong one is waited for."""

from __future__ import annotations

import pytest

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.passphrases import SHORTEST, WORDS, require_strong, tidy, wait_after

CODE, NAME = "33011", "枫岭供电所"


@pytest.mark.parametrize(
    "passphrase",
    [
        "correct horse battery",
        "wolkenbruch12",
        "杯子 大象 竹林 灯塔",
        "春眠不觉晓处处闻啼鸟夜来",
        "abcde abcde edcba",
        "abcdefedcbabc",
        "枫岭供电所 门前有三棵老柳树两条河流过去",
    ],
)
def test_twelve_characters_or_four_words_are_enough(passphrase: str) -> None:
    require_strong(passphrase, CODE, NAME)


@pytest.mark.parametrize(
    ("passphrase", "code"),
    [
        ("", "passphrase_short"),
        ("elevensigns", "passphrase_short"),
        ("杯子 大象 竹林", "passphrase_short"),
        ("杯子 杯子 大象 竹林", "passphrase_short"),
        ("a b c d", "passphrase_short"),
        ("                    ", "passphrase_short"),
        ("aaaaaaaaaaaaaaaa", "passphrase_simple"),
        ("abababababab", "passphrase_simple"),
        ("1234 1234 1234", "passphrase_simple"),
        ("abcdefghijklm", "passphrase_simple"),
        ("zyxwvutsrqpon", "passphrase_simple"),
        ("枫岭供电所33011枫岭供电所", "passphrase_is_station"),
        ("枫岭供电所 3301133011", "passphrase_is_station"),
        ("枫岭供电所33011abc", "passphrase_is_station"),
    ],
)
def test_what_is_guessed_first_is_refused(passphrase: str, code: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        require_strong(passphrase, CODE, NAME)
    assert broken.value.code == code


def test_a_short_passphrase_is_refused_with_what_is_enough() -> None:
    with pytest.raises(RuleBroken) as broken:
        require_strong("elevensigns", CODE, NAME)
    assert broken.value.facts == {"shortest": SHORTEST, "count": WORDS}


def test_full_width_signs_and_more_spaces_are_the_same_passphrase() -> None:
    assert tidy("  ｃｏｒｒｅｃｔ　 horse ") == "correct horse"


def test_the_wait_after_wrong_ones_doubles_up_to_a_minute() -> None:
    assert [wait_after(wrong) for wrong in range(8)] == [0, 2, 4, 8, 16, 32, 60, 60]
