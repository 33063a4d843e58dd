"""A sealed head (封存点): the end of the ledger as a closing sheet vouches for it, kept outside the store.

One line of plain text each, so that a person can hold it beside the sheet in the binder.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

_EPOCH, _HASH = 32, 64
_HEX = frozenset("0123456789abcdef")


class Seal(Struct, frozen=True, order=True):
    """The fact at place ``seq`` of the run ``epoch`` had this ``hash`` when ``day`` was closed; both in hex."""

    day: date
    epoch: str
    seq: int
    hash: str


def line_of(seal: Seal) -> str:
    """The seal as a line: day, run, place, hash."""
    return f"{seal.day.isoformat()} {seal.epoch} {seal.seq} {seal.hash}"


def read_line(line: str) -> Seal | None:
    """The seal in a line, None in one that was not written by ``line_of``."""
    parts = line.split(" ")
    if len(parts) != 4:
        return None
    day, epoch, seq, hash_ = parts
    if not (_is_hex(epoch, _EPOCH) and _is_hex(hash_, _HASH) and seq.isascii() and seq.isdigit()):
        return None
    try:
        seal = Seal(date.fromisoformat(day), epoch, int(seq), hash_)
    except ValueError:
        return None
    return seal if line_of(seal) == line else None


def read_lines(text: str) -> tuple[frozenset[Seal], tuple[int, ...]]:
    """The seals of a whole file, and the numbers of the lines that are none; empty lines are passed by."""
    seals, unfit = set(), []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        seal = read_line(line)
        if seal is None:
            unfit.append(number)
        else:
            seals.add(seal)
    return frozenset(seals), tuple(unfit)


def missing(known: Iterable[Seal], there: Iterable[Seal]) -> list[Seal]:
    """The seals of ``known`` that are not ``there``, the oldest day first."""
    return sorted(set(known) - set(there))


def _is_hex(text: str, digits: int) -> bool:
    return len(text) == digits and _HEX.issuperset(text)
