"""Everything a PC had to hand over when it was closed down, as one file.

It holds bundles as they go by stick, one behind the other, and what the PC says of the order it obeyed. Each bundle is
signed and sealed for itself; a digest at the end tells whether the file is whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from msgspec import DecodeError, Struct
from msgspec.json import encode

from counter_tui.domain.reading import read_json
from counter_tui.wire.bundle import MOST_BUNDLE
from counter_tui.wire.frames import BundleBroken
from counter_tui.wire.messages import ObeyedTold

SEALED_ENDING = ".gws"
MOST_SEALED = 1 << 30
"""Bytes such a file has at most."""

_MAGIC = b"counter-sealed 1\n"
_SIZE_BYTES = 4
_DIGEST_BYTES = 32


class Sealed(Struct, frozen=True):
    """What is in such a file: what was obeyed, and the bundles."""

    told: ObeyedTold
    bundles: tuple[bytes, ...]


class _Head(Struct, frozen=True, forbid_unknown_fields=True):
    told: ObeyedTold
    sizes: tuple[int, ...]


def write_sealed(told: ObeyedTold, bundles: Iterable[bytes]) -> bytes:
    """These bundles and this word as the bytes of a file."""
    kept = tuple(bundles)
    head = encode(_Head(told, tuple(map(len, kept))))
    content = b"".join((_MAGIC, len(head).to_bytes(_SIZE_BYTES, "big"), head, *kept))
    return content + sha256(content).digest()


def read_sealed(content: bytes) -> Sealed:
    """What is in such a file. Nothing of it is proven yet but that it is whole.

    Raises:
        BundleBroken: it is none, or not whole.
    """
    if not content.startswith(_MAGIC):
        later = content.startswith(_MAGIC.split(b" ")[0] + b" ")
        raise BundleBroken("cut_off" if _MAGIC.startswith(content) else "later" if later else "not_one")
    at = len(_MAGIC) + _SIZE_BYTES
    end = at + int.from_bytes(content[len(_MAGIC) : at], "big")
    if len(content) < end + _DIGEST_BYTES:
        raise BundleBroken("cut_off")
    try:
        head = read_json(content[at:end], _Head)
    except DecodeError:
        raise BundleBroken("changed") from None
    if any(not 0 < size <= MOST_BUNDLE for size in head.sizes):
        raise BundleBroken("changed")
    body = end + sum(head.sizes)
    if len(content) < body + _DIGEST_BYTES:
        raise BundleBroken("cut_off")
    if content[body:] != sha256(memoryview(content)[:body]).digest():
        raise BundleBroken("changed")
    bundles = []
    for size in head.sizes:
        bundles.append(content[end : end + size])
        end += size
    return Sealed(head.told, tuple(bundles))
