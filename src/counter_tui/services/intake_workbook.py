"""Reading a sheet of a workbook (XLSX, XLS, ODS by content), and in XLSX what the reader library leaves out.

The library gives a formula's last result and an empty cell for an error. A formula must not become an account or a
name, and an error is not an empty cell; so both are looked up in the sheet's own XML.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree

from counter_tui.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from python_calamine import CalamineWorkbook

    from counter_tui.domain.intake.records import Cell

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")

_Mark = tuple[int, int, str | None, str]
"""A cell with a formula or an error: row and column from 0, the formula, the error's text."""


def open_workbook(data: bytes) -> CalamineWorkbook:
    """The workbook in these bytes.

    Raises ``RuleBroken("import_file_unreadable", why=...)``: password, or workbook for a broken one.
    """
    from python_calamine import CalamineError, PasswordError, load_workbook

    try:
        return load_workbook(io.BytesIO(data))
    except PasswordError as error:
        raise RuleBroken("import_file_unreadable", why="password") from error
    except (CalamineError, OSError, ValueError) as error:
        locked = b"E\0n\0c\0r\0y\0p\0t\0e\0d" in data
        raise RuleBroken("import_file_unreadable", why="password" if locked else "workbook") from error


def visible_sheets(workbook: CalamineWorkbook) -> list[str]:
    """The names of the sheets a person sees in the workbook, in order."""
    return [sheet.name for sheet in workbook.sheets_metadata if str(sheet.visible).endswith(".Visible")]


def read_sheet(workbook: CalamineWorkbook, name: str) -> tuple[int, Iterator[list[Cell]]]:
    """How many rows a sheet has, and the rows one by one, from its first row and column on.

    Raises ``RuleBroken("import_file_unreadable", why="workbook")`` for a broken sheet.
    """
    from python_calamine import CalamineError

    try:
        sheet = workbook.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError) as error:
        raise RuleBroken("import_file_unreadable", why="workbook") from error
    # The library gives rows from the first one on, but columns only from the first that is used.
    margin: list[Cell] = [""] * (sheet.start[1] if sheet.start else 0)
    rows = ([*margin, *map(_plain_break, row)] for row in sheet.iter_rows())
    return sheet.total_height, rows


def restored(
    rows: Iterable[list[Cell]], first: int, data: bytes, name: str, columns: set[int]
) -> Iterator[list[Cell]]:
    """The rows, the first of which is row ``first`` of the sheet, with what the library left out of an XLSX sheet.

    That is errors everywhere, and formulas in these columns: a formula is put back as text beginning with "=". Only
    what the XML says about cells is used; a sheet that cannot be found is left as it is.
    """
    marked = _marked_cells(data, name)
    mark = next(marked, None)
    for number, cells in enumerate(rows, first):
        while mark is not None and mark[0] <= number:
            if mark[0] == number:
                _put_back(cells, mark, columns)
            mark = next(marked, None)
        yield cells


def _put_back(cells: list[Cell], mark: _Mark, columns: set[int]) -> None:
    _row, column, formula, error = mark
    if column >= len(cells):
        return
    if formula is not None and column in columns:
        cells[column] = "=" + formula
    elif error:
        cells[column] = error


def _plain_break(cell: Cell) -> Cell:
    return cell.replace("_x000D_", "\n") if isinstance(cell, str) and "_x000D_" in cell else cell


def _marked_cells(data: bytes, name: str) -> Iterator[_Mark]:
    """The cells of a sheet with a formula or an error, row by row; none when the workbook is no XLSX."""
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            member = _member(archive, name)
            if _has_marks(archive, member):
                with archive.open(member) as xml:
                    yield from _marks_in(xml)
    except (zipfile.BadZipFile, KeyError, StopIteration):
        return
    except ElementTree.ParseError as error:
        raise RuleBroken("import_file_unreadable", why="workbook") from error


def _member(archive: zipfile.ZipFile, name: str) -> str:
    """The file of this sheet in an XLSX; raises KeyError, StopIteration or ElementTree.ParseError."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    wanted = next(sheet.get(_RELATION) for sheet in book.iter(_MAIN + "sheet") if sheet.get("name") == name)
    target = next(link.get("Target") or "" for link in links if link.get("Id") == wanted)
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _has_marks(archive: zipfile.ZipFile, member: str) -> bool:
    """Whether the sheet may have formulas or errors: most have none, and looking for text is quick."""
    tail = b""
    with archive.open(member) as xml:
        while piece := xml.read(1 << 20):
            seen = tail + piece
            if b"<f" in seen or b't="e"' in seen:
                return True
            tail = piece[-8:]
    return False


def _marks_in(xml: IO[bytes]) -> Iterator[_Mark]:
    parents: list[ElementTree.Element] = []
    for event, element in ElementTree.iterparse(xml, ("start", "end")):
        if event == "start":
            parents.append(element)
            continue
        parents.pop()
        if element.tag == _MAIN + "c":
            formula, found = element.find(_MAIN + "f"), _REFERENCE.fullmatch(element.get("r") or "")
            wrong = element.get("t") == "e"
            if found and (formula is not None or wrong):
                text = (formula.text or "") if formula is not None else None
                error = (element.findtext(_MAIN + "v") or "#N/A") if wrong else ""
                yield int(found[2]) - 1, _column_number(found[1]), text, error
        elif element.tag == _MAIN + "row":
            # Gone from its parent too, or the rows of a large sheet pile up empty.
            parents[-1].remove(element)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
