"""Reading the files a marketing system exports: CSV in any of the usual encodings, and workbooks.

What a file is, is seen from its bytes and never from its name. Every line after the header becomes one numbered raw
record; the verdicts on them are made by ``domain.intake``.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.intake.headings import MUST, Headings, read_headings, recognised
from counter_tui.domain.intake.records import Cell, RawRecord, RecordVerdict
from counter_tui.domain.intake.verdicts import judge

TITLE_LINES = 19
"""How many lines a file may have above its line of headings."""

_MOST_NULS = 0.02
"""A text may have lost a byte here and there; with more zero bytes than this it is none."""

_DELIMITERS = (",", "\t", ";", "|")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_UTF32_BOMS = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_OTHER_FILES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_WEB_PAGES = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head", b"<style")


class RecordSource(Struct, frozen=True):
    """A customers' file that could be read: its columns and its records, which are given once.

    ``encoding`` is the text's, or "" for a workbook; ``sheet`` is the sheet read and ``other_sheets`` are the visible
    ones that were not; ``title_lines`` is the number of lines skipped above the headings. ``records_about`` is how many
    records there are, as far as it is known before they are read.
    """

    headings: Headings
    records: Iterator[RawRecord]
    encoding: str = ""
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    title_lines: int = 0
    records_about: int = 0

    def verdicts(self, today: date) -> Iterator[RecordVerdict]:
        """One verdict for each record, in order; may be asked once."""
        return judge(self.headings, self.records, today)


class Layout(Struct, frozen=True):
    """What a file of some sort has: the fields it must name, and how its headings are understood."""

    must: tuple[str, ...]
    recognised: Callable[[Sequence[Cell]], set[str]]
    read: Callable[[Sequence[Cell]], Headings]


CUSTOMERS = Layout(MUST, recognised, read_headings)
"""Customers as marketing systems export them."""


class _Line(NamedTuple):
    """One record as cells: where the next begins, and how many lines a stray quotation mark drew in."""

    cells: list[str]
    end: int
    drawn_in: int = 0


def read_records(path: Path) -> RecordSource:
    """The columns and records of a customers' file.

    Raises ``RuleBroken``: ``import_file_unreadable`` (``why``: missing, empty, binary, web_page, password,
    other_workbook, too_large, workbook),
    ``import_encoding`` (``position`` of the byte from 1, ``line``), ``import_heading_missing`` (``missing``) and
    ``import_heading_twice`` (``column``, ``headings``).
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RuleBroken("import_file_unreadable", why="missing") from error
    return read_bytes(data)


def read_bytes(data: bytes, layout: Layout = CUSTOMERS) -> RecordSource:
    """The columns and records in the bytes of a file of this layout; raises as ``read_records`` does."""
    if not data.strip():
        raise RuleBroken("import_file_unreadable", why="empty")
    if data.startswith(_WORKBOOKS):
        return _from_workbook(data, layout)
    if data.startswith(_OTHER_FILES):
        raise RuleBroken("import_file_unreadable", why="binary")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:9].lower().startswith(_WEB_PAGES):
        raise RuleBroken("import_file_unreadable", why="web_page")
    return _from_text(data, layout)


def find_heading(lines: Sequence[Sequence[Cell]], layout: Layout = CUSTOMERS) -> int | None:
    """The place of the line of headings among the first lines: the first that names all that must be there."""
    for place, line in enumerate(lines[: TITLE_LINES + 1]):
        if layout.recognised(line) >= set(layout.must):
            return place
    return None


def missing_headings(lines: Sequence[Sequence[Cell]], layout: Layout = CUSTOMERS) -> list[str]:
    """What the best of the first lines lacks to be a line of headings."""
    named = max((layout.recognised(line) for line in lines[: TITLE_LINES + 1]), key=len, default=set())
    return [name for name in layout.must if name not in named] or list(layout.must)


def _from_workbook(data: bytes, layout: Layout) -> RecordSource:
    from counter_tui.services.intake.workbook import open_workbook, read_sheet, restored, visible_sheets

    best: list[list[Cell]] = []
    with open_workbook(data) as workbook:
        visible = visible_sheets(workbook)
        for name in visible:
            sheet = read_sheet(workbook, data, name)
            top = list(islice(sheet.rows, TITLE_LINES + 1))
            start = find_heading(top, layout)
            if start is None:
                best = max(best, top, key=lambda lines: -len(missing_headings(lines, layout)))
                continue
            headings = layout.read(top[start])
            headings = replace(headings, spare=len(top[start]) - headings.width)
            must = {headings.columns[field] for field in layout.must}
            body = restored(chain(top[start + 1 :], sheet.rows), start + 1, data, name, must)
            return RecordSource(
                headings,
                (
                    RawRecord(
                        row,
                        tuple(cells),
                        calculated=calculated,
                        covered=sheet.covered.get(start + row, frozenset()),
                    )
                    for row, (cells, calculated) in enumerate(body, 1)
                ),
                sheet=name,
                other_sheets=tuple(other for other in visible if other != name),
                title_lines=start,
                records_about=sheet.height - start - 1,
            )
    raise RuleBroken("import_heading_missing", missing=missing_headings(best, layout))


