"""Where a range belongs: onto the end of its stream, behind a gap, or on another branch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from counter_tui.domain.ledger.chain import genesis
from counter_tui.wire.ranges import Manifest

Place = Literal["extends", "known", "gap", "fork"]


class Mark(Struct, frozen=True):
    """How far a stream is known: its last seq, 0 for none, and the hash there."""

    seq: int
    hash: bytes


def start_of(device: bytes, epoch: bytes) -> Mark:
    """Where a stream stands of which nothing is known."""
    return Mark(0, genesis(device, epoch))


def place_of(
    manifest: Manifest, mark: Mark, known: Callable[[int], bytes], told: Callable[[int], bytes]
) -> Place:
    """Where the range of this manifest belongs beside what is known of its stream.

    ``known`` tells the hash of a seq up to the mark, 0 included, and ``told`` that of a seq of the range. Whatever the
    answer, nothing that is known is ever replaced.
    """
    if manifest.first > mark.seq + 1:
        return "gap"
    if known(manifest.first - 1) != manifest.previous:
        return "fork"
    both = min(manifest.last, mark.seq)
    # A hash stands for all before it: where that of the last common fact is the same, all are.
    if both >= manifest.first and known(both) != told(both):
        return "fork"
    return "known" if manifest.last <= mark.seq else "extends"
