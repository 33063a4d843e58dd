"""Choosing from a list by typing part of a name, its initials or a digit."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from msgspec import Struct


class Choice(Struct, frozen=True):
    """Something that can be chosen: ``words`` are initials and full readings, ``detail`` stands quietly beside it."""

    id: str
    label: str
    words: tuple[str, ...] = ()
    detail: str = ""


def matching(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices the typed text may mean, the likeliest first; all of them when nothing is typed.

    A single digit means the choice at that place of the list, then whatever has the digit in its label.
    """
    text = unicodedata.normalize("NFKC", typed).strip().casefold()
    if not text:
        return list(choices)
    ranked = [(_rank(choice, text, place), place, choice) for place, choice in enumerate(choices)]
    return [
        choice
        for rank, _place, choice in sorted(
            ((rank, place, choice) for rank, place, choice in ranked if rank < _NO), key=lambda each: each[:2]
        )
    ]


_NO = 9


def _rank(choice: Choice, text: str, place: int) -> int:
    if text.isdigit() and len(text) == 1 and text != "0" and int(text) == place + 1:
        return 0
    words = [word.casefold() for word in choice.words]
    label = choice.label.casefold()
    if text in words or text == label:
        return 1
    if any(word.startswith(text) for word in words) or label.startswith(text):
        return 2
    if text in label:
        return 3
    return 4 if len(text) > 1 and any(text in word for word in words) else _NO
