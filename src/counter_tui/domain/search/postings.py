"""Sets of customers behind the terms of an index: grown over the terms, packed for the store, unpacked as bits.

A set of numbers is an ``int`` with these bits where it is reckoned with: a thousand customers more cost nothing.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from counter_tui.domain.search.terms import shortest

LARGEST = 1 << 18
"""So many customers have a place in one part of an index."""

_LISTED = 256
_FEW = 4
_LIST, _BITS, _PACKED = range(3)
_SWAPPED = sys.byteorder == "big"


Node = tuple[str, Collection[int], bool]
"""A beginning of terms, the customers who have one of these, and whether it is a term itself and no mere fork."""


def grown(terms: Iterable[tuple[str, Collection[int]]]) -> Iterator[Node]:
    """All terms and the forks between them, each with the customers of everything behind it.

    ``terms`` are sorted, each with its own customers; what begins with a term may come before it or after it. A node
    comes after all that begin with it. The last node that begins with a text, if any does, has the customers of that
    beginning: between two neighbouring forks there is nothing to tell apart.
    """
    path: list[Node] = []
    last = ""
    for term, members in chain(terms, (("", ()),)):
        common = _common(last, term) if term else 0
        while path and len(path[-1][0]) > common:
            node = path.pop()
            yield node
            if path and len(path[-1][0]) >= common:
                above, known, own = path[-1]
                if isinstance(known, set):
                    known.update(node[1])
                else:
                    path[-1] = above, {*known, *node[1]}, own
            elif common:
                path.append((node[0][:common], {*node[1]}, False))
        if path and path[-1][0] == term:
            path[-1] = term, {*path[-1][1], *members}, True
        elif term:
            path.append((term, members, True))
        last = term


def _common(one: str, other: str) -> int:
    """How many characters both begin with; none when nobody asks for so short a beginning."""
    if one[:2] != other[:2]:
        return 0
    length = 2
    for here, there in zip(one[2:], other[2:], strict=False):
        if here != there:
            break
        length += 1
    return min(length, len(one), len(other)) if length >= shortest(one[0]) else 0


def pack(members: Collection[int]) -> bytes:
    """A set of numbers below ``LARGEST`` as the store keeps it."""
    if len(members) <= _LISTED:
        listed = array("I", sorted(members))
        if _SWAPPED:
            listed.byteswap()
        return bytes((_LIST,)) + listed.tobytes()
    bits = bytearray((max(members) >> 3) + 1)
    for member in members:
        bits[member >> 3] |= 1 << (member & 7)
    packed = zlib.compress(bits, 1)
    if len(packed) < len(bits):
        return bytes((_PACKED,)) + packed
    return bytes((_BITS,)) + bytes(bits)


def unpack(blob: bytes) -> int:
    """A packed set as bits."""
    kind, body = blob[0], blob[1:]
    if kind == _PACKED:
        return int.from_bytes(zlib.decompress(body), "little")
    if kind == _BITS:
        return int.from_bytes(body, "little")
    return bits_of(_listed(body))


def bits_of(numbers: Collection[int]) -> int:
    """Some numbers as bits."""
    if len(numbers) < _FEW:
        return sum(1 << number for number in numbers)
    bits = bytearray((max(numbers) >> 3) + 1)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def unpack_numbers(blob: bytes) -> Iterable[int]:
    """The numbers of a packed set, ascending."""
    return _listed(blob[1:]) if blob[0] == _LIST else numbers_in(unpack(blob))


def numbers_in(bits: int) -> Iterator[int]:
    """The numbers of a set of bits, ascending."""
    words = memoryview(bits.to_bytes((bits.bit_length() + 63) // 64 * 8, sys.byteorder)).cast("Q")
    for place, word in enumerate(reversed(words) if _SWAPPED else words):
        while word:
            lowest = word & -word
            yield place * 64 + lowest.bit_length() - 1
            word ^= lowest


def _listed(body: bytes) -> array[int]:
    listed = array("I", body)
    if _SWAPPED:
        listed.byteswap()
    return listed
