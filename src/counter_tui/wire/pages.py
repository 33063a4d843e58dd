"""Facts on their way to a device: its own after a loss, and those of its station's other devices."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from msgspec import DecodeError, Struct, ValidationError
from msgspec.msgpack import encode

from counter_tui.domain.ledger.entry import Entry, Opening
from counter_tui.domain.reading import read_packed
from counter_tui.wire.entries import ID_BYTES, BatchBroken, pack, unpack
from counter_tui.wire.messages import Cursor

_DIGEST_BYTES = 16
"""Hashes of facts are worked out anew where a page is read, so they cannot tell that it was changed on its way."""


class Run(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Facts of one stream that follow each other: from ``first`` on, after the fact with the hash ``previous``."""

    device: bytes
    epoch: bytes
    opening: Opening
    first: int
    previous: bytes
    batch: bytes

    def entries(self) -> list[Entry]:
        """Its facts, linked; raises BatchBroken where it has none."""
        if len(self.device) != ID_BYTES or len(self.epoch) != ID_BYTES:
            raise BatchBroken("a run with ids of another length")
        return unpack(self.batch, self.epoch, self.first, self.previous)


class Page(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A part of a feed or of a stream. ``cursor`` is where the next part begins after, ``end`` the last place.

    A part of a feed leaves out its reader's own facts: ``asked`` tells who asked for it, and after which place.
    """

    cursor: Cursor
    end: int
    runs: tuple[Run, ...]
    asked: bytes = b""


def asked_by(device: bytes, after: Cursor) -> bytes:
    """What stands in the part of the feed after a place that is for this device."""
    return _digest(encode((device, after)))


def make_run(device: bytes, opening: Opening, previous: bytes, entries: Sequence[Entry]) -> Run:
    """Facts of one stream of a device as a run."""
    header = entries[0].header
    return Run(device, header.epoch, opening, header.seq, previous, pack(entries))


def write_page(page: Page) -> bytes:
    """A page as bytes, after a digest of them."""
    content = encode(page)
    return _digest(content) + content


def read_page(content: bytes) -> Page:
    """A page from its bytes; raises BatchBroken where they are none, or not all as they were written."""
    digest, packed = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
    if digest != _digest(packed):
        raise BatchBroken("a page that was changed")
    try:
        return read_packed(packed, Page)
    except (DecodeError, ValidationError):
        raise BatchBroken("no page") from None


def _digest(content: bytes) -> bytes:
    return sha256(content).digest()[:_DIGEST_BYTES]
