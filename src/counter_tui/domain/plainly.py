"""Texts that leave the station without anybody's particulars in them, whatever was written into them."""

from __future__ import annotations

import re

_FOREIGN = re.compile(r"[^\x20-\x7e]+")
_NUMBER = re.compile(r"(\b[0-9a-f]{32}\b)|\d(?:[ -]?\d){6,}")
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+")


def scrubbed(text: str) -> str:
    """The text without what is not ASCII, without numbers of seven digits and more, and without mail addresses.

    Names and addresses of customers are written in Chinese; phones, accounts and identity numbers have seven digits
    and more. So what is left is the program's own English, short numbers and ids of 32 hexadecimal digits.
    """
    return _NUMBER.sub(lambda found: found[1] or "#", _ADDRESS.sub("*", _FOREIGN.sub("*", text)))
