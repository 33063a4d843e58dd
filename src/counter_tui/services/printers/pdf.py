"""Papers as PDF of A4 or A5, for office printers and for keeping: the same bytes for the same paper, always.

Chinese is set in STSong-Light, one of the fonts every PDF reader knows by name (Adobe-GB1) and shows with a font of its
own; nothing is embedded. A character fills its cells, so columns stand under each other. Nothing of when or where the
file was made is in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from counter_tui.domain.receipt.blocks import Block, Cut, Line, Qr, Rule
from counter_tui.domain.receipt.cells import cell_width
from counter_tui.domain.receipt.slip import Paper
from counter_tui.services.printers.qr import QUIET, matrix


class _Page(Struct, frozen=True):
    """A page in points: its size, its margin, the size of the letters, and how far lines stand apart."""

    width: float
    height: float
    margin: float
    letter: float
    line: float

    @property
    def cells(self) -> int:
        """How many cells a line has."""
        return int((self.width - 2 * self.margin) / self.letter * 2)


_PAGES: dict[Paper, _Page] = {
    "a4": _Page(595, 842, 62, 10.5, 17),
    "a5": _Page(420, 595, 38, 9.5, 14.5),
}

_MODULE = 2.2
"""How wide a module of a QR code is, in points."""

_FONTS = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UTF16-H /Encoding /UniGB-UTF16-H"
    b" /DescendantFonts [4 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> >>",
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
    b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
)
_FIRST_PAGE = 3 + len(_FONTS)
"""Objects 1 and 2 are the catalogue and the list of pages, then come the fonts, then page after page."""


def pdf(blocks: Sequence[Block], sheet: Paper) -> bytes:
    """The blocks, laid out for this sheet ("a4" or "a5"), on as many pages as they need."""
    page = _PAGES[sheet]
    return _file([*_pages(blocks, page)] or [b""], page)


def _pages(blocks: Sequence[Block], page: _Page) -> Iterator[bytes]:
    """What is drawn on each page."""
    drawn: list[str] = []
    top = page.height - page.margin
    for block in blocks:
        high = _height(block, page)
        if drawn and top - high < page.margin:
            yield _content(drawn)
            drawn, top = [], page.height - page.margin
        drawn += _draw(block, page, top)
        top -= high
    if drawn:
        yield _content(drawn)


def _content(drawn: Sequence[str]) -> bytes:
    return "\n".join(drawn).encode("ascii")


def _height(block: Block, page: _Page) -> float:
    if isinstance(block, Line):
        return page.line * (1.6 if block.big else 1)
    if isinstance(block, Qr):
        return (len(matrix(block.payload)) + 2 * QUIET) * _MODULE
    return 0 if isinstance(block, Cut) else page.line


def _draw(block: Block, page: _Page, top: float) -> Iterator[str]:
    if isinstance(block, Line):
        yield from _line(block, page, top)
    elif isinstance(block, Rule):
        for below in (0, 2) if block.heavy else (0,):
            yield _box(page.margin, top - page.line / 2 - below, page.cells * page.letter / 2, 0.6)
    elif isinstance(block, Qr):
        yield from _code(block.payload, page, top)


def _line(line: Line, page: _Page, top: float) -> Iterator[str]:
    """The runs of a line, each at the place of its first cell."""
    letter = page.letter * (1.5 if line.big else 1)
    left = page.margin
    if line.align == "centre":
        left += (page.cells * page.letter - cell_width(line.text) * letter) / 4
    base = top - letter
    done = 0
    for narrow, run in groupby(line.text, _narrow):
        text = "".join(run)
        if text.strip():
            yield _run(text, narrow, letter, left + done * letter / 2, base, line.strong)
        done += cell_width(text)


def _run(text: str, narrow: bool, letter: float, left: float, base: float, strong: bool) -> str:
    # Letters of Courier are 0.6 of their height wide: pressed together they fill half of a Chinese character.
    font, pressed = ("F2", "83.333") if narrow else ("F1", "100")
    said = text.encode("cp1252" if narrow else "utf-16-be").hex()
    weight = "2 Tr 0.35 w" if strong else "0 Tr"
    return f"BT /{font} {_number(letter)} Tf {pressed} Tz {weight} {_number(left)} {_number(base)} Td <{said}> Tj ET"


def _narrow(character: str) -> bool:
    """Whether Courier has it, half as wide as a Chinese character."""
    return cell_width(character) == 1 and (character.isascii() or "\xa0" < character <= "\xff")


def _code(payload: str, page: _Page, top: float) -> Iterator[str]:
    rows = matrix(payload)
    left = (page.width - len(rows) * _MODULE) / 2
    for down, row in enumerate(rows):
        for place, black in enumerate(row):
            if black:
                below = top - (QUIET + down + 1) * _MODULE
                yield _box(left + place * _MODULE, below, _MODULE, _MODULE)


def _box(left: float, bottom: float, width: float, height: float) -> str:
    return f"{_number(left)} {_number(bottom)} {_number(width)} {_number(height)} re f"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _file(pages: Sequence[bytes], page: _Page) -> bytes:
    kids = " ".join(f"{_FIRST_PAGE + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode("ascii"),
        *_FONTS,
    ]
    for place, content in enumerate(pages):
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width:g} {page.height:g}] "
            f"/Resources << /Font << /F1 3 0 R /F2 6 0 R >> >> /Contents {_FIRST_PAGE + 2 * place + 1} 0 R >>".encode(
                "ascii"
            ),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    return _joined(objects)


def _joined(objects: Sequence[bytes]) -> bytes:
    """The objects behind each other, and the table that says where each begins."""
    written = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"
    starts = []
    for number, each in enumerate(objects, start=1):
        starts.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(written))
    )
