"""Papers for receipt printers that speak ESC/POS and have Chinese characters of their own.

After Epson's ESC/POS command reference; Chinese makers' printers know the same commands in their GB18030 mode.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from counter_tui.domain.receipt.blocks import Block, Cut, Line, Qr, Rule
from counter_tui.services.printers.qr import widest_module

Encoding = Literal["gb18030", "gbk", "utf-8"]

DOTS_PER_CELL = 12
"""How wide a half-width character is printed: 32 cells are the 384 dots of 58 mm, 48 the 576 dots of 80 mm."""

RESET = b"\x1b@"
_CHINESE = b"\x1c&"
_UTF8 = b"\x1c(C\x02\x0002" + b"\x1c(C\x03\x00<\x00\x14"
"""Text comes in UTF-8; where a character has several forms, the simplified Chinese one."""

_START = {"gb18030": RESET + _CHINESE, "gbk": RESET + _CHINESE, "utf-8": RESET + _UTF8}
_CENTRE, _LEFT = b"\x1ba\x01", b"\x1ba\x00"
_STRONG, _NORMAL = b"\x1bE\x01", b"\x1bE\x00"
_BIG, _SMALL = b"\x1d!\x11", b"\x1d!\x00"
CUT = b"\x1bd\x04" + b"\x1dVB\x00"
"""Four lines on, past the knife, then the cut; a printer without a knife only feeds."""

UNKNOWN = "〓"
"""Stands for a character the printer's encoding has no code for."""


def esc_pos(blocks: Sequence[Block], cells: int, encoding: Encoding) -> bytes:
    """The blocks as a printer of so many cells a line takes them, in this encoding."""
    encode = encoder(encoding)
    return _START[encoding] + b"".join(_block(block, cells, encode) for block in blocks)


def encoder(encoding: Encoding) -> Callable[[str], bytes]:
    """Encodes a line: what the encoding lacks is ``UNKNOWN``, and the yen sign is the full-width one.

    GB18030 has the half-width yen sign in four bytes only, which plain printers print as “0 6”.
    """

    def encode(text: str) -> bytes:
        text = text.replace("\u00a5", "\uffe5")
        try:
            return text.encode(encoding)
        except UnicodeEncodeError:
            return b"".join(_encoded(character, encoding) for character in text)

    return encode


def _encoded(character: str, encoding: Encoding) -> bytes:
    try:
        return character.encode(encoding)
    except UnicodeEncodeError:
        return UNKNOWN.encode(encoding)


def _block(block: Block, cells: int, encode: Callable[[str], bytes]) -> bytes:
    if isinstance(block, Line):
        return _line(block, encode)
    if isinstance(block, Rule):
        return (b"=" if block.heavy else b"-") * cells + b"\n"
    if isinstance(block, Qr):
        return _CENTRE + qr_code(block.payload, cells * DOTS_PER_CELL) + b"\n" + _LEFT
    assert isinstance(block, Cut)
    return CUT


def _line(line: Line, encode: Callable[[str], bytes]) -> bytes:
    text = encode(line.text)
    if line.big:
        text = _BIG + text + _SMALL
    if line.strong:
        text = _STRONG + text + _NORMAL
    return _CENTRE + text + b"\n" + _LEFT if line.align == "centre" else text + b"\n"


def qr_code(payload: str, dots: int) -> bytes:
    """The printer's own commands for a QR code of model 2, correction M, as large as so many dots allow."""
    text = payload.encode("utf-8")
    stored = len(text) + 3
    return (
        b"\x1d(k\x04\x001A2\x00"
        + b"\x1d(k\x03\x001C"
        + bytes([widest_module(len(text), dots)])
        + b"\x1d(k\x03\x001E1"
        + b"\x1d(k"
        + stored.to_bytes(2, "little")
        + b"1P0"
        + text
        + b"\x1d(k\x03\x001Q0"
    )
