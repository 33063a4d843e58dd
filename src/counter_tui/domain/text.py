"""Folding what people type, scan or export, so that the same thing always reads the same.

Folding changes how a text is written and never what it says: full-width becomes half-width, runs of blanks become
one, what cannot be seen goes. Every function accepts any text and gives the same result when it is applied again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs"})
# Blank or zero-width, yet counted by Unicode as letters, marks or symbols: a name must not look empty.
_UNSEEN = re.compile("[\u034f\u115f\u1160\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Variation selectors choose the shape of a rare character of a name: prose keeps them.
_UNSEEN_IN_PROSE = re.compile("[\u034f\u115f\u1160\u2800\u3164\uffa0]")
_FULL_WIDTH = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_DASHES = re.compile("[‐‑‒–—―−﹣－ー-]+")
_ASCII_UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
LEADING_APOSTROPHES = "'‘’`"
"""What stands before a number that a spreadsheet keeps as text."""

_LONG = 1000
_MOST_MARKS = 30
_INNER_DASHES = re.compile("(?<=[0-9A-Z])[‐‑‒–—―−-]+(?=[0-9A-Z])")


def fold(text: str) -> str:
    """The text in compatibility form (NFKC), trimmed, blanks collapsed, control and zero-width characters gone.

    Private-use characters stay: older systems kept rare characters of names there.
    """
    return _settled(_fold_once, text)


def fold_prose(text: str) -> str:
    """A text somebody wrote, for others to read: trimmed, blanks collapsed, what cannot be seen gone.

    Punctuation, brackets and rare characters stay as they were written; only full-width letters and digits, which
    an input method leaves behind, become half-width. Also for names and addresses, whose characters must not change.
    """
    return _settled(_fold_prose_once, text)


def fold_code(text: str) -> str:
    """A number or code as it is compared and kept: folded, in capitals, without blanks and inner hyphens.

    An apostrophe in front, by which spreadsheets mark text, goes too. A hyphen in front or at the end stays: it
    belongs to no number and is refused later. Only ASCII letters become capitals, so that no letter of another
    alphabet turns into one that a number may have.
    """
    return _settled(_fold_code_once, text)


def unify_dashes(text: str) -> str:
    """The folded text with every run of hyphens, dashes and minus signs written as one ``-``."""
    return _DASHES.sub("-", fold(text))


def is_ascii_digits(text: str) -> bool:
    """Whether the text is nothing but 0-9, at least one; digits of other scripts do not count."""
    return text.isascii() and text.isdigit()


def _settled(step: Callable[[str], str], text: str) -> str:
    """Apply the step until nothing changes: what one pass removes may let its neighbours combine."""
    while (folded := step(text)) != text:
        text = folded
    return text


def _fold_once(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _without_piles(_UNSEEN.sub("", text)))
    text = " ".join(text.split())
    if text.isprintable():
        return text
    return "".join(char for char in text if unicodedata.category(char) not in _UNSEEN_CATEGORIES)


def _without_piles(text: str) -> str:
    """A long text without what stands beyond the 30th mark upon one character: no writing has that.

    Putting piled marks in order takes the square of their number. The limit is that of the stream-safe text format
    of Unicode (UAX #15).
    """
    if len(text) <= _LONG:
        return text
    kept, piled = [], 0
    for char in text:
        is_mark = not char.isascii() and unicodedata.combining(unicodedata.normalize("NFKD", char)[0])
        piled = piled + 1 if is_mark else 0
        if piled <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def _fold_prose_once(text: str) -> str:
    text = " ".join(_UNSEEN_IN_PROSE.sub("", text.translate(_FULL_WIDTH)).split())
    if text.isprintable():
        return text
    return "".join(char for char in text if unicodedata.category(char) not in _UNSEEN_CATEGORIES)


def _fold_code_once(text: str) -> str:
    code = _fold_once(text).replace(" ", "").lstrip(LEADING_APOSTROPHES).translate(_ASCII_UPPER)
    return _INNER_DASHES.sub("", code)
