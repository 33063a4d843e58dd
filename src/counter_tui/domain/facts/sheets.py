"""What happens to daily and weekly sheets: they go to who is to get them, who says that he has them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from counter_tui.domain.facts.base import Fact, Part

SheetKind = Literal["daily", "weekly"]
"""The sheet of a day (日报), or of the seven days from a Monday on (周报)."""
Office = Literal["deputy", "head"]
"""Who gets sheets: the deputy in charge (主管副所长) or the head (所长)."""
Way = Literal["paper", "file", "told"]
"""How a sheet went: handed over on paper, sent as a file, or told by word of mouth or telephone."""


class SheetFigure(Part, frozen=True, kw_only=True):
    """A figure of a sheet for each of its days, None where it had no source.

    ``code`` is that of the figure, with a stroke and the group behind it where the figure is divided.
    """

    code: str
    values: tuple[int | None, ...]


class SheetSent(Fact, frozen=True, kw_only=True):
    """The sheet of a day, or of the week from its Monday ``day`` on, went to somebody, with these figures.

    ``name`` is who held the office then. ``digest`` is over all that stood on the sheet.
    """

    type: ClassVar[str] = "SheetSent"

    sheet: SheetKind
    day: date
    to: Office
    name: str
    way: Way
    digest: str
    figures: tuple[SheetFigure, ...]


class SheetAcknowledged(Fact, frozen=True, kw_only=True):
    """Who was to get a sheet has it: ``by`` says so himself, or whoever leads notes it in words how he said so."""

    type: ClassVar[str] = "SheetAcknowledged"

    sheet: SheetKind
    day: date
    to: Office
    by: str
    words: str = ""
