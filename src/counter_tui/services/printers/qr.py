"""QR codes: how large they come out, and their modules where we draw them ourselves. Correction level M everywhere."""

from __future__ import annotations

_BYTES_M = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666)
"""How many bytes a code of version 1, 2, … holds at level M (ISO/IEC 18004, table 7)."""

QUIET = 4
"""Empty modules around a code."""

_LARGEST = 8
_SHARE = 0.7
"""A code takes at most so much of the paper's width."""


def modules(length: int) -> int:
    """How many modules a code of so many bytes has on a side, without the empty ones around it.

    Raises ValueError for a text longer than a receipt's paper can show.
    """
    for version, most in enumerate(_BYTES_M, start=1):
        if length <= most:
            return 17 + 4 * version
    raise ValueError(f"{length} bytes are too long for a QR code on a receipt")


def widest_module(length: int, dots: int) -> int:
    """How many dots a module of a code of so many bytes is wide on paper of so many dots: 3 to 8."""
    return max(3, min(_LARGEST, int(dots * _SHARE) // modules(length)))


def matrix(payload: str) -> list[list[bool]]:
    """The modules of a code, row by row, without the empty ones around it."""
    import segno

    made = segno.make(payload.encode("utf-8"), error="m", mode="byte", micro=False, boost_error=False)
    return [[bool(module) for module in row] for row in made.matrix]
