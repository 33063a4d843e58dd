"""What a piece of text means, by name; the themes say how that looks. Signs that say it without colour."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Literal, NamedTuple

from textual.content import Content

Role = Literal["text", "strong", "quiet", "secondary", "accent", "heading", "soon", "broken", "done"]
"""``soon``: somebody has to act; ``broken``: too late or wrong; ``done``: nothing left to do; ``secondary``: labels."""

STYLES: dict[Role, str] = {
    "text": "$foreground",
    "strong": "bold $foreground",
    "quiet": "$quiet",
    "secondary": "$secondary",
    "accent": "$accent",
    "heading": "bold $accent",
    "soon": "$soon",
    "broken": "$broken",
    "done": "$done",
}


class Piece(NamedTuple):
    """Some text and what it means. The text may come from anybody: it is never read as markup."""

    text: str
    role: Role = "text"


Pieces = Iterable[Piece | str]
"""A line: pieces, or plain text."""

SignName = Literal[
    "done", "owed", "soon", "broken", "bad", "dot", "ring", "joined", "arrow", "chosen", "free", "more"
]

_SIGNS: dict[SignName, tuple[str, str]] = {
    "done": ("✓", "v"),
    "owed": ("◷", "o"),
    "soon": ("!", "!"),
    "broken": ("✗", "x"),
    "bad": ("▲", "^"),
    "dot": ("●", "*"),
    "ring": ("○", "o"),
    "joined": ("·", "-"),
    "arrow": ("→", "->"),
    "chosen": ("●", "(x)"),
    "free": ("○", "( )"),
    "more": ("…", ".."),
}

_FOLDED = str.maketrans(
    {
        "·": "-",
        "•": "*",
        "●": "*",
        "○": "o",
        "✓": "v",
        "✗": "x",
        "▲": "^",
        "▶": ">",
        "→": "->",
        "←": "<-",
        "…": "..",
        "—": "-",
        "–": "-",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "×": "x",
        "°": "o",
        "±": "+-",
        "÷": "/",
        "′": "'",
        "″": '"',
        "─": "-",
        "│": "|",
        "◷": "o",
    }
)


_CUT = ".."
"""Stands where words had to go."""


def sign(name: SignName, plain: bool) -> str:
    """The sign by its meaning, in the look in use."""
    return _SIGNS[name][plain]


def plainly(text: str) -> str:
    """The text with every sign whose width terminals disagree on replaced by ASCII."""
    folded = text.translate(_FOLDED)
    if folded.isascii():
        return folded
    return "".join("?" if is_ambiguous(each) else each for each in folded)


def is_ambiguous(character: str) -> bool:
    """Do terminals disagree whether this character is one or two cells wide?"""
    return unicodedata.east_asian_width(character) == "A"


def within(line: Content, cells: int) -> Content:
    """The line in so many cells; where words had to go, it says so at its end."""
    if line.rstrip().cell_length <= cells or cells < len(_CUT):
        return line.truncate(cells)
    return Content.assemble(line.truncate(cells - len(_CUT)).rstrip(), _CUT)


def content(pieces: Pieces, *, plain: bool = False) -> Content:
    """The pieces as one line for a widget to draw."""
    parts: list[tuple[str, str]] = []
    for piece in pieces:
        text, role = (piece, "text") if isinstance(piece, str) else piece
        parts.append((plainly(text) if plain else text, STYLES[role]))  # type: ignore[index]
    return Content.assemble(*parts)
