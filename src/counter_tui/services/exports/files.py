"""Putting an export into a file or an output, in its format, with who gave it out and when.

CSV says it in its last two columns, a workbook on a sheet of its own; JSON lines keep their shape, so it stands beside
them: in ``<file>.about.json``, or where the caller puts it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from counter_tui.domain.exporting import Format
from counter_tui.services.exports.service import Export
from counter_tui.services.tables.writing import as_csv, write_xlsx
from counter_tui.services.wording import export as words


def write_export(stream: IO[bytes], export: Export, form: Format) -> None:
    """Write the rows out as they come."""
    if form == "xlsx":
        sheets = (
            (words.sheet_name(export.about["what"]), words.table(export.about, export.records, signed=False)),
            (words.about_sheet(), words.account_of(export.about)),
        )
        write_xlsx(stream, sheets)
        return
    if form == "jsonl":
        stream.writelines(_lines(export))
    else:
        stream.writelines(as_csv(words.table(export.about, export.records, signed=True)))


def save_export(path: Path, export: Export, form: Format) -> None:
    """Write a file that is there whole or not at all, readable by its owner only; raises OSError."""
    _save(path, lambda stream: write_export(stream, export, form))
    if form == "jsonl":
        text = json.dumps(export.about, ensure_ascii=False) + "\n"
        _save(about_path(path), lambda stream: stream.write(text.encode("utf-8")))


def about_path(path: Path) -> Path:
    """Where it stands who gave out a file of JSON lines."""
    return path.with_name(path.name + ".about.json")


def _lines(export: Export) -> Iterator[bytes]:
    for record in export.records:
        text = json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n"
        yield text.encode("utf-8", "backslashreplace")


def _save(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
