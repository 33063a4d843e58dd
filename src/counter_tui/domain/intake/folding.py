"""Folding cells to plain text: what may differ between two spellings without anything being lost."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from counter_tui.domain.intake.records import Cell

_FULL_WIDTH = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
# Characters without a shape of their own: they come with copying from web pages and documents. Variation selectors
# and the joiners of other scripts are left, for they choose the shape of a rare character.
_SHAPELESS_RANGES = (
    (0x01, 0x09),
    (0x0E, 0x20),
    (0x7F, 0x85),
    (0x86, 0xA0),
    (0x202A, 0x202F),
    (0x2060, 0x2065),
    (0x2066, 0x206A),
)
_SHAPELESS_SINGLES = (0xAD, 0x034F, 0x115F, 0x1160, 0x200B, 0x200E, 0x200F, 0x2800, 0x3164, 0xFEFF, 0xFFA0)
_SHAPELESS = {code: None for bounds in _SHAPELESS_RANGES for code in range(*bounds)} | dict.fromkeys(
    _SHAPELESS_SINGLES
)
_TEXT_TABLE: dict[int, int | None] = {**_FULL_WIDTH, **_SHAPELESS}
_APOSTROPHES = "'＇’‘`"
_PLACEHOLDERS = frozenset(
    ("-", "--", "---", "—", "——", "－", "―", "–", "_", "/", "//", "\\", "\\n", ".", "无", "空", "暂无")
)
_PLACEHOLDERS |= {
    "未知",
    "不详",
    "未填",
    "未登记",
    "未提供",
    "不明",
    "待补",
    "待定",
    "待核实",
    "同上",
    "(空)",
    "（空）",
    "null",
    "(null)",
    "<null>",
    "none",
    "nil",
    "n/a",
    "na",
}
_SHEET_ERROR = re.compile(
    r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|TRUE|FALSE|#+|$)", re.IGNORECASE
)
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)
_CALL = re.compile(r"[+-].*[(|!]")
_LOST = re.compile("[\x00\ufffd?？□■〓]|锟斤拷|烫烫烫|屯屯屯")
# Chinese read in a Western encoding: signs of its upper half and none of the letters everybody writes.
_WESTERN = re.compile("[\x00-\x40\x5b-\x60\x7b-\u024f\u02c0-\u02ff\u2000-\u20ff\u2122]+")
_UPPER_HALF = re.compile("[\x80-\u024f][^\x80-\u024f]*[\x80-\u024f]")
# Joiners choose the shape of other scripts' letters; beside ours they are dirt.
_JOINERS = re.compile(
    "(?:(?<=[\x00-\x7f\u2e80-\u9fff\U00020000-\U0003ffff])|^)[\u200c\u200d]+|[\u200c\u200d]+$"
)
_MASK = re.compile(r"[*＊✱×※]")
_OTHER_MEANING = ("<super>", "<sub>", "<circle>", "<fraction>")
_WHOLE_NUMBER = re.compile(r"(\d{1,15})\.0+")
# A number of more digits does not survive in a spreadsheet's number cell.
_EXACT = 1e15


def as_text(cell: Cell) -> str:
    """The cell as text, nothing folded yet.

    A whole number loses its ".0"; a number beyond the 15 digits that a spreadsheet keeps is written in scientific
    notation, so that it is known as destroyed; true and false are written as a spreadsheet's errors are, with "#".
    """
    match cell:
        case None:
            return ""
        case str():
            # Fields of a fixed width are filled up with these.
            return cell.strip("\0") if "\0" in cell else cell
        case bool():
            return "#TRUE" if cell else "#FALSE"
        case int():
            return str(cell) if abs(cell) < _EXACT else f"{float(cell):.5E}"
        case float():
            if abs(cell) >= _EXACT or cell != cell:
                return f"{cell:.5E}"
            return str(int(cell)) if cell.is_integer() else repr(round(cell, 9))
        case datetime():
            return cell.isoformat(" ")
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)


def is_moment(cell: Cell) -> bool:
    """Whether a spreadsheet took the cell for a date or a time of day."""
    return isinstance(cell, date | time | timedelta)


def plain(text: str) -> str:
    """The text with half-width letters and digits, single spaces for white space, and no apostrophe in front.

    Rare characters, compatibility ideographs, interpuncts and brackets stay as typed: folding those would change names.
    """
    if text.isascii() and text.isalnum():
        return text
    folded = _fold_spaces(text)
    # What fills up a field of a fixed width may stand behind a space.
    while folded[:1] == "\0" or folded[-1:] == "\0":
        folded = _fold_spaces(folded.strip("\0"))
    return folded


def _fold_spaces(text: str) -> str:
    folded = " ".join(_JOINERS.sub("", text).translate(_TEXT_TABLE).split())
    return folded.lstrip(_APOSTROPHES + " ") if folded[:1] in _APOSTROPHES else folded


def code(text: str) -> str:
    """The text of a number or code: compatibility forms folded, capitals, no white space or apostrophe in front."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return "".join(plain("".join(map(_compatible, text))).split()).upper()


def _compatible(char: str) -> str:
    """The character in its usual form: full width, not raised, lowered or in a ring, where it would mean another."""
    if char < "\x80" or unicodedata.decomposition(char).startswith(_OTHER_MEANING):
        return char
    return unicodedata.normalize("NFKC", char)


def whole(text: str) -> str:
    """The code without the ".0" that a number cell left behind, where the number has no more than 15 digits."""
    found = _WHOLE_NUMBER.fullmatch(text)
    return found.group(1) if found else text


def is_blank(text: str) -> bool:
    """Whether the folded text is empty or one of the usual marks for "nothing"."""
    return not text or text.lower() in _PLACEHOLDERS


def is_sheet_error(text: str) -> bool:
    """Whether the text is what a spreadsheet shows instead of a value (#N/A, ####)."""
    return text[:1] == "#" and _SHEET_ERROR.fullmatch(text) is not None


def is_scientific(text: str) -> bool:
    """Whether a spreadsheet wrote the number in scientific notation, which loses its digits."""
    return _SCIENTIFIC.fullmatch(text.replace(" ", "")) is not None


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet might calculate the text: it begins with = + - or @, in any width."""
    return unicodedata.normalize("NFKC", text[:1]) in ("=", "+", "-", "@")


def is_formula(text: str) -> bool:
    """Whether the text is surely a formula: = or @ in front, or a sign in front of a call or a command.

    "-1层" and "+86 …" are not formulas; this is the test for columns other than account and name.
    """
    return unicodedata.normalize("NFKC", text[:1]) in ("=", "@") or _CALL.match(text) is not None


def has_lost_characters(text: str) -> bool:
    """Whether characters were lost on the way: a mark or box stands in their place, or signs of another encoding do."""
    garbled = _WESTERN.fullmatch(text) is not None and _UPPER_HALF.search(text) is not None
    return garbled or _LOST.search(text) is not None


def is_masked(text: str) -> bool:
    """Whether the text was masked before it was exported."""
    return _MASK.search(text) is not None
