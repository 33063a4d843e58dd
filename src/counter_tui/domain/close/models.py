"""What a day's close is made of: figures with their counts, and gaps that name their rows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from counter_tui.domain.catalogue.models import Words

FIGURES = (
    "accepted",
    "ratings",
    "charges",
    "papers",
    "hand_overs",
    "broken",
    "answers",
    "actions",
    "recoveries",
    "checks",
    "meeting",
    "packs",
    "notices",
    "ledger",
    "sent",
)
"""Every line of the closing sheet, in its order."""

Opens = Literal[
    "matter", "enquiry", "action", "recovery", "notice", "check", "charges", "pack", "meeting", "close", ""
]
"""What a gap opens."""


class Gap(Struct, frozen=True):
    """Something that does not agree: ``what`` is missing or differs in which row.

    ``id`` is the row's own, ``opens`` what it is of, of the sort ``kind``; ``name`` what people call that and ``thing``
    what is meant of it (a paper, a promise). ``fen`` is a difference of money. ``words`` and ``by`` explain it.
    """

    figure: str
    what: str
    id: str
    kind: Opens = ""
    opens: str = ""
    name: str = ""
    thing: Words | None = None
    fen: int = 0
    words: str = ""
    by: str = ""

    @property
    def key(self) -> str:
        """By what the gap is known when somebody explains it."""
        return f"{self.figure}/{self.what}/{self.id}"


class Figure(Struct, frozen=True):
    """A line of the sheet: its counts by name in their order, None without a source; and its gaps.

    Of a closed day whose gaps were too many to be named all, ``unnamed`` counts the others, and ``unnamed_open`` those
    of them nobody had words for.
    """

    code: str
    counts: tuple[tuple[str, int], ...] | None
    gaps: tuple[Gap, ...] = ()
    unnamed: int = 0
    unnamed_open: int = 0

    @property
    def all_gaps(self) -> int:
        """How many gaps it has."""
        return len(self.gaps) + self.unnamed

    @property
    def open_gaps(self) -> int:
        """How many of them nobody has words for."""
        return sum(not gap.words for gap in self.gaps) + self.unnamed_open

    def count(self, name: str) -> int:
        """One of its counts, 0 where there is none."""
        return dict(self.counts or ()).get(name, 0)


class Cash(Struct, frozen=True):
    """The money of one way of payment: by the charges of the day, and as it was counted."""

    paid: str
    fen: int
    counted: int | None = None


class Place(Struct, frozen=True):
    """A place in a ledger: the run of facts (hex), how many facts it has there, the hash of the last (hex)."""

    epoch: str
    seq: int
    hash: str


class Closing(Struct, frozen=True):
    """The sheet of a day, closed or as it would be closed now; ``at`` and ``decided_by`` only once it is closed.

    ``place`` is the end of the ledger it vouches for.
    """

    day: date
    figures: tuple[Figure, ...]
    cash: tuple[Cash, ...]
    place: Place
    at: datetime | None = None
    decided_by: str = ""

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """All that does not agree and is named, in the order of the sheet."""
        return tuple(gap for figure in self.figures for gap in figure.gaps)

    @property
    def unexplained(self) -> tuple[Gap, ...]:
        """The named gaps nobody has words for."""
        return tuple(gap for gap in self.gaps if not gap.words)

    @property
    def all_gaps(self) -> int:
        """How many gaps there are."""
        return sum(figure.all_gaps for figure in self.figures)

    @property
    def open_gaps(self) -> int:
        """How many of them nobody has words for."""
        return sum(figure.open_gaps for figure in self.figures)
