"""The hash chain covers everything the ledger records, and a body only through its salted hash."""

from __future__ import annotations

from hashlib import sha256

import pytest
from msgspec.structs import replace

from counter_tui.domain.ledger.chain import (
    SALT_BYTES,
    Header,
    decode_body,
    encode_body,
    genesis,
    hash_body,
    link,
)

HEADER = Header(
    epoch=b"e" * 16,
    seq=7,
    fact_id=b"f" * 16,
    subject_kind="matter",
    subject_id=b"s" * 16,
    type="NoteAdded",
    version=1,
    hlc="001763606520000.00000.00ff",
    wall_ms=1_763_606_520_000,
    boot_id=b"b" * 16,
    mono_ms=1_000,
    clock_flag="ok",
    actor="102",
    seen=b"h" * 32,
)
SALT = b"0123456789abcdef"


def test_the_canonical_header_is_the_same_for_ever() -> None:
    assert HEADER.canonical().decode("ascii") == (
        '["65656565656565656565656565656565",7,"66666666666666666666666666666666","matter",'
        '"73737373737373737373737373737373","NoteAdded",1,"001763606520000.00000.00ff",1763606520000,'
        '"62626262626262626262626262626262",1000,"ok","102",'
        '"6868686868686868686868686868686868686868686868686868686868686868"]'
    )


def test_a_name_in_the_header_is_covered_as_it_is_written() -> None:
    assert '"柜01"'.encode() in replace(HEADER, actor="柜01").canonical()


def test_a_body_is_its_salt_and_compact_text_in_the_order_of_the_names() -> None:
    assert encode_body({"text": "好", "level": 5}, SALT) == SALT + '{"level":5,"text":"好"}'.encode()


def test_a_link_is_the_hash_of_what_was_before_the_header_and_the_body() -> None:
    body_hash = hash_body(encode_body({"text": "好"}, SALT))
    expected = sha256(b"gw1" + b"p" * 32 + HEADER.canonical() + body_hash).digest()
    assert link(b"p" * 32, HEADER, body_hash) == expected
    assert genesis(b"d", b"e") == sha256(b"gende").digest()


@pytest.mark.parametrize("name", Header.__struct_fields__)
def test_every_value_of_the_header_is_covered(name: str) -> None:
    value = getattr(HEADER, name)
    other = value + 1 if isinstance(value, int) else value + value[:1]
    changed = replace(HEADER, **{name: other})
    assert link(b"", changed, b"") != link(b"", HEADER, b"")


def test_the_fact_before_and_the_body_are_covered() -> None:
    assert len({link(b"a", HEADER, b"x"), link(b"b", HEADER, b"x"), link(b"a", HEADER, b"y")}) == 3


def test_a_body_is_read_back_as_it_was_written() -> None:
    values = {"text": '欧阳\U00020000，\n"引号"', "level": 5}
    body = encode_body(values, SALT)
    assert body.startswith(SALT)
    assert decode_body(body) == values


def test_the_same_values_in_another_order_are_the_same_body() -> None:
    assert encode_body({"a": 1, "b": 2}, SALT) == encode_body({"b": 2, "a": 1}, SALT)


def test_the_same_short_number_has_another_hash_under_another_salt() -> None:
    """Phones have few digits: without the salt a hash could be tried out."""
    body = {"phone": "13812340001"}
    assert hash_body(encode_body(body, SALT)) != hash_body(encode_body(body, SALT[::-1]))


@pytest.mark.parametrize("salt", [b"", SALT[:-1], SALT + b"x"])
def test_a_salt_of_another_length_is_refused(salt: bytes) -> None:
    with pytest.raises(ValueError, match=r"^a salt has sixteen bytes$"):
        encode_body({}, salt)


@pytest.mark.parametrize("body", [b"", SALT, SALT + b"{", SALT + b"[]", SALT + b"\xff", SALT + b"3"])
def test_what_is_no_body_is_refused(body: bytes) -> None:
    assert len(SALT) == SALT_BYTES
    with pytest.raises(ValueError, match=r"."):
        decode_body(body)


def test_a_body_that_is_no_object_is_refused_in_these_words() -> None:
    with pytest.raises(ValueError, match=r"^a body holds an object$"):
        decode_body(SALT + b"[]")
