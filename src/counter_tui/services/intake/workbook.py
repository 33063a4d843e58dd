"""Reading a sheet of an XLSX workbook, with what the reader library leaves out.

The library gives a formula's last result and an empty cell for an error. A formula must not become an account or a
name, and an error is not an empty cell; so both are looked up in the sheet's own XML. The library also fills the whole
rectangle between the outermost cells, so how far they reach is looked at before it may.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree

from msgspec import Struct

from counter_tui.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from python_calamine import CalamineWorkbook

    from counter_tui.domain.intake.records import Cell

MOST_UNPACKED = 512 * 2**20
"""No workbook of customers unpacks to more bytes than this."""

MOST_CELLS = 12_000_000
"""The rectangle of a sheet has at most so many cells, empty ones included."""

_Merged = tuple[tuple[int, int], tuple[int, int]]
_BOOK = "xl/workbook.xml"
_PIECE = 1 << 20
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
_TAG = re.compile(rb"""<(?:\w+:)?(row|c)\b(?:[^>]*?\sr=["']([A-Z]*)(\d+)["'])?[^>]*?(/?)>""")
_MARKS = re.compile(rb"""<(?:\w+:)?f\b|\st=["']e["']""")
_LONGEST_TAG = 400


class _Mark(Struct, frozen=True):
    """A cell with a formula or an error: row and column from 0, the formula, the error's text."""

    row: int
    column: int
    formula: str | None
    error: str


def open_workbook(data: bytes) -> CalamineWorkbook:
    """The workbook in these bytes.

    Raises ``RuleBroken("import_file_unreadable", why=...)``: password, other_workbook (XLS, ODS, XLSB, in which
    formulas are not seen), too_large, or workbook for a broken one.
    """
    from python_calamine import CalamineError, PasswordError, load_workbook

    _look_inside(data)
    try:
        return load_workbook(io.BytesIO(data))
    except PasswordError as error:
        raise _unreadable("password") from error
    except (CalamineError, OSError, ValueError) as error:
        raise _unreadable("workbook") from error


def _look_inside(data: bytes) -> None:
    """Refuse what is no XLSX, what is not whole, and what unpacks to too much."""
    if not data.startswith(b"PK"):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise _unreadable("password" if locked else "other_workbook")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if _BOOK not in map(str.lower, archive.namelist()):
                raise _unreadable("other_workbook")
            if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
                raise _unreadable("too_large")
            # A member that holds more than it says is broken.
            if archive.testzip() is not None:
                raise _unreadable("workbook")
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError) as error:
        raise _unreadable("workbook") from error


def _unreadable(why: str) -> RuleBroken:
    return RuleBroken("import_file_unreadable", why=why)


def visible_sheets(workbook: CalamineWorkbook) -> list[str]:
    """The names of the sheets a person sees in the workbook, in order."""
    return [sheet.name for sheet in workbook.sheets_metadata if str(sheet.visible).endswith(".Visible")]


class SheetRows(Struct, frozen=True):
    """A sheet: how many rows it has, the rows one by one, from its first row and column on, and its merged cells.

    ``covered`` are the columns by row, all from 0, whose cell is part of a merged one that stands elsewhere.
    """

    height: int
    rows: Iterator[list[Cell]]
    covered: dict[int, frozenset[int]]


def read_sheet(workbook: CalamineWorkbook, data: bytes, name: str) -> SheetRows:
    """A sheet of this workbook.

    Raises ``RuleBroken("import_file_unreadable", why=...)``: workbook for a broken sheet, too_large.
    """
    from python_calamine import CalamineError

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        height, width = _reach(archive, _member(archive, name))
    if height * width > MOST_CELLS:
        raise _unreadable("too_large")
    try:
        sheet = workbook.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError) as error:
        raise _unreadable("workbook") from error
    # The library gives rows from the first one on, but columns only from the first that is used.
    margin: list[Cell] = [""] * (sheet.start[1] if sheet.start else 0)
    rows = ([*margin, *map(_plain_break, row)] for row in sheet.iter_rows())
    return SheetRows(sheet.total_height, rows, _covered(sheet.merged_cell_ranges or [], height, width))


def _covered(merged: list[_Merged], height: int, width: int) -> dict[int, frozenset[int]]:
    inside = [
        (top, left, min(bottom, height - 1), min(right, width - 1)) for (top, left), (bottom, right) in merged
    ]
    if sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in inside) > MOST_CELLS:
        raise _unreadable("too_large")
    found: dict[int, set[int]] = {}
    for top, left, bottom, right in inside:
        for row in range(top, bottom + 1):
            found.setdefault(row, set()).update(range(left + (row == top), right + 1))
    return {row: frozenset(columns) for row, columns in found.items()}