def _from_text(data: bytes, layout: Layout) -> RecordSource:
    """Read CSV in the first encoding that fits all its bytes and gives a line of headings."""
    first_lines: list[list[str]] = []
    for encoding, text in _decoded(data):
        # A line end that was converted twice is one line end.
        lines = io.StringIO(text.replace("\r\r\n", "\r\n"), newline="").readlines()
        for delimiter in _DELIMITERS:
            top = _top(lines, delimiter)
            start = find_heading(top, layout)
            if start is not None:
                return _csv_source(lines, delimiter, start, encoding, layout)
            first_lines = max(first_lines, top, key=lambda found: -len(missing_headings(found, layout)))
    _blame_encoding(data, layout)
    raise RuleBroken("import_heading_missing", missing=missing_headings(first_lines, layout))


def _csv_source(lines: list[str], delimiter: str, start: int, encoding: str, layout: Layout) -> RecordSource:
    heading = next(islice(_split(lines, delimiter, 0), start, None))
    headings = layout.read(heading.cells)
    body = lines[heading.end :]
    lengths = Counter(len(line.cells) for line in _split(body, delimiter, headings.width))
    usual = lengths.most_common(1)[0][0] if lengths else 0
    spare = max(len(heading.cells), usual) - headings.width
    records = (
        RawRecord(row, tuple(line.cells), line.drawn_in)
        for row, line in enumerate(_split(body, delimiter, headings.width), 1)
    )
    return RecordSource(
        replace(headings, spare=spare),
        records,
        encoding,
        title_lines=start,
        records_about=sum(lengths.values()),
    )


def _split(lines: list[str], delimiter: str, width: int) -> Iterator[_Line]:
    """The lines as cells, a quoted line break inside its record, an empty line as a record without cells.

    Where a quotation mark is never closed, or is closed inside a cell and drew in lines that look like records of this
    ``width``, the line with the mark stands alone and reading goes on with the next line, so that no record is lost.
    """
    place = 0

    def rest() -> Iterator[str]:
        nonlocal place
        while place < len(lines):
            place += 1
            yield lines[place - 1]

    reader = csv.reader(rest(), delimiter=delimiter)
    while place < len(lines):
        start = place
        cells: list[str] | None
        try:
            cells = next(reader)
        except csv.Error:  # a field of more than 128 KiB: a mark that is never closed
            cells = None
        drawn_in = place - start - 1
        read = lines[start:place]
        if cells is None or (width and _is_torn(cells, read, delimiter, width, at_end=place == len(lines))):
            cells = lines[start].rstrip("\r\n").split(delimiter)
            place = start + 1
            reader = csv.reader(rest(), delimiter=delimiter)
            yield _Line(cells, place, max(drawn_in, 1))
        else:
            yield _Line(cells, place)


def _is_torn(cells: list[str], read: list[str], delimiter: str, width: int, *, at_end: bool) -> bool:
    """Whether a stray quotation mark made this record of the lines that were read for it."""
    if at_end and len(list(csv.reader([*read, "x"], delimiter=delimiter))) == 1:
        return True  # one more line would be drawn in too
    if len(read) == 1:
        return False
    try:
        list(csv.reader(read, delimiter=delimiter, strict=True))
    except csv.Error:
        return _looks_swallowed(cells, delimiter, width)
    return False


def _looks_swallowed(cells: list[str], delimiter: str, width: int) -> bool:
    """Whether a cell holds a line break and beside it a whole record of its own."""
    least = max(1, width - 1)
    return any(
        line.count(delimiter) >= least
        for cell in cells
        if "\n" in cell or "\r" in cell
        for line in cell.splitlines()
    )


def _top(lines: list[str], delimiter: str) -> list[list[str]]:
    """The first lines as cells, as many as may come before the headings and the headings."""
    few = _split(lines[: 20 * (TITLE_LINES + 1)], delimiter, 0)
    return [line.cells for line in islice(few, TITLE_LINES + 1)]


def _decoded(data: bytes) -> Iterator[tuple[str, str]]:
    """The text in each encoding that its marks or all its bytes allow, the likeliest first."""
    if data.startswith(_UTF16_BOMS) and not data.startswith(_UTF32_BOMS):
        yield "utf-16", _strictly(data, "utf-16")
        return
    if data.count(0) > len(data) * _MOST_NULS:
        raise RuleBroken("import_file_unreadable", why="binary")
    if data.startswith(b"\xef\xbb\xbf"):
        yield "utf-8", _strictly(data, "utf-8").removeprefix("\ufeff")
        return
    for encoding in ("utf-8", "gb18030"):
        try:
            yield encoding, data.decode(encoding)
        except UnicodeDecodeError:
            continue


def _strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _encoding_broken(data, error) from error
    if text.count("\0") > len(text) * _MOST_NULS:
        raise RuleBroken("import_file_unreadable", why="binary")
    return text


def _blame_encoding(data: bytes, layout: Layout) -> None:
    """Name the first bad byte: no encoding fits, or the one that fits gives no headings and UTF-8 nearly would."""
    errors: list[UnicodeDecodeError] = []
    for encoding in ("utf-8", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError as error:
            errors.append(error)
    if len(errors) == 2:
        raise _encoding_broken(data, max(errors, key=lambda error: error.start))
    if errors and errors[0].encoding == "utf-8":
        lines = io.StringIO(data.decode("utf-8", "replace"), newline="").readlines()
        if any(find_heading(_top(lines, delimiter), layout) is not None for delimiter in _DELIMITERS):
            raise _encoding_broken(data, errors[0])


def _encoding_broken(data: bytes, error: UnicodeDecodeError) -> RuleBroken:
    return RuleBroken("import_encoding", position=error.start + 1, line=data[: error.start].count(b"\n") + 1)
