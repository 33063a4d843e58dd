"""What other offices say of outages, as a file of theirs told it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal

from counter_tui.domain.facts.base import Fact, Part

OutageKind = Literal["planned", "temporary", "fault", "rationing", "cancelled"]


class OutageTold(Part, frozen=True, kw_only=True):
    """One outage: which transformer districts or lines, from when, until when if that is known, why, and who says so.

    ``reference`` is the number it has there; a later word on the same number stands for the earlier one, ``cancelled``
    takes it back.
    """

    reference: str
    kind: OutageKind
    districts: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    starts_at: datetime
    ends_at: datetime | None = None
    reason: str = ""
    source: str


class OutagesImported(Fact, frozen=True, kw_only=True):
    """A list of outages was taken in from a file: its digest, who it is from, and how many lines could not be used.

    A long list is told in several facts with the same digest.
    """

    type: ClassVar[str] = "OutagesImported"

    digest: str
    source: str
    outages: tuple[OutageTold, ...] = ()
    rejected: int = 0
