"""How many facts one batch carries, judged by the size of their bodies: nothing is packed to find out.

Packed, a batch is never larger than unpacked but for what packing itself adds, so what fits unpacked fits for certain.
The usual batch is far below that, and so is a single fact (``domain.ledger.chain.MOST_BODY``).
"""

from __future__ import annotations

from collections.abc import Iterable

from counter_tui.wire.entries import MOST_BYTES, MOST_FACTS

BESIDE_BODY = 164
"""Bytes a fact takes in a batch beside its body, at most for what this program writes."""
ROOM = MOST_BYTES - 8 * 1024
"""Bytes of facts that go into one batch; the rest is for its frame and for what packing may add."""

_HASH_BYTES = 32


def fitting(bodies: Iterable[int | None], most: int = MOST_FACTS) -> int:
    """How many facts of one batch, from the first on: their bodies have so many bytes, None where one was erased.

    At least one where there is any, since no batch is smaller; at most ``most``.
    """
    count = taken = 0
    for size in bodies:
        taken += BESIDE_BODY + (_HASH_BYTES if size is None else size)
        if count == most or (count and taken > ROOM):
            break
        count += 1
    return count
