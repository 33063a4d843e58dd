"""What a signed range of facts keeps through its way, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.msgpack import Encoder
from zstandard import ZstdCompressor

from counter_tui.domain.ledger.chain import SALT_BYTES, Header, genesis, hash_body, link
from counter_tui.domain.ledger.entry import Entry, Opening
from counter_tui.wire.entries import MOST_UNPACKED, BatchBroken, pack, unpack
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.ranges import SignedRange, read_range, sign_range, write_range

KEY = SigningKey(b"k" * 32)
OTHER = SigningKey(b"o" * 32)
DEVICE, EPOCH = b"d" * 16, b"e" * 16
START = genesis(DEVICE, EPOCH)
OPENING = Opening("A", 1, "station set up")


def chained(headers: list[tuple[Header, bytes | None]], previous: bytes = START) -> list[Entry]:
    """Entries with these headers and bodies, each linked onto the one before."""
    entries = []
    for header, body in headers:
        body_hash = b"\x07" * 32 if body is None else hash_body(body)
        previous = link(previous, header, body_hash)
        entries.append(Entry(header, body, body_hash, previous))
    return entries


_ids = st.binary(min_size=16, max_size=16)
_times = st.integers(min_value=0, max_value=2**47)
_words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@st.composite
def _runs(draw: st.DrawFn) -> list[Entry]:
    first = draw(st.one_of(st.just(1), st.integers(min_value=2, max_value=10**6)))
    known: list[bytes] = []
    headers: list[tuple[Header, bytes | None]] = []
    for offset in range(draw(st.integers(min_value=1, max_value=12))):
        seen = draw(st.one_of(st.just(b""), _ids, *([st.sampled_from(known)] if known else [])))
        header = Header(
            epoch=EPOCH,
            seq=first + offset,
            fact_id=draw(_ids),
            subject_kind=draw(st.sampled_from(["matter", "visit", "station"])),
            subject_id=draw(st.one_of(_ids, st.just(b"station"))),
            type=draw(st.sampled_from(["MatterAccepted", "TokenArmed", "说明"])),
            version=draw(st.integers(min_value=1, max_value=3)),
            hlc=f"{draw(_times):015d}.{draw(st.integers(min_value=0, max_value=0xFFFF)):05d}.{DEVICE.hex()[:16]}",
            wall_ms=draw(_times),
            boot_id=draw(st.binary(max_size=16)),
            mono_ms=draw(_times),
            clock_flag=draw(st.sampled_from(["ok", "back", "far"])),
            actor=draw(_words),
            seen=seen,
        )
        body = None if draw(st.booleans()) else bytes(SALT_BYTES) + draw(_words).encode("utf-8")
        known.append(header.fact_id)
        headers.append((header, body))
    return chained(headers)


@given(_runs())
def test_facts_come_out_of_a_range_as_they_went_in(entries: list[Entry]) -> None:
    signed = read_range(write_range(sign_range(DEVICE, START, entries, KEY, OPENING)))
    assert signed.entries() == entries
    assert signed.is_by(KEY.public)
    assert not signed.is_by(OTHER.public)


@given(_runs(), st.data())
@settings(max_examples=40)
def test_no_byte_of_a_range_can_be_changed_unseen(entries: list[Entry], data: st.DataObject) -> None:
    content = write_range(sign_range(DEVICE, START, entries, KEY, OPENING))
    place = data.draw(st.integers(min_value=0, max_value=len(content) - 1))
    bit = data.draw(st.sampled_from([1, 2, 4, 8, 16, 32, 64, 128]))
    changed = bytearray(content)
    changed[place] ^= bit
    try:
        signed = read_range(bytes(changed))
        same = signed.is_by(KEY.public) and signed.entries() == entries
        stands = signed.is_by(KEY.public) and signed.entries() != entries
    except BatchBroken:
        return
    # A bit of the packing that changes nothing of what is said is no change.
    assert same or not stands


@given(st.binary(max_size=300))
def test_bytes_that_are_no_range_are_refused(content: bytes) -> None:
    with pytest.raises(BatchBroken):
        read_range(content).entries()


def test_a_batch_that_would_become_too_many_bytes_is_refused_before_it_is_unpacked() -> None:
    bomb = ZstdCompressor().compress(bytes(MOST_UNPACKED + 1))
    with pytest.raises(BatchBroken, match="too large"):
        unpack(Encoder().encode([1, b"", bomb]), EPOCH, 1, START)


def test_facts_that_hang_on_another_fact_before_them_are_refused() -> None:
    header = Header(
        epoch=EPOCH, seq=2, fact_id=b"\x01" * 16, subject_kind="matter", subject_id=b"m" * 16, type="T",
        version=1, hlc="000000000000001.00000.d", wall_ms=1, boot_id=b"", mono_ms=1, clock_flag="ok",
        actor="1001", seen=b"",
    )  # fmt: skip
    entries = chained([(header, bytes(SALT_BYTES) + b"{}")])
    signed = sign_range(DEVICE, START, entries, KEY, OPENING)
    elsewhere = sign_range(DEVICE, b"x" * 32, entries, KEY, OPENING)
    assert SignedRange(signed.manifest, signed.signature, pack(entries)).entries() == entries
    with pytest.raises(BatchBroken, match="hash that was signed"):
        elsewhere.entries()


def test_a_batch_of_a_later_version_is_told_from_a_broken_one() -> None:
    with pytest.raises(BatchBroken, match="version 2"):
        unpack(Encoder().encode([2, b"", b""]), EPOCH, 1, START)
