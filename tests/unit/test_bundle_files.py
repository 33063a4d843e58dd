"""What a bundle keeps through its way on a stick, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.json import decode, encode
from msgspec.msgpack import encode as pack

from counter_tui.wire import bundle as bundles
from counter_tui.wire.bundle import (
    MOST_BUNDLE,
    MOST_RANGES,
    BundleReturn,
    make_bundle,
    read_bundle,
    read_return,
    write_return,
)
from counter_tui.wire.envelope import Unproven
from counter_tui.wire.frames import SUITE, BundleBroken
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.ranges import write_range
from support.streams import NOON_MS, PaperDevice

SECRET = bytes(range(32))
PUBLIC = X25519PrivateKey.from_private_bytes(SECRET).public_key().public_bytes_raw()
CENTRE = SigningKey(b"c" * 32)


def _device(facts: int = 9) -> PaperDevice:
    device = PaperDevice("a")
    device.write(facts)
    return device


DEVICE = _device()
RANGES = [DEVICE.signed(1, 4), DEVICE.signed(5, 9)]
CONTENT = make_bundle("33010", "A", RANGES, DEVICE.key, PUBLIC)


def accepted(content: bytes) -> bool:
    """Whether anybody would take these bytes for a bundle of the device, opened and all."""
    try:
        bundle = read_bundle(content)
        return bundle.is_by(DEVICE.key.public) and bool(bundle.ranges(SECRET))
    except BundleBroken:
        return False


def sealed_anew(change: Callable[[list[bytes]], list[bytes]], **header: object) -> bytes:
    """A bundle the device itself signed around other content, or with another header."""
    bundle = read_bundle(CONTENT)
    content = pack((tuple(change(bundle.ranges(SECRET))),))
    told = decode(bundle.frame.head) | {"size": len(content) + 48} | header
    head = encode(told)
    sealed = SUITE.encrypt(content, X25519PublicKey.from_public_bytes(PUBLIC), info=head)
    digest = sha256(sealed).digest()
    signature = DEVICE.key.sign(bundles.BUNDLE, head + digest)
    return b"counter-bundle 1\n" + len(head).to_bytes(2, "big") + head + digest + signature + sealed


def test_the_ranges_of_a_bundle_are_those_a_line_would_bring() -> None:
    bundle = read_bundle(CONTENT)
    assert bundle.is_by(DEVICE.key.public)
    assert bundle.ranges(SECRET) == [write_range(each) for each in RANGES]
    assert bundle.header.stem == f"A-{DEVICE.epoch[:4].hex()}-1-9"
    assert bundle.header.count == 9


def test_whoever_finds_a_stick_reads_no_word_of_a_fact() -> None:
    device = PaperDevice("a")
    device.write(3, "王建国 13812340001")
    content = make_bundle("33010", "A", [device.signed()], device.key, PUBLIC)
    assert "王建国".encode() not in content
    with pytest.raises(BundleBroken):
        read_bundle(content).ranges(b"another key of thirty-two bytes!")


def test_every_bit_of_a_bundle_counts() -> None:
    assert accepted(CONTENT)
    for place in range(8 * len(CONTENT)):
        changed = bytearray(CONTENT)
        changed[place // 8] ^= 1 << place % 8
        assert not accepted(bytes(changed)), place


def test_a_bundle_cut_off_anywhere_says_that_its_end_is_missing() -> None:
    for length in range(len(CONTENT)):
        with pytest.raises(BundleBroken) as broken:
            read_bundle(CONTENT[:length])
        assert broken.value.fault == "cut_off", length


@settings(max_examples=300)
@given(st.binary(max_size=400), st.integers(0, len(CONTENT)), st.integers(0, len(CONTENT)))
def test_no_other_bytes_are_a_bundle_of_the_device(noise: bytes, first: int, last: int) -> None:
    changed = CONTENT[:first] + noise + CONTENT[last:]
    assert accepted(changed) == (changed == CONTENT)


def test_a_bundle_another_key_signed_is_not_the_devices() -> None:
    other = make_bundle("33010", "A", RANGES, SigningKey(b"o" * 32), PUBLIC)
    assert not read_bundle(other).is_by(DEVICE.key.public)


@pytest.mark.parametrize(
    "content",
    [
        sealed_anew(lambda ranges: ranges[::-1]),
        sealed_anew(lambda ranges: ranges[:1]),
        sealed_anew(lambda ranges: [*ranges, ranges[-1]]),
        sealed_anew(lambda _: []),
        sealed_anew(lambda _: [b"no range"]),
        sealed_anew(lambda ranges: ranges, first=2),
        sealed_anew(lambda ranges: ranges, last=10),
        sealed_anew(lambda ranges: ranges * MOST_RANGES),
        sealed_anew(lambda ranges: ranges, device="AAAA"),
        sealed_anew(lambda ranges: ranges, letter="\x1b[2J"),
        sealed_anew(lambda ranges: ranges, first=-1),
    ],
    ids=[
        "reordered",
        "too few",
        "too many",
        "none",
        "no range",
        "first",
        "last",
        "endless",
        "id",
        "escape",
        "minus",
    ],
)
def test_a_bundle_that_holds_other_than_it_says_is_refused_whoever_signed_it(content: bytes) -> None:
    assert not accepted(content)


def test_an_honest_bundle_made_anew_is_taken() -> None:
    assert accepted(sealed_anew(lambda ranges: ranges))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"PK\x03\x04 a zip file", "not_one"),
        (CONTENT + bytes(MOST_BUNDLE), "not_one"),
        (CONTENT.replace(b"bundle 1", b"bundle 2", 1), "later"),
        (sealed_anew(lambda ranges: ranges, version=2), "later"),
        (sealed_anew(lambda ranges: ranges, alg="sm2"), "later"),
        (CONTENT + b"\0", "changed"),
    ],
    ids=["zip", "endless", "later form", "later version", "other algorithm", "more behind"],
)
def test_each_sort_of_wrong_file_is_told_apart(content: bytes, fault: str) -> None:
    with pytest.raises(BundleBroken) as broken:
        read_bundle(content)
    assert broken.value.fault == fault


def test_a_return_is_taken_from_the_own_centre_alone() -> None:
    message = BundleReturn("33010", DEVICE.device, "1", NOON_MS, ())
    content = write_return(message, CENTRE)
    assert read_return(content, CENTRE.public) == message
    with pytest.raises(Unproven):
        read_return(content, SigningKey(b"o" * 32).public)
    with pytest.raises(Unproven):
        read_return(content.replace(b"33010", b"33020"), CENTRE.public)


def test_a_return_cut_off_anywhere_says_so() -> None:
    content = write_return(BundleReturn("33010", DEVICE.device, "1", NOON_MS, ()), CENTRE)
    for length in range(len(content)):
        with pytest.raises(BundleBroken) as broken:
            read_return(content[:length], CENTRE.public)
        assert broken.value.fault == "cut_off", length
