"""Lengths of text counted in terminal cells: a Chinese character takes two."""

from __future__ import annotations

from typing import Literal

from rich.cells import cell_len, set_cell_size

Align = Literal["left", "right"]


def width(text: str) -> int:
    """How many cells the text takes."""
    return cell_len(text)


def cut(text: str, cells: int, mark: str = "..") -> str:
    """The text if it fits, else its beginning with a mark at the end; never more than ``cells`` cells."""
    if cell_len(text) <= cells:
        return text
    room = cells - cell_len(mark)
    if room <= 0:
        return set_cell_size(text, max(cells, 0)).rstrip()
    return set_cell_size(text, room).rstrip() + mark


def pad(text: str, cells: int, align: Align = "left", mark: str = "..") -> str:
    """The text in exactly ``cells`` cells: cut when too long, filled with spaces when too short."""
    kept = cut(text, cells, mark)
    filling = " " * (cells - cell_len(kept))
    return filling + kept if align == "right" else kept + filling


def fold(text: str, cells: int) -> list[str]:
    """The text in lines of at most ``cells`` cells, broken at spaces where there are some, else anywhere.

    Never narrower than one wide character.
    """
    cells = max(cells, 2)
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in _words(paragraph):
            if line and cell_len(line + word.rstrip()) > cells:
                lines.append(line.rstrip())
                line = ""
            line += word if line else word.lstrip()
            while cell_len(line.rstrip()) > cells:
                head = set_cell_size(line, cells).rstrip()
                lines.append(head)
                line = line[len(head) :].lstrip()
        lines.append(line.rstrip())
    return lines


def fold_between(text: str, apart: str, cells: int) -> list[str]:
    """The text in lines, broken where ``apart`` stands, and elsewhere only where one part has no room by itself."""
    lines: list[str] = []
    for part in text.split(apart):
        if lines and cell_len(lines[-1] + apart + part) <= cells:
            lines[-1] += apart + part
        else:
            lines += fold(part, cells)
    return lines


def path_lines(path: str, cells: int, most: int) -> list[str]:
    """The path of a file in at most so many lines, every character of it where it fits.

    Else the middle of its folder gives way to a mark; the name of the file stays whole.
    """
    at = max(path.rfind("/"), path.rfind("\\"))
    lines = _chunks(path, cells)
    kept = at
    while len(lines) > most and kept > 0:
        kept -= 1
        lines = _chunks(f"{path[: kept // 2]}..{path[at - (kept - kept // 2) :]}", cells)
    return lines


def _chunks(text: str, cells: int) -> list[str]:
    lines: list[str] = []
    while text:
        # A wide character that would be cut in two is left for the next line; at least one always goes.
        head = set_cell_size(text, cells).rstrip() or text[0]
        lines.append(head)
        text = text[len(head) :]
    return lines


_CLOSING = "，。；：！？、）》」』”’】"
_OPENING = "（《「『“‘【"
_MEASURES = "个件份项次笔户人位天年月日时分秒元条张页组级"
"""What counts something: it stays on the line of its number, however narrow the column."""


def _words(text: str) -> list[str]:
    """Pieces a line may be broken between: runs of Latin with their spaces, single wide characters with their stops.

    A number has its measure word with it, with a blank between or without;
    a bracket is never left at the end of a line.
    """
    pieces: list[str] = []
    for character in text:
        wide = cell_len(character) > 1
        glued = bool(pieces) and (
            character in _CLOSING
            or character == " "
            or (not wide and not _ends_word(pieces[-1]))
            or pieces[-1][-1] in _OPENING
            or (character in _MEASURES and pieces[-1].rstrip()[-1:].isdecimal())
        )
        if glued:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _ends_word(piece: str) -> bool:
    return piece[-1] == " " or cell_len(piece[-1]) > 1
