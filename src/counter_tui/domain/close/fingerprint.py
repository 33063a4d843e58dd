"""The fingerprint of a day (日期指纹): the beginning of the ledger's hash, short enough to be read off paper.

Twenty hexadecimal digits are eighty bits: nobody finds other facts that end in the same.
"""

from __future__ import annotations

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.text import fold_code

DIGITS = 20
_GROUP = 4
_HEX = frozenset("0123456789abcdef")


def fingerprint(hash_hex: str) -> str:
    """The fingerprint of a hash, in groups of four."""
    short = hash_hex[:DIGITS]
    return "-".join(short[at : at + _GROUP] for at in range(0, len(short), _GROUP))


def read_fingerprint(typed: str) -> str:
    """The digits of a fingerprint as somebody read it off the sheet, in any grouping and width.

    Raises RuleBroken("fingerprint_unfit") for anything but all of its digits.
    """
    digits = "".join(each for each in fold_code(typed).lower() if each.isalnum())
    if len(digits) != DIGITS or not _HEX.issuperset(digits):
        raise RuleBroken("fingerprint_unfit")
    return digits
