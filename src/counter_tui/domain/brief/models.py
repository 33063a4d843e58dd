"""What a brief is made of: figures with the rows behind them, shares with what they are of, cases in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

Part = Literal["yesterday", "today"]
ItemKind = Literal[
    "matter",
    "enquiry",
    "visit",
    "person",
    "notice",
    "action",
    "outage",
    "paper",
    "check",
    "skill",
    "card",
    "praise",
    "recovery",
]
"""What a row opens."""

FIGURES: Mapping[str, Part] = MappingProxyType(
    {
        "accepted": "yesterday",
        "ended": "yesterday",
        "not_accepted": "yesterday",
        "enquiries": "yesterday",
        "waits": "yesterday",
        "served": "yesterday",
        "promises_kept": "yesterday",
        "promises_broken": "yesterday",
        "limits_passed": "yesterday",
        "tokens": "yesterday",
        "rated": "yesterday",
        "declined": "yesterday",
        "timed_out": "yesterday",
        "not_rated": "yesterday",
        "low_ratings": "yesterday",
        "recoveries": "yesterday",
        "refusals_held": "yesterday",
        "wording_held": "yesterday",
        "bounced": "yesterday",
        "corrections": "yesterday",
        "undone": "yesterday",
        "waived": "yesterday",
        "complaints": "yesterday",
        "praise": "yesterday",
        "papers_deferred": "yesterday",
        "papers_collected": "yesterday",
        "promises_due": "today",
        "papers_due": "today",
        "papers_late": "today",
        "outages": "today",
        "calls": "today",
        "answers_due": "today",
        "recoveries_due": "today",
        "notices_unread": "today",
        "staff_away": "today",
        "skill_gaps": "today",
        "actions": "today",
        "checks_due": "today",
        "site_card": "today",
    }
)
"""Every figure in its order, and whether it tells of yesterday or of today."""


class Item(Struct, frozen=True):
    """A row behind a figure, without personal data of customers.

    ``id`` is its own (a fact's, a matter's, a promise's); ``opens`` the id of what it is about, of the sort ``kind``,
    and ``name`` what people call that. ``group`` is what the figure is divided by, ``who`` a staff number. ``count``
    is a length in seconds for those served, an age in days for what is carried, and how often for what came back.
    """

    id: str
    kind: ItemKind
    opens: str
    name: str
    group: str = ""
    who: str = ""
    at: datetime | None = None
    due: date | None = None
    count: int = 0
    late: bool = False


class Figure(Struct, frozen=True):
    """A number of the brief with its rows; ``rows`` is None where the station has nothing it could be told from."""

    code: str
    part: Part
    rows: tuple[Item, ...] | None

    @property
    def value(self) -> int | None:
        """How many there were; None without a source, which is never 0."""
        return None if self.rows is None else len(self.rows)

    @property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """How many of each group, the most first."""
        count = Counter(row.group for row in self.rows or () if row.group)
        return tuple(sorted(count.items(), key=lambda pair: (-pair[1], pair[0])))


def percent_of(part: int, whole: int) -> int | None:
    """How many of a hundred, None of nothing."""
    return round(100 * part / whole) if whole else None


class Share(Struct, frozen=True):
    """How many of how many: both are numbers of rows of figures of the brief."""

    code: Literal["kept", "coverage", "measured"]
    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """The share of a hundred, None of nothing."""
        return percent_of(self.part, self.whole)


class Case(Struct, frozen=True):
    """Something the meeting should speak of: the row of the figure that weighs most, and all it weighs by."""

    item: Item
    figure: str
    why: tuple[str, ...]
    weight: int


class Brief(Struct, frozen=True):
    """The brief of a day: ``first`` to ``last`` is what it looks back at, since the working day before.

    ``typical_seconds`` is the middle length of those served whose time was measured, None where none was.
    """

    day: date
    first: date
    last: date
    figures: tuple[Figure, ...]
    shares: tuple[Share, ...]
    typical_seconds: int | None
    cases: tuple[Case, ...]

    def figure(self, code: str) -> Figure:
        """The figure with this code."""
        return next(each for each in self.figures if each.code == code)


class Point(Struct, frozen=True):
    """What one brief told of the days it looked back at, ``first`` to ``last``, as far as charts show it."""

    day: date
    first: date
    last: date
    accepted: int
    enquiries: int
    kept: int
    broken: int
    tokens: int
    rated: int

    @property
    def kept_percent(self) -> int | None:
        """The share of the promises that were kept, None where none was due."""
        return Share("kept", self.kept, self.kept + self.broken).percent

    @property
    def rated_percent(self) -> int | None:
        """The share of the visits that were rated, None where no rating was offered."""
        return Share("coverage", self.rated, self.tokens).percent
