"""The close of a day as it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from counter_tui.domain.close.fingerprint import fingerprint
from counter_tui.domain.close.models import Closing


class Later(Struct, frozen=True):
    """What was written after a day was closed: of which matter (hex, and its number), and how many facts."""

    matter_id: str
    number: str
    facts: int


class CloseView(Struct, frozen=True):
    """The sheet of a day with what goes beside it.

    ``later_of`` is the closed day ``later`` belongs to: this one, or the one closed last before it. ``unclosed`` are
    the days before today nobody closed. ``money`` says whether this person may see the sums; ``names`` are people by
    staff number.
    """

    sheet: Closing
    later_of: date | None
    later: tuple[Later, ...]
    unclosed: tuple[date, ...]
    counted_by: str
    money: bool
    lead: str
    names: Mapping[str, str]

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the day."""
        return fingerprint(self.sheet.place.hash)

    @property
    def to_count(self) -> tuple[str, ...]:
        """The ways of payment nobody has counted yet."""
        return tuple(each.paid for each in self.sheet.cash if each.counted is None)
