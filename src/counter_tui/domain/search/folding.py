"""How names, addresses and queries are written before they are compared: what nobody can tell apart is one."""

from __future__ import annotations

import re
import unicodedata

from counter_tui.domain.text import fold

_DOT_ABOVE = {ord("˙"): "·"}  # NFKC would turn this interpunct into a blank
_INTERPUNCTS = "·•・‧∙⋅᛫ꞏ⸱●。"
_BRACKETS = "()[]{}<>〔〕【】〈〉《》「」『』〖〗〘〙⟨⟩"
_QUOTES = "\"'`‘’‛“”„′"
_IGNORED = dict.fromkeys(map(ord, _INTERPUNCTS + _BRACKETS + _QUOTES + " ,;、"), None)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_OUTSIDE_NUMBERS = re.compile(r"(?<![0-9])\.|\.(?![0-9])")
_COMBINING = re.compile("[\u0300-\u036f]")
_COUNTRY = re.compile(r"\A(?:\+86(?=[0-9]{7})|(?:00)?86(?=1[0-9]{10}\Z))")
_BETWEEN_DIGITS = re.compile(r"[-.]")

SHORTEST_NUMBER = 4
"""The fewest characters by whose end a number is found."""


def fold_words(text: str) -> str:
    """The text with blanks, interpuncts, brackets, quotes and list commas gone, in lower case, half-width.

    Accents on Latin letters go, except that ``ü`` stays. A point stays only between digits. Any text is accepted.
    """
    if text.isascii() and text.isalnum():
        return text.lower()
    folded = fold(fold(text.translate(_DOT_ABOVE)).casefold()).translate(_IGNORED)
    if not folded.isascii():
        folded = _COMBINING.sub("", "".join(map(_without_accent, folded)).translate(_DASHES))
    return _OUTSIDE_NUMBERS.sub("", folded) if "." in folded else folded


def fold_number(text: str) -> str:
    """A telephone, account or meter number as lower-case letters and digits.

    Empty when the text has other signs than hyphens, fewer than four characters or no digit at all.
    """
    number = _BETWEEN_DIGITS.sub("", fold_words(text))
    plausible = len(number) >= SHORTEST_NUMBER and number.isascii() and number.isalnum()
    return number if plausible and not number.isalpha() else ""


def fold_phone(text: str) -> str:
    """As ``fold_number``, and the prefix of the country goes."""
    return fold_number(_COUNTRY.sub("", _BETWEEN_DIGITS.sub("", fold_words(text))))


def _without_accent(char: str) -> str:
    if char < "\u0080" or not unicodedata.decomposition(char):
        return char
    base, *marks = list(unicodedata.normalize("NFD", char))
    if not (base.isascii() and base.isalpha()):
        return char
    return "ü" if base == "u" and "\u0308" in marks else base
