"""Reading a sheet of a workbook (XLSX, XLS, ODS by content), and in XLSX what the reader library leaves out.

The library gives a formula's last result and an empty cell for an error. A formula must not become an account or a
name, and an error is not an empty cell; so both are looked up in the sheet's own XML.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from counter_tui.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from python_calamine import CalamineWorkbook

    from counter_tui.domain.intake.records import Cell

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")


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


def read_sheet(workbook: CalamineWorkbook, name: str) -> list[list[Cell]]:
    """The rows of a sheet, from its first row and column on.

    Raises ``RuleBroken("import_file_unreadable", why="workbook")`` for a broken sheet.
    """
    from python_calamine import CalamineError

    try:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise RuleBroken("import_file_unreadable", why="workbook") from error
    return [[_plain_break(cell) for cell in row] for row in rows]


def restore(rows: list[list[Cell]], data: bytes, name: str, columns: set[int]) -> None:
    """Put back what the library left out of an XLSX sheet: errors everywhere, and formulas in these columns.

    A formula is put back as text beginning with "=". Only what the XML says about cells is used; a sheet that cannot
    be found is left as it is.
    """
    xml = _sheet_xml(data, name)
    if xml is None or not (b"<f" in xml or b't="e"' in xml):
        return
    for row, column, formula, error in _marked_cells(xml):
        if row < len(rows) and column < len(rows[row]):
            if formula is not None and column in columns:
                rows[row][column] = "=" + formula
            elif error:
                rows[row][column] = error


def _plain_break(cell: Cell) -> Cell:
    return cell.replace("_x000D_", "\n") if isinstance(cell, str) and "_x000D_" in cell else cell


def _sheet_xml(data: bytes, name: str) -> bytes | None:
    """The XML of this sheet, or ``None`` when the workbook is no XLSX or keeps it elsewhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
            links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
            wanted = next(
                sheet.get(_RELATION) for sheet in book.iter(_MAIN + "sheet") if sheet.get("name") == name
            )
            target = next(link.get("Target") or "" for link in links if link.get("Id") == wanted)
            return archive.read(posixpath.normpath(posixpath.join("/xl", target)).lstrip("/"))
    except (zipfile.BadZipFile, KeyError, StopIteration, ElementTree.ParseError):
        return None


def _marked_cells(xml: bytes) -> Iterator[tuple[int, int, str | None, str]]:
    """The cells with a formula or an error: row and column from 0, the formula, the error's text."""
    try:
        for _event, element in ElementTree.iterparse(io.BytesIO(xml)):
            if element.tag == _MAIN + "c":
                formula, found = element.find(_MAIN + "f"), _REFERENCE.fullmatch(element.get("r") or "")
                wrong = element.get("t") == "e"
                if found and (formula is not None or wrong):
                    text = (formula.text or "") if formula is not None else None
                    error = (element.findtext(_MAIN + "v") or "#N/A") if wrong else ""
                    yield int(found[2]) - 1, _column_number(found[1]), text, error
            elif element.tag == _MAIN + "row":
                element.clear()
    except ElementTree.ParseError as error:
        raise RuleBroken("import_file_unreadable", why="workbook") from error


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
