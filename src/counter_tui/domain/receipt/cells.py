"""Widths of text counted as printers and terminals count them: a Chinese character takes two cells.

After East_Asian_Width of the Unicode Standard (Annex 11). Characters that are narrow on some devices and wide on
others (“, ·, →) count two, as Chinese receipt printers print them; combining ones count none.
"""

from __future__ import annotations

import unicodedata

_CLOSING = frozenset("，。；：！？、）》」』”’】,.;:!?)]}%")
"""What may not begin a line."""

_STOPS = "，。；：！？"
_FEW = 4
"""Cells behind a stop that are too few to end a line: they belong to what follows."""

_OPENING = frozenset("（《「『“‘【([{")
"""What may not end a line."""


def cell_width(text: str) -> int:
    """How many cells the text takes on one line."""
    return sum(_cells(character) for character in text)


def wrap(text: str, cells: int) -> list[str]:
    """The text in lines of at most ``cells`` cells (at least 2), with nothing lost but blanks at the breaks.

    Lines break at blanks and between Chinese characters, behind a stop rather than one or two characters further; a
    stop stays with what it ends, a date in one piece; a word longer than a line is broken where the line is full.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if cell_width(line + piece.rstrip()) > cells and line:
            head = _to_stop(line) if _cells(piece[0]) == 2 else line
            lines.append(head.rstrip())
            line = line[len(head) :]
        line += piece if line else piece.lstrip()
        while cell_width(line.rstrip()) > cells:
            head = _head(line, cells)
            lines.append(head.rstrip())
            line = line[len(head) :]
    lines.append(line.rstrip())
    return lines


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F", "A") else 1


def _pieces(text: str) -> list[str]:
    """Parts between which a line may break: words with the blanks behind them, single wide characters with stops."""
    pieces: list[str] = []
    for character in text:
        if pieces and _stays(pieces[-1], character):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _stays(piece: str, character: str) -> bool:
    if character.isspace() or _cells(character) == 0 or character in _CLOSING:
        return True
    last = piece[-1]
    if (
        last in _OPENING
        or (last.isdigit() and character in "年月日")
        or (last in "年月" and character.isdigit())
    ):
        return True
    return _cells(character) == 1 and not last.isspace() and _cells(last) == 1


def _to_stop(line: str) -> str:
    """The line as far as its last stop, where only a few Chinese characters stand behind that; else the whole line."""
    end = max(line.rfind(stop) for stop in _STOPS) + 1
    tail = line[end:]
    few = 0 < cell_width(tail) <= _FEW and all(_cells(character) == 2 for character in tail)
    return line[:end] if end and few else line


def _head(text: str, cells: int) -> str:
    used, count = 0, 0
    for character in text:
        used += _cells(character)
        if used > cells:
            break
        count += 1
    return text[: max(count, 1)]
