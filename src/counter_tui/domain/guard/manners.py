"""Putting the polite way of saying something in the place of words that were held."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from counter_tui.domain.guard.signs import is_spelled

_HAN = re.compile("[\u3400-\u9fff]")
_WORDS = re.compile("[A-Za-z]+")
_ENDS = "，,。.；;！!？?\n"
_CLAUSE = re.compile(f"[^{_ENDS}]+[{_ENDS}]*")
_QUOTES = "“”\"'「」 "


def politely(text: str, piece: str, instead: str, improper: Callable[[str], bool]) -> str:
    """The text with ``instead`` in the place of the clause the piece stands in.

    Other clauses that are ``improper`` by themselves are left out, the rest stays as it is.
    """
    said = instead.strip(_QUOTES)
    start = text.find(piece)
    if start < 0:
        return said
    end = start + len(piece)
    kept, place = list[str](), -1
    for clause in _CLAUSE.finditer(text):
        if clause.start() < end and clause.end() > start:
            if place < 0:
                place = len(kept)
                kept.append(said)
        elif not improper(clause[0]):
            kept.append(clause[0])
    if place + 1 < len(kept):
        # One mark is enough where the sentence goes on.
        kept[place] = said.rstrip(_ENDS) + _mark_after(text, end)
    return "".join(kept)


def _mark_after(text: str, end: int) -> str:
    """The mark that ends the clause which stands at this place."""
    return next((char for char in text[end:] if char in _ENDS), "")


def is_judged(text: str, syllables: Collection[str]) -> bool:
    """Whether the rules can judge a text: they know Chinese, in characters or in pinyin.

    A text in another language has now and then a word that reads like pinyin: where most words do not, it is none.
    """
    words = _WORDS.findall(text.lower())
    if _HAN.search(text) or not words:
        return True
    return 2 * sum(is_spelled(word, syllables) for word in words) >= len(words)
