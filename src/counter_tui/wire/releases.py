"""Releases: what the centre gives its stations to work by, each a file of theirs with a number, signed.

The content travels packed and cut in parts, so that a bad line loses one part of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import sha256

from msgspec import Struct

from counter_tui.domain.clock import from_ms
from counter_tui.wire.entries import LEVEL
from counter_tui.wire.envelope import Signed

RELEASE = "release"
"""The sort of a signed release."""

KINDS = (
    "calendar",
    "cards",
    "catalogue",
    "customers",
    "labels",
    "notices",
    "outages",
    "prices",
    "roster",
)
"""What a release can be; a later program may know more."""

KIND = re.compile(r"[a-z]{1,20}")
"""How a kind is written; a later centre may have more of them."""
PART_BYTES = 256 * 1024
MOST_BYTES = 48 * 1024 * 1024
"""Bytes a file has at most."""
MOST_PACKED = 24 * 1024 * 1024
"""Bytes it has at most on its way."""
MOST_LISTED = 50
"""Releases of a kind that are told at once; the next question brings the others."""
_SHANGHAI = timedelta(hours=8)


class Release(Struct, frozen=True):
    """A file every station, or the one named, is to work by; numbers of a kind only grow.

    ``size`` and ``digest`` (SHA-256) are of the file, ``packed`` are its bytes on the way. From ``valid_from`` on it
    holds, at once where that is not said; after ``expires`` it is old.
    """

    kind: str
    number: int
    size: int
    digest: bytes
    packed: int
    at_ms: int
    station: str = ""
    title: str = ""
    valid_from: date | None = None
    expires: date | None = None

    @property
    def parts(self) -> int:
        """In how many parts it travels."""
        return -(-self.packed // PART_BYTES)


class Releases(Struct, frozen=True):
    """Releases of a kind that hold for a station, each signed, in the order of their numbers."""

    releases: tuple[Signed, ...]


class ReleaseBroken(Exception):
    """Bytes that are not the release that was announced."""


def packed(content: bytes) -> bytes:
    """A file as it travels."""
    from zstandard import ZstdCompressor

    return ZstdCompressor(level=LEVEL).compress(content)


def cut(content: bytes) -> list[bytes]:
    """The parts of a packed file."""
    return [content[at : at + PART_BYTES] for at in range(0, len(content), PART_BYTES)]


def put_together(release: Release, parts: Sequence[bytes]) -> bytes:
    """The file of a release from its parts; raises ReleaseBroken."""
    from zstandard import ZstdDecompressor, ZstdError, get_frame_parameters

    content = b"".join(parts)
    try:
        if len(content) != release.packed or get_frame_parameters(content).content_size != release.size:
            raise ReleaseBroken("another size")
        # What a frame says of its size was compared with what the centre signed, which is bounded.
        file = ZstdDecompressor(max_window_size=2 * MOST_BYTES).decompress(
            content, max_output_size=max(release.size, 1), allow_extra_data=False
        )
    except ZstdError:
        raise ReleaseBroken("not packed as it should be") from None
    if sha256(file).digest() != release.digest:
        raise ReleaseBroken("another content")
    return file


def is_bounded(release: Release) -> bool:
    """Whether the sizes of a release are such as any centre gives out."""
    return 0 < release.number < 2**62 and 0 < release.size <= MOST_BYTES and 0 < release.packed <= MOST_PACKED


def day_of(now_ms: int) -> date:
    """The day it is at the stations, up to which and from which on a release holds."""
    return (from_ms(now_ms) + _SHANGHAI).date()
