"""What a sheet is made of: figures of whole days, and what they come to over the days of the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from counter_tui.domain.brief.models import Share
from counter_tui.domain.facts.sheets import Office, SheetKind

Part = Literal["work", "promises", "ratings", "voices", "rules", "papers", "money", "actions", "hall"]
"""What a figure belongs to, in the order of the sheet."""


class Meaning(Struct, frozen=True):
    """What a figure is: its part of the sheet, and whether days add up.

    ``adds`` is False for what stands at the end of a day (papers owed): a week has what its last day had. ``divided``
    says that its groups stand on the sheet too, ``money`` that it counts fen.
    """

    part: Part
    adds: bool = True
    divided: bool = False
    money: bool = False


FIGURES: Mapping[str, Meaning] = MappingProxyType(
    {
        "accepted": Meaning("work", divided=True),
        "ended": Meaning("work"),
        "not_accepted": Meaning("work"),
        "enquiries": Meaning("work"),
        "promises_kept": Meaning("promises"),
        "promises_broken": Meaning("promises"),
        "tokens": Meaning("ratings"),
        "rated": Meaning("ratings", divided=True),
        "low_ratings": Meaning("ratings"),
        "recoveries": Meaning("ratings"),
        "complaints": Meaning("voices"),
        "praise": Meaning("voices"),
        "refusals_held": Meaning("rules"),
        "wording_held": Meaning("rules"),
        "bounced": Meaning("rules"),
        "papers_deferred": Meaning("papers"),
        "papers_collected": Meaning("papers"),
        "papers_owed": Meaning("papers", adds=False),
        "charged": Meaning("money", money=True),
        "voided": Meaning("money", money=True),
        "actions_opened": Meaning("actions"),
        "actions_verified": Meaning("actions"),
        "actions_carried": Meaning("actions", adds=False),
        "checks_failed": Meaning("hall"),
    }
)
"""Every figure in its order; ``charged`` is what was taken in, ``voided`` what was given back of any day's."""

SHARES: Mapping[str, tuple[Literal["kept", "coverage"], str]] = MappingProxyType(
    {"promises_broken": ("kept", "promises_kept"), "rated": ("coverage", "tokens")}
)
"""Which share stands behind a figure, and the other figure it is reckoned from."""

RECIPIENTS: Mapping[SheetKind, tuple[Office, ...]] = MappingProxyType(
    {"daily": ("deputy",), "weekly": ("deputy", "head")}
)
"""Who gets which sheet: the daily one the deputy in charge, the weekly one both."""

_WEEK = 7
Values = tuple[int | None, ...]
"""A figure for each day of a sheet, None where it has no source."""


def first_of(sheet: SheetKind, day: date) -> date:
    """The day a sheet of this day is named by: the day itself, or the Monday of its week."""
    return day if sheet == "daily" else day - timedelta(days=day.weekday())


def days_of(sheet: SheetKind, day: date) -> tuple[date, ...]:
    """The days of the sheet of this day: one, or the seven of its week."""
    first = first_of(sheet, day)
    return tuple(first + timedelta(days=each) for each in range(1 if sheet == "daily" else _WEEK))


class DayFigures(Struct, frozen=True):
    """The figures of one day by their codes, those of groups as ``accepted/BZ601``; None without a source.

    ``led`` are the staff numbers of who led the shift, in their order; empty where nothing tells it.
    """

    day: date
    values: Mapping[str, int | None]
    led: tuple[str, ...] = ()


class Row(Struct, frozen=True):
    """A figure over the days of a sheet; ``group`` is empty for the figure itself."""

    code: str
    group: str
    values: Values

    @property
    def key(self) -> str:
        """The code with its group."""
        return f"{self.code}/{self.group}" if self.group else self.code

    @property
    def days(self) -> int:
        """For how many days there is a source."""
        return sum(each is not None for each in self.values)

    @property
    def total(self) -> int | None:
        """What the days come to: their sum, or what the last of them had; None without a source on any day."""
        known = [each for each in self.values if each is not None]
        if not known:
            return None
        return sum(known) if FIGURES[self.code].adds else known[-1]


class Sheet(Struct, frozen=True):
    """A sheet: one day, or the seven of a week."""

    kind: SheetKind
    days: tuple[DayFigures, ...]

    @property
    def day(self) -> date:
        """The day it is named by."""
        return self.days[0].day

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every figure in its order, each with its groups behind it."""
        return tuple(self._rows())

    def row(self, code: str) -> Row:
        """The figure with this code."""
        return Row(code, "", tuple(each.values.get(code) for each in self.days))

    def share(self, code: str, place: int | None = None) -> Share | None:
        """The share behind a figure: of all days, or of the one at this place; None where none stands there."""
        if code not in SHARES:
            return None
        name, other = SHARES[code]
        one, two = self.row(code), self.row(other)
        # Only days that have both count: a share of halves would be none.
        pairs = [
            (first, second)
            for each, (first, second) in enumerate(zip(one.values, two.values, strict=True))
            if first is not None and second is not None and place in (None, each)
        ]
        first, second = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
        return Share(name, second, first + second) if name == "kept" else Share(name, first, second)

    def _rows(self) -> Iterator[Row]:
        for code, meaning in FIGURES.items():
            whole = self.row(code)
            yield whole
            if meaning.divided:
                yield from sorted(self._groups(whole), key=_most_first)

    def _groups(self, whole: Row) -> Iterator[Row]:
        start = f"{whole.code}/"
        for key in {key for each in self.days for key in each.values if key.startswith(start)}:
            values = (
                None if none is None else each.values.get(key, 0)
                for each, none in zip(self.days, whole.values, strict=True)
            )
            yield Row(whole.code, key.removeprefix(start), tuple(values))


def _most_first(row: Row) -> tuple[int, str]:
    """Kinds with the most first; levels of a rating from the best on."""
    if row.code == "rated":
        return (-int(row.group) if row.group.isdigit() else 0, row.group)
    return (-(row.total or 0), row.group)


def figures_of(
    told: Mapping[str, Sequence[object] | int | None], groups: Mapping[str, Mapping[str, int]]
) -> dict[str, int | None]:
    """The figures of a day: numbers as they are, rows by how many they are, and the groups of those divided."""
    values: dict[str, int | None] = {}
    for code, meaning in FIGURES.items():
        each = told.get(code)
        values[code] = each if each is None or isinstance(each, int) else len(each)
        if meaning.divided and each is not None:
            values.update(
                {f"{code}/{group}": count for group, count in groups.get(code, {}).items() if count}
            )
    return values
