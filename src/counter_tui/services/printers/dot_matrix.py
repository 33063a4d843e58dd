"""Papers for dot-matrix printers with 24 pins and Chinese characters (ESC/P), on sheets or folded paper.

Letters that are twice as high need room above them that printers leave differently, so a title is only bold here.
"""

from __future__ import annotations

from collections.abc import Sequence

from counter_tui.domain.receipt.blocks import Block, Line, Qr, Rule, centred
from counter_tui.domain.receipt.slip import CELLS, Paper
from counter_tui.services.printers.esc_pos import RESET, encoder
from counter_tui.services.printers.qr import matrix

_CHINESE = b"\x1c&"
_STRONG, _NORMAL = b"\x1bE", b"\x1bF"
_SIXTH_INCH, _BAND = b"\x1b2", b"\x1b3\x18"
"""Lines a sixth of an inch apart, and 24 dots (of 180 an inch) apart, as a band of a picture is high."""

_PAGE_LINES: dict[Paper, int] = {"a5": 35, "241": 33}
"""Lines of a page: a sheet of A5 across, and half a page of folded paper 241 mm wide (5.5 inches)."""

_NO_PAGE = b"\r\n" * 5
"""On a roll: past the tear bar."""

_MODULE = 6
_ROWS = 24 // _MODULE
_ENDS = b"\x0c"


def dot_matrix(blocks: Sequence[Block], paper: Paper) -> bytes:
    """The blocks as such a printer takes them; a page of A5 or folded paper is thrown out at the end."""
    lines = _PAGE_LINES.get(paper)
    # A line that would fall on the fold goes to the next page.
    page = b"\x1bC" + bytes([lines]) + b"\x1bN\x02" if lines else b""
    body = b"".join(_block(block, CELLS[paper]) for block in blocks)
    return RESET + _CHINESE + _SIXTH_INCH + page + body + (_ENDS if lines else _NO_PAGE)


def _block(block: Block, cells: int) -> bytes:
    if isinstance(block, Line):
        text = centred(block.text, cells) if block.align == "centre" else block.text
        said = encoder("gb18030")(text)
        return (_STRONG + said + _NORMAL if block.strong else said) + b"\r\n"
    if isinstance(block, Rule):
        return (b"=" if block.heavy else b"-") * cells + b"\r\n"
    return _picture(block.payload) if isinstance(block, Qr) else b""


def _picture(payload: str) -> bytes:
    """A QR code in bands of 24 pins, each column three bytes."""
    rows = matrix(payload)
    rows += [[False] * len(rows[0])] * (-len(rows) % _ROWS)
    width = (len(rows[0]) * _MODULE).to_bytes(2, "little")
    bands = (rows[first : first + _ROWS] for first in range(0, len(rows), _ROWS))
    drawn = (b"\x1b*\x27" + width + _band(band) + b"\r\n" for band in bands)
    return _BAND + b"".join(drawn) + _SIXTH_INCH


def _band(rows: Sequence[Sequence[bool]]) -> bytes:
    columns = []
    for place in range(len(rows[0])):
        pins = 0
        for row in rows:
            pins = pins << _MODULE | ((1 << _MODULE) - 1 if row[place] else 0)
        columns.append(pins.to_bytes(3, "big") * _MODULE)
    return b"".join(columns)