def restored(
    rows: Iterable[list[Cell]], first: int, data: bytes, name: str, columns: set[int]
) -> Iterator[tuple[list[Cell], frozenset[int]]]:
    """The rows, the first of which is row ``first`` of the sheet, with what the library left out.

    That is errors everywhere, and formulas in these columns: a formula is put back as text beginning with "=". Beside
    each row stand the places of the other cells that a formula gave.
    """
    marked = _marked_cells(data, name)
    mark = next(marked, None)
    for number, cells in enumerate(rows, first):
        calculated = []
        while mark is not None and mark.row <= number:
            if mark.row == number and _put_back(cells, mark, columns):
                calculated.append(mark.column)
            mark = next(marked, None)
        yield cells, frozenset(calculated)


def _put_back(cells: list[Cell], mark: _Mark, columns: set[int]) -> bool:
    """Put an error or a formula back; whether the cell holds what a formula gave."""
    if mark.column >= len(cells):
        return False
    if mark.formula is not None and mark.column in columns:
        cells[mark.column] = "=" + mark.formula
    elif mark.error:
        cells[mark.column] = mark.error
    else:
        return True
    return False


def _plain_break(cell: Cell) -> Cell:
    return cell.replace("_x000D_", "\n") if isinstance(cell, str) and "_x000D_" in cell else cell


def _marked_cells(data: bytes, name: str) -> Iterator[_Mark]:
    """The cells of a sheet with a formula or an error, row by row."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        member = _member(archive, name)
        if _has_marks(archive, member):
            try:
                with archive.open(member) as xml:
                    yield from _marks_in(xml)
            except (ElementTree.ParseError, LookupError, ValueError) as error:  # or an encoding nobody knows
                raise _unreadable("workbook") from error


def _member(archive: zipfile.ZipFile, name: str) -> str:
    """The file of this sheet; raises ``RuleBroken("import_file_unreadable", why="workbook")`` where none is named."""
    files = {file.lower(): file for file in archive.namelist()}
    try:
        book = ElementTree.fromstring(archive.read(files[_BOOK]))
        links = ElementTree.fromstring(archive.read(files["xl/_rels/workbook.xml.rels"]))
        sheet = next(each for each in book.iter() if _local(each.tag) == "sheet" and each.get("name") == name)
        wanted = next(value for key, value in sheet.items() if key.endswith("/relationships}id"))
        target = next(link.get("Target") or "" for link in links if link.get("Id") == wanted)
        return files[posixpath.normpath(posixpath.join("/xl", target)).lstrip("/").lower()]
    except (ElementTree.ParseError, LookupError, ValueError, StopIteration) as error:
        raise _unreadable("workbook") from error


def _local(tag: str) -> str:
    """The tag without its namespace: a workbook's may be that of either edition of the standard."""
    return tag.rpartition("}")[2]


def _pieces(archive: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    """The member piece by piece; each begins with the end of the one before, so that no tag is missed."""
    tail = b""
    with archive.open(member) as xml:
        while piece := xml.read(_PIECE):
            yield tail + piece
            # A tag that is not over yet is seen with the next piece, one that is over is not seen twice.
            tail = (tail + piece)[-_LONGEST_TAG:]
            tail = tail[max(tail.rfind(b">") + 1, 0) :]


def _reach(archive: zipfile.ZipFile, member: str) -> tuple[int, int]:
    """How many rows and columns there are up to the outermost cells that hold something."""
    row = column = height = width = 0
    for piece in _pieces(archive, member):
        for kind, letters, digits, empty in _TAG.findall(piece):
            if kind == b"row":
                row, column = int(digits) if digits else row + 1, 0
                continue
            column = _column_number(letters.decode()) + 1 if letters else column + 1
            if not empty:
                height, width = max(height, int(digits) if digits else row), max(width, column)
    return height, width


def _has_marks(archive: zipfile.ZipFile, member: str) -> bool:
    """Whether the sheet may have formulas or errors: most have none, and looking for text is quick."""
    return any(_MARKS.search(piece) for piece in _pieces(archive, member))


def _marks_in(xml: IO[bytes]) -> Iterator[_Mark]:
    parents: list[ElementTree.Element] = []
    row = column = -1
    for event, element in ElementTree.iterparse(xml, ("start", "end")):
        kind = _local(element.tag)
        if event == "start":
            parents.append(element)
            if kind == "row":
                row, column = int(element.get("r") or row + 2) - 1, -1
            continue
        parents.pop()
        if kind == "c":
            # A cell that does not say where it stands is behind the one before.
            found = _REFERENCE.fullmatch(element.get("r") or "")
            column = _column_number(found[1]) if found else column + 1
            yield from _marks_of(element, int(found[2]) - 1 if found else row, column)
        elif kind == "row":
            # Gone from its parent too, or the rows of a large sheet pile up empty.
            parents[-1].remove(element)


def _marks_of(cell: ElementTree.Element, row: int, column: int) -> Iterator[_Mark]:
    texts = {_local(child.tag): child.text or "" for child in cell}
    wrong = cell.get("t") == "e"
    if wrong or "f" in texts:
        yield _Mark(row, column, texts.get("f"), (texts.get("v") or "#N/A") if wrong else "")


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
