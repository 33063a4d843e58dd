"""A range: facts of one epoch that follow each other, signed by the device that wrote them.

The signature covers where the range begins and ends and the hashes before its first and of its last fact. The last hash
stands for every sign in between, so nothing else need be signed, and whoever carries a range may pack it anew. No
time is covered: to send a range twice is harmless.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import DecodeError, Struct, ValidationError
from msgspec.msgpack import encode

from counter_tui.domain.ledger.chain import genesis
from counter_tui.domain.reading import read_packed
from counter_tui.wire.entries import (
    FURTHEST,
    ID_BYTES,
    LONGEST_WORD,
    MOST_BYTES,
    MOST_FACTS,
    BatchBroken,
    Entry,
    pack,
    unpack,
)
from counter_tui.wire.keys import SIGNATURE_BYTES, SigningKey, is_signed, key_name

RANGE = "range"
"""The sort of message a range is signed as."""

_HASH_BYTES = 32


class Opening(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """How an epoch was opened, and the fact of the epoch before after which it goes on, where there is one."""

    letter: str
    at_ms: int
    reason: str
    parent: bytes = b""
    parent_seq: int = 0
    parent_hash: bytes = b""

    @property
    def keepable(self) -> bool:
        """Whether it has nothing no database keeps."""
        words = (self.letter, self.reason)
        sizes = len(self.parent) in (0, ID_BYTES) and len(self.parent_hash) in (0, _HASH_BYTES)
        numbers = abs(self.at_ms) < FURTHEST and 0 <= self.parent_seq < FURTHEST
        return sizes and numbers and all(len(word) <= LONGEST_WORD and "\0" not in word for word in words)


class Manifest(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What a range is: ``first`` to ``last`` of an epoch of a device, and the hashes before and at its end.

    ``opening`` is there where the range begins the epoch, and only there.
    """

    device: bytes
    epoch: bytes
    first: int
    last: int
    previous: bytes
    hash: bytes
    key: str
    opening: Opening | None = None

    @property
    def count(self) -> int:
        """How many facts it has."""
        return self.last - self.first + 1


class SignedRange(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A range as it travels; ``manifest`` is kept as the bytes that were signed."""

    manifest: bytes
    signature: bytes
    batch: bytes

    def told(self) -> Manifest:
        """The manifest; raises BatchBroken where it is none."""
        try:
            manifest = read_packed(self.manifest, Manifest)
        except (DecodeError, ValidationError):
            raise BatchBroken("no manifest") from None
        sizes = (len(manifest.device), len(manifest.epoch), len(manifest.previous), len(manifest.hash))
        if sizes != (ID_BYTES, ID_BYTES, _HASH_BYTES, _HASH_BYTES):
            raise BatchBroken("a manifest with ids or hashes of another length")
        if not 0 < manifest.first < FURTHEST or not 0 < manifest.count <= MOST_FACTS:
            raise BatchBroken("a manifest of no facts or too many")
        if (manifest.opening is None) == (manifest.first == 1):
            raise BatchBroken("a beginning that does not tell how it was opened, or another range that does")
        if manifest.opening is not None and not manifest.opening.keepable:
            raise BatchBroken("an opening that is none")
        if manifest.first == 1 and manifest.previous != genesis(manifest.device, manifest.epoch):
            raise BatchBroken("an epoch that does not begin at its beginning")
        return manifest

    def is_by(self, public: bytes) -> bool:
        """Whether the holder of this key signed it."""
        return is_signed(public, RANGE, self.manifest, self.signature)

    def entries(self) -> list[Entry]:
        """Its facts; raises BatchBroken where they are not those the manifest tells of."""
        told = self.told()
        entries = unpack(self.batch, told.epoch, told.first, told.previous)
        if len(entries) != told.count or entries[-1].hash != told.hash:
            raise BatchBroken("facts that do not lead to the hash that was signed")
        return entries


def sign_range(
    device: bytes,
    previous: bytes,
    entries: Sequence[Entry],
    key: SigningKey,
    opening: Opening | None = None,
) -> SignedRange:
    """These facts of one epoch of this device as a signed range.

    ``previous`` is the hash before the first; ``opening`` is how the epoch was opened, where the range begins it.
    """
    first, last = entries[0], entries[-1]
    manifest = encode(
        Manifest(
            device=device,
            epoch=first.header.epoch,
            first=first.header.seq,
            last=last.header.seq,
            previous=previous,
            hash=last.hash,
            key=key_name(key.public),
            opening=opening if first.header.seq == 1 else None,
        )
    )
    return SignedRange(manifest, key.sign(RANGE, manifest), pack(entries))


def write_range(signed: SignedRange) -> bytes:
    """A signed range as the bytes every carrier brings."""
    return encode(signed)


def read_range(content: bytes) -> SignedRange:
    """A signed range from its bytes; raises BatchBroken where they are none. Nothing of it is proven yet."""
    if len(content) > MOST_BYTES + 1024:
        raise BatchBroken("a range that is too large")
    try:
        signed = read_packed(content, SignedRange)
    except (DecodeError, ValidationError):
        raise BatchBroken("no range") from None
    if len(signed.signature) != SIGNATURE_BYTES:
        raise BatchBroken("a signature of another length")
    return signed
