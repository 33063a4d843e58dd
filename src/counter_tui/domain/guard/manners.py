"""Putting the polite way of saying something in the place of words that were held."""

from __future__ import annotations

import re
from collections.abc import Collection

from counter_tui.domain.guard.signs import is_spelled

_HAN = re.compile("[\u3400-\u9fff]")
_WORDS = re.compile("[A-Za-z]+")
_ENDS = "，,。.；;！!？?\n"
_QUOTES = "“”\"'「」 "


def politely(text: str, piece: str, instead: str) -> str:
    """The text with ``instead`` in the place of the clause the piece stands in; other clauses stay as they are."""
    start = text.find(piece)
    if start < 0:
        return instead.strip(_QUOTES)
    end = start + len(piece)
    while start > 0 and text[start - 1] not in _ENDS:
        start -= 1
    while end < len(text) and text[end] not in _ENDS:
        end += 1
    said = instead.strip(_QUOTES)
    rest = text[end:]
    if rest[:1] and rest[0] in _ENDS:
        # One mark is enough: that of the way of saying it, unless the sentence goes on.
        said = said.rstrip(_ENDS) if rest[1:].strip() else said
        rest = rest if rest[1:].strip() else ""
    return text[:start] + said + rest


def is_judged(text: str, syllables: Collection[str]) -> bool:
    """Whether the rules can judge a text: they know Chinese, in characters or in pinyin.

    A text in another language has now and then a word that reads like pinyin: where most words do not, it is none.
    """
    words = _WORDS.findall(text.lower())
    if _HAN.search(text) or not words:
        return True
    return 2 * sum(is_spelled(word, syllables) for word in words) >= len(words)
