"""What happens at the end of a day (日清): the cash is counted, gaps are explained, the day is closed."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from counter_tui.domain.facts.base import Fact, Part
from counter_tui.domain.facts.prices import Payment


class CashCount(Part, frozen=True, kw_only=True):
    """What was counted of one way of payment, in fen."""

    paid: Payment
    fen: int


class CashCounted(Fact, frozen=True, kw_only=True):
    """Somebody counted the money of a day; the last count holds."""

    type: ClassVar[str] = "CashCounted"

    day: date
    counts: tuple[CashCount, ...]


class GapExplained(Fact, frozen=True, kw_only=True):
    """Somebody said why something does not agree on a day; ``gaps`` are the keys of what these words are about."""

    type: ClassVar[str] = "GapExplained"

    day: date
    gaps: tuple[str, ...]
    words: str


class ClosedFigure(Part, frozen=True, kw_only=True):
    """A line of the closing sheet: its counts by name; ``source`` is False where the station had nothing to count.

    ``unnamed`` counts its gaps that are not named, since one fact has no room for more; nobody had words for
    ``unnamed_open`` of them.
    """

    code: str
    counts: dict[str, int] = {}
    source: bool = True
    unnamed: int = 0
    unnamed_open: int = 0


class ClosedGap(Part, frozen=True, kw_only=True):
    """A gap that was left when the day was closed, and the words for it; empty where nobody had any.

    ``figure`` is the line it belongs to, ``what`` is missing or differs, ``id`` and ``name`` are of the row,
    ``opens`` what that is of, of the sort ``kind``.
    """

    figure: str
    what: str
    id: str
    name: str
    kind: str = ""
    opens: str = ""
    thing_zh: str = ""
    thing_en: str = ""
    fen: int = 0
    words: str = ""
    by: str = ""


class ClosedCash(Part, frozen=True, kw_only=True):
    """The money of one way of payment by the charges, and as it was counted; None where nobody counted."""

    paid: Payment
    fen: int
    counted: int | None = None


class DayClosed(Fact, frozen=True, kw_only=True):
    """A shift lead closed a day by the own PIN, with these figures, this money and these gaps.

    ``epoch`` and ``hash`` (hex) and ``seq`` are the end of the ledger then: everything the closing sheet vouches for.
    ``decided_by`` is the lead; who stood at the PC is who recorded the fact.
    """

    type: ClassVar[str] = "DayClosed"

    day: date
    decided_by: str
    figures: tuple[ClosedFigure, ...]
    cash: tuple[ClosedCash, ...] = ()
    gaps: tuple[ClosedGap, ...] = ()
    epoch: str
    seq: int
    hash: str
