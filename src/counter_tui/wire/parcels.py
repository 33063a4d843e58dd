"""Parcels: releases on their way back by stick, each sealed to one device and signed by the centre.

A parcel has one release, or as many parts of one as go into a file. It tells in clear text for whom it is and which
release it has; the file itself may name every customer of a district, and nobody but the device can open it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from msgspec import DecodeError, Struct
from msgspec.json import encode
from msgspec.msgpack import encode as pack

from counter_tui.domain.reading import read_json, read_packed
from counter_tui.wire.entries import ID_BYTES
from counter_tui.wire.envelope import Signed, Unproven, proven
from counter_tui.wire.frames import (
    ALGORITHM,
    SEALING_BYTES,
    SUITE,
    BundleBroken,
    Frame,
    read_frame,
    write_frame,
)
from counter_tui.wire.keys import SigningKey, key_name, sealing_of
from counter_tui.wire.releases import KIND, PART_BYTES, RELEASE, Release, is_bounded

MOST_PARCEL = 2 * 1024 * 1024
"""Bytes a parcel has at most: it is kept in one transaction of a counter."""
PARCEL = "release-parcel"
"""The sort of message it is signed as."""

_MAGIC = b"counter-release 1\n"
_ROOM = MOST_PARCEL - 16 * 1024


class ParcelHeader(Struct, frozen=True, forbid_unknown_fields=True):
    """What a parcel tells in clear text. ``recipient`` names the key it is sealed to, ``key`` the centre's.

    It has the release of this kind and number from part ``first`` on (from 0). ``after`` is the number that comes
    before it at this device: who has not heard of that one lacks a parcel. ``size`` is of the sealed part.
    """

    version: int
    alg: str
    station: str
    device: bytes
    letter: str
    kind: str
    number: int
    after: int
    first: int
    key: str
    recipient: str
    size: int

    @property
    def stem(self) -> str:
        """What its file is called, without the ending."""
        return f"{self.letter}-{self.device[:4].hex()}-{self.kind}-{self.number}-{self.first}"


class Address(Struct, frozen=True):
    """Whom parcels are for; ``public`` is the key the device signs with."""

    station: str
    device: bytes
    letter: str
    public: bytes


class Opened(Struct, frozen=True):
    """What is in a parcel: the release as the centre signed it, and its parts from the header's first on."""

    signed: Signed
    release: Release
    parts: tuple[bytes, ...]


class Parcel(Struct, frozen=True):
    """A parcel as it travels."""

    frame: Frame
    header: ParcelHeader

    def is_by(self, public: bytes) -> bool:
        """Whether the holder of this key signed it."""
        return self.frame.is_by(public, PARCEL)

    def open(self, key: SigningKey, centre: bytes) -> Opened:
        """What is in it, for the device with this key; the release is proven by the centre's.

        Raises:
            BundleBroken: it is sealed to another key, or does not hold what its header says.
        """
        try:
            secret = X25519PrivateKey.from_private_bytes(key.sealing)
            opened = SUITE.decrypt(self.frame.sealed, secret, info=self.frame.head)
            content = read_packed(opened, _Content)
            release = proven(content.signed, RELEASE, centre, Release)
        except (InvalidTag, ValueError, DecodeError, Unproven):
            raise BundleBroken("changed") from None
        header = self.header
        same = (release.kind, release.number) == (header.kind, header.number)
        fits = 0 < len(content.parts) <= release.parts - header.first
        if not (same and fits and is_bounded(release) and release.station in ("", header.station)):
            raise BundleBroken("changed")
        if any(not 0 < len(part) <= PART_BYTES for part in content.parts):
            raise BundleBroken("changed")
        return Opened(content.signed, release, content.parts)


class _Content(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The sealed part."""

    signed: Signed
    parts: tuple[bytes, ...]


def is_parcel(content: bytes) -> bool:
    """Whether bytes begin as a parcel does, and as nothing else on a stick."""
    beginning = _MAGIC.split(b" ")[0]
    return bool(content) and beginning.startswith(content[: len(beginning)])


def make_parcels(
    address: Address, signed: Signed, after: int, parts: Sequence[bytes], key: SigningKey
) -> Iterator[tuple[str, bytes]]:
    """A release, as it was signed, as files, each with its stem; ``key`` is the centre's.

    Raises ValueError where the device has no key to seal to.
    """
    told = read_json(signed.content, Release)
    recipient = sealing_of(address.public)
    first = 0
    while first < len(parts):
        some = _fitting(parts, first)
        content = pack(_Content(signed, tuple(some)))
        header = ParcelHeader(
            version=1,
            alg=ALGORITHM,
            station=address.station,
            device=address.device,
            letter=address.letter,
            kind=told.kind,
            number=told.number,
            after=after,
            first=first,
            key=key_name(key.public),
            recipient=key_name(recipient),
            size=len(content) + SEALING_BYTES,
        )
        head = encode(header)
        sealed = SUITE.encrypt(content, X25519PublicKey.from_public_bytes(recipient), info=head)
        yield header.stem, write_frame(_MAGIC, head, sealed, lambda covered: key.sign(PARCEL, covered))
        first += len(some)


def read_parcel(content: bytes) -> Parcel:
    """A parcel from its bytes. Nothing of it is proven yet but that the sealed part is the one its header belongs to.

    Raises:
        BundleBroken: it is none, or not whole.
    """
    frame = read_frame(_MAGIC, content, MOST_PARCEL, lambda head: _header(head).size)
    return Parcel(frame, _header(frame.head))


def _fitting(parts: Sequence[bytes], first: int) -> list[bytes]:
    """The parts from this one on that go into one file."""
    some, size = [parts[first]], len(parts[first])
    for part in parts[first + 1 :]:
        size += len(part)
        if size > _ROOM:
            break
        some.append(part)
    return some


def _header(head: bytes) -> ParcelHeader:
    try:
        header = read_json(head, ParcelHeader)
    except DecodeError:
        raise BundleBroken("changed") from None
    if (header.version, header.alg) != (1, ALGORITHM):
        raise BundleBroken("later")
    words = header.station + header.letter + header.key + header.recipient
    if len(header.device) != ID_BYTES or not words.isprintable() or not KIND.fullmatch(header.kind):
        raise BundleBroken("changed")
    if not 0 <= header.after < header.number < 2**62 or not 0 <= header.first < 2**20:
        raise BundleBroken("changed")
    if not SEALING_BYTES < header.size <= MOST_PARCEL:
        raise BundleBroken("changed")
    return header
