"""PINs are kept as Argon2id hashes."""

from __future__ import annotations

import pytest

from counter_tui.services.staff.pin_hashing import SALT_BYTES, hash_pin, verify_pin
from support.cheaply import shipped_costs as shipped_costs

pytestmark = pytest.mark.usefixtures("shipped_costs")

SALT = bytes(range(SALT_BYTES))


def test_the_right_pin_opens_and_any_other_does_not() -> None:
    encoded = hash_pin("580213", SALT)
    assert verify_pin("580213", encoded)
    assert not verify_pin("580214", encoded)
    assert not verify_pin("", encoded)


def test_the_hash_names_its_costs_and_hides_the_pin() -> None:
    encoded = hash_pin("580213", SALT)
    assert encoded.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert "580213" not in encoded


def test_two_salts_give_two_hashes_of_one_pin() -> None:
    assert hash_pin("580213", SALT) != hash_pin("580213", SALT[::-1])


def test_a_hash_made_with_other_costs_still_opens() -> None:
    from counter_tui.services.staff import pin_hashing

    derived = pin_hashing._derive("580213", SALT, 64, 1, 1, 32)
    encoded = f"$argon2id$v=19$m=64,t=1,p=1${pin_hashing._encode(SALT)}${pin_hashing._encode(derived)}"
    assert verify_pin("580213", encoded)
    assert not verify_pin("580214", encoded)


@pytest.mark.parametrize(
    "encoded",
    [
        "",
        "580213",
        "$argon2id$v=19$m=64,t=1$AAAA$AAAA",
        "$argon2i$v=19$m=64,t=1,p=1$AAAA$AAAA",
        "$$$$$",
        "$argon2id$v=19$m=x,t=1,p=1$!$!",
    ],
)
def test_a_hash_that_cannot_be_read_opens_nothing(encoded: str) -> None:
    assert not verify_pin("580213", encoded)
