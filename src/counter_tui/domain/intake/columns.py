"""The headings of a table with columns of its own: which column is which, whatever their order."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from msgspec import Struct

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.intake.folding import as_text, plain
from counter_tui.domain.intake.headings import Headings
from counter_tui.domain.intake.records import Cell, RawRecord, Reason

Titles = Mapping[str, tuple[str, ...]]
"""The headings by which each field is known."""


class Columns(Struct, frozen=True):
    """The fields of a table by their headings in any language, and those that must be there."""

    titles: Titles
    must: tuple[str, ...]

    def field(self, title: str) -> str | None:
        """The field that a heading names; blanks, a star and a colon behind it do not count."""
        wanted = _bare(title).rstrip("*:")
        return next((name for name, known in self.titles.items() if wanted in map(_bare, known)), None)

    def recognised(self, cells: Sequence[Cell]) -> set[str]:
        """The fields that these cells would name if they were headings."""
        return {name for cell in cells if (name := self.field(as_text(cell)))}

    def read(self, cells: Sequence[Cell]) -> Headings:
        """The columns that this line of headings names; other columns are ignored.

        Raises RuleBroken("import_heading_twice") and "import_heading_missing" as those of customers do.
        """
        titles = [" ".join(as_text(cell).split()) for cell in cells]
        while titles and not titles[-1]:
            titles.pop()
        columns: dict[str, int] = {}
        for place, title in enumerate(titles):
            name = self.field(title)
            if name in columns:
                twice = [titles[columns[name]], title]
                raise RuleBroken("import_heading_twice", column=name, headings=twice)
            if name:
                columns[name] = place
        missing = [name for name in self.must if name not in columns]
        if missing:
            raise RuleBroken("import_heading_missing", missing=missing)
        used = set(columns.values())
        return Headings(
            columns=columns,
            titles={name: titles[place] for name, place in columns.items()},
            ignored=tuple(
                title or f"#{place + 1}" for place, title in enumerate(titles) if place not in used
            ),
            width=len(titles),
        )


def _bare(title: str) -> str:
    return "".join(unicodedata.normalize("NFKC", title).upper().split())


def line_fault(headings: Headings, record: RawRecord) -> Reason | None:
    """What is wrong with a line as a whole: empty, a quotation mark left open, not as many cells as headings."""
    texts = [as_text(cell) for cell in record.cells]
    if not any(map(plain, texts)):
        return Reason("blank_line")
    if record.swallowed:
        return Reason("quotes_unbalanced", facts={"lines": record.swallowed})
    if any(texts[headings.width :]) or len(texts) < headings.width:
        facts = {"cells": len(texts), "expected": headings.width}
        return Reason("columns_too_few" if len(texts) < headings.width else "columns_too_many", facts=facts)
    return None
