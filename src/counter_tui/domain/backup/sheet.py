"""The key on the recovery sheet: written in rows people can copy, and read back with mistakes said by row and group."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from unicodedata import normalize

from counter_tui.domain.errors import RuleBroken

ROWS = 4
GROUPS = 4
_ROW_BYTES = 8
_GROUP_DIGITS = 4
_HEX = frozenset("0123456789ABCDEF")
_ALIKE = str.maketrans("OIL", "011")
"""Letters that are no digits here but look like one."""
_ROW = re.compile(
    r"\s*(?:[1-9]\s{1,3})?(?P<digits>[0-9A-Za-z][0-9A-Za-z\s-]*?)\s*\(\s*(?P<check>[0-9A-Za-z]{1,4})\s*\)\s*"
)


def key_rows(key: bytes) -> list[str]:
    """The key as people copy it: rows of four groups of four hex digits, and two digits that check the row."""
    rows = []
    for start in range(0, len(key), _ROW_BYTES):
        part = key[start : start + _ROW_BYTES]
        digits = part.hex().upper()
        groups = " ".join(digits[place : place + _GROUP_DIGITS] for place in range(0, 16, _GROUP_DIGITS))
        rows.append(f"{groups}  ({_check(part)})")
    return rows


def read_row(text: str, row: int) -> bytes:
    """The eight bytes of one row as it was typed; ``row`` is its number from 1, said in what is raised.

    Blanks, dashes, small letters and brackets do not matter, nor O for 0, I and L for 1. Raises RuleBroken:
    "sheet_signs" with the group that has a sign that is no digit, "sheet_length" or
    "sheet_long_or_short" when digits are missing or too many (in a group, or nobody knows in which), "sheet_check" when
    the row does not fit its two check digits.
    """
    signs = "".join(sign for sign in _plain(text) if sign.isalnum())
    for place, sign in enumerate(signs):
        if sign not in _HEX and place < 2 * _ROW_BYTES:
            raise RuleBroken("sheet_signs", row=row, group=place // _GROUP_DIGITS + 1, sign=sign)
    if len(signs) != 2 * _ROW_BYTES + 2:
        counted = {"row": row, "found": len(signs), "wanted": 2 * _ROW_BYTES + 2}
        if group := _odd_group(text):
            raise RuleBroken("sheet_length", group=group, **counted)
        raise RuleBroken("sheet_long_or_short", **counted)
    part, check = bytes.fromhex(signs[: 2 * _ROW_BYTES]), signs[2 * _ROW_BYTES :]
    if _check(part) != check:
        raise RuleBroken("sheet_check", row=row)
    return part


def read_sheet(text: str) -> bytes:
    """The key on a sheet as ``init`` wrote it, or of its four rows alone.

    Raises RuleBroken("sheet_unreadable") when there are not four rows, and what ``read_row`` raises.
    """
    rows = [match for line in text.splitlines() if (match := _ROW.fullmatch(normalize("NFKC", line)))]
    if len(rows) != ROWS:
        raise RuleBroken("sheet_unreadable", found=len(rows))
    return join_rows(
        [read_row(f"{row['digits']} ({row['check']})", number) for number, row in enumerate(rows, 1)]
    )


def join_rows(parts: Sequence[bytes]) -> bytes:
    """The key from its rows."""
    return b"".join(parts)


def _plain(text: str) -> str:
    return normalize("NFKC", text).upper().translate(_ALIKE)


def _odd_group(text: str) -> int:
    """Which of the groups, where they stand apart, has not four signs; 0 when that cannot be said."""
    groups = text.split("(", maxsplit=1)[0].split()
    if len(groups) != GROUPS:
        return 0
    return next((place for place, group in enumerate(groups, 1) if len(group) != _GROUP_DIGITS), 0)


def _check(part: bytes) -> str:
    return sha256(b"key-row" + part).hexdigest()[:2].upper()
