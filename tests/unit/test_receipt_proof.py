"""The check code of a receipt: what changes it, how it is read, and that nothing else gives it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.ids import SIGNS
from counter_tui.domain.receipt.proof import (
    Claim,
    code_of,
    key_mark,
    plain_days,
    proven_by,
    read_code,
    read_text,
    write_text,
)

KEY, OTHER = bytes(range(32)), bytes(32)
CLAIM = Claim("0417A-C-251120-0007-WN", "BZ101", "欧阳**", "2025-11-27", "2025-11-20T10:42")
CODE = code_of(KEY, CLAIM)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20)
CLAIMS = st.builds(Claim, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)


def test_the_code_is_the_same_for_ever() -> None:
    """A receipt printed years ago has to stay true."""
    assert CODE == "3QBL-F9DP-CK3J-AASA"


@pytest.mark.parametrize("field", Claim.__struct_fields__)
def test_another_word_on_the_receipt_gives_another_code(field: str) -> None:
    changed = replace(CLAIM, **{field: getattr(CLAIM, field) + "1"})
    assert not proven_by([KEY], changed, CODE)
    assert proven_by([KEY], CLAIM, CODE)


def test_a_word_does_not_move_from_one_field_to_the_next_unseen() -> None:
    assert code_of(KEY, Claim("ab", "c", "", "", "")) != code_of(KEY, Claim("a", "bc", "", "", ""))


def test_only_a_key_of_the_station_gives_the_code() -> None:
    assert not proven_by([OTHER], CLAIM, CODE)
    assert not proven_by([], CLAIM, CODE)
    assert proven_by([OTHER, KEY], CLAIM, CODE)


def test_how_a_sign_is_written_does_not_matter() -> None:
    typed = replace(CLAIM, number=" 0417a-c-251120-0007-wn ", customer="欧阳＊＊")
    assert proven_by([KEY], typed, CODE)
    assert read_code(CODE.lower().replace("-", " ")) == CODE
    assert read_code("".join(chr(ord(sign) + 0xFEE0) for sign in CODE)) == CODE


@given(st.integers(0, 15), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_found_in_its_group(place: int, sign: str) -> None:
    signs = list(CODE.replace("-", ""))
    if signs[place] == sign:
        return
    signs[place] = sign
    with pytest.raises(RuleBroken) as refused:
        read_code("".join(signs))
    assert (refused.value.code, refused.value.facts["group"]) == ("check_code_group", place // 4 + 1)


@given(st.integers(0, 14), CLAIMS)
def test_two_neighbours_exchanged_are_found(place: int, claim: Claim) -> None:
    signs = list(code_of(KEY, claim).replace("-", ""))
    if signs[place] == signs[place + 1]:
        return
    signs[place], signs[place + 1] = signs[place + 1], signs[place]
    with pytest.raises(RuleBroken, match="check_code_group"):
        read_code("".join(signs))


@pytest.mark.parametrize("typed", ["", "ABCD", CODE + "A", CODE[:-1], "0000-0000-0000-0000"])
def test_what_is_no_code_is_told_from_a_wrong_one(typed: str) -> None:
    with pytest.raises(RuleBroken, match=r"check_code_(length|group)"):
        read_code(typed)


@given(CLAIMS)
def test_the_text_of_the_qr_code_is_ascii_and_says_everything(claim: Claim) -> None:
    text = write_text(claim, CODE)
    assert text.isascii()
    read = read_text(text)
    assert read is not None
    assert read[1] == CODE
    assert proven_by([KEY], read[0], code_of(KEY, claim))


@pytest.mark.parametrize(
    "text", ["", "CT1", "CT2|a|b|c|d|e|f", "https://example.test/", "CT1|a|b|c|d|e", CODE]
)
def test_another_text_is_not_taken_for_a_receipt(text: str) -> None:
    assert read_text(text) is None


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("2025年11月27日（周四）前", "2025-11-27"),
        ("2025年11月27日", "2025-11-27"),
        ("2025年1月7日(周二) 16:30前", "2025-01-07T16:30"),
        ("2025年11月20日（周四） 10:42", "2025-11-20T10:42"),
        ("2025年11月24日（周一）前,2025年11月27日（周四）前", "2025-11-24,2025-11-27"),
        ("2025-11-27", "2025-11-27"),
        ("", ""),
    ],
)
def test_days_may_be_typed_as_they_stand_on_the_receipt(typed: str, plain: str) -> None:
    assert plain_days(typed) == plain


def test_the_mark_of_a_key_tells_keys_apart() -> None:
    assert key_mark(KEY) != key_mark(OTHER)
    assert len(key_mark(KEY)) == 32
