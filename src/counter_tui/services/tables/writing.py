"""Writing tables that spreadsheets open: CSV and XLSX, row by row, so that a long one needs no more memory.

A workbook is written with text and numbers only: no formula, no link, nothing a spreadsheet would run.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from counter_tui.services.tables.charts import BarChart

Value = str | int | float | None

BOM = b"\xef\xbb\xbf"
"""Makes a spreadsheet read a CSV file as UTF-8."""

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_MOST_ROWS = 1_048_576
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def guarded(text: str) -> str:
    """The text so that a spreadsheet never calculates it; an import takes the apostrophe away again."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def as_csv(rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """The rows as a CSV file, UTF-8 with BOM, no cell of which is calculated."""
    yield BOM
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow(["" if cell is None else guarded(str(cell)) for cell in row])
        yield line.getvalue().encode("utf-8", "backslashreplace")


def write_xlsx(
    stream: IO[bytes],
    sheets: Iterable[tuple[str, Iterable[Sequence[Value]]]],
    charts: Sequence[BarChart] = (),
) -> None:
    """Write the sheets as a workbook; a sheet that is too long goes on in another of the same name and a number.

    Charts stand on the sheets of their numbers, from 1 on; with them no sheet may be too long.
    """
    drawn = {each.sheet for each in charts}
    names: list[str] = []
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in sheets:
            left, part = iter(rows), 1
            while True:
                names.append(name if part == 1 else f"{name} ({part})")
                if not _write_sheet(archive, len(names), left, drawn=len(names) in drawn):
                    break
                part += 1
        for path, text in (*_frame(names, charts), *_drawn(charts)):
            archive.writestr(path, _HEAD + text)


def _drawn(charts: Sequence[BarChart]) -> Iterator[tuple[str, str]]:
    if charts:
        from counter_tui.services.tables.charts import chart_parts

        yield from chart_parts(charts)


def _write_sheet(
    archive: zipfile.ZipFile, number: int, rows: Iterator[Sequence[Value]], *, drawn: bool
) -> bool:
    """Write rows as far as a sheet goes, with the link to its chart where it has one; whether there may be more."""
    with archive.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as out:
        out.write(f'{_HEAD}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheetData>'.encode())
        full = False
        for line, row in enumerate(rows, 1):
            cells = "".join(_cell(value) for value in row)
            out.write(f'<row r="{line}">{cells}</row>'.encode())
            if line == _MOST_ROWS:
                full = True
                break
        out.write(b'</sheetData><drawing r:id="rId1"/></worksheet>' if drawn else b"</sheetData></worksheet>")
    return full


def _cell(value: Value) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, str):
        text = escape(_NOT_IN_XML.sub("\ufffd", value))
        return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def _frame(names: Sequence[str], charts: Sequence[BarChart]) -> Iterator[tuple[str, str]]:
    """The parts of a workbook beside its sheets."""
    numbers = range(1, len(names) + 1)
    drawn = ""
    if charts:
        from counter_tui.services.tables.charts import chart_kinds

        drawn = chart_kinds(charts)
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_SPREADSHEET}.worksheet+xml"/>'
        for n in numbers
    )
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SPREADSHEET}.sheet.main+xml"/>{kinds}{drawn}</Types>',
    )
    yield (
        "_rels/.rels",
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
    )
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, names, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
    )
