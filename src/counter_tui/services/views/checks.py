"""The checks of the hall as screens and commands show them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.checks.due import Standing
from counter_tui.domain.checks.lists import Rhythm
from counter_tui.services.views.actions import NamedProblem


class ItemView(Struct, frozen=True):
    """An item of a list and what was found there last; ``result`` is empty while nobody has looked.

    ``failed_30`` and ``failed_90`` count the lists and days it failed on, of the thirty and the ninety days that end
    with the day shown. ``carried``: what failed there is still to be put right. ``in_force`` is False for one that was
    looked at and dropped since.
    """

    item: str
    name: Words
    who: str
    required: bool
    failed: Words
    own: bool
    in_force: bool
    result: str
    words: str
    by: str
    at: datetime | None
    failed_30: int
    failed_90: int
    carried: bool


class DroppedView(Struct, frozen=True):
    """An item the station looks at no more: why, who said so and when."""

    item: str
    name: Words
    required: bool
    reason: str
    by: str
    at: datetime | None


class ListView(Struct, frozen=True):
    """A list on a day; ``due_on`` is the day it is due in its day, week or month, ``until`` by when.

    ``answered`` of ``asked`` required items were looked at; ``done_at`` is when the last of them was, ``people`` who
    looked, in the order they did.
    """

    list: str
    name: Words
    due: Rhythm
    due_on: date | None
    until: datetime | None
    standing: Standing
    done_at: datetime | None
    people: tuple[str, ...]
    answered: int
    asked: int
    items: tuple[ItemView, ...]
    dropped: tuple[DroppedView, ...]

    @property
    def failed(self) -> int:
        """How many items were not in order when somebody looked last."""
        return sum(each.result == "failed" for each in self.items)


class ItemTrend(Struct, frozen=True):
    """An item that failed in the last ninety days: on how many lists and days, of them in the last thirty."""

    item: str
    name: Words
    list: str
    failed_30: int
    failed_90: int
    carried: bool

    @property
    def leaning(self) -> Literal["more", "same", "less"]:
        """Whether it failed more often in the last thirty days than in the sixty before them, day for day."""
        before = self.failed_90 - self.failed_30
        if self.failed_30 * 2 > before:
            return "more"
        return "less" if self.failed_30 * 2 < before else "same"


class Fault(NamedProblem, frozen=True):
    """An item that failed as what is to be put right, by whom and by when."""

    name: Words
    owner: str
    due: date


class Checked(Struct, frozen=True):
    """What became of a look at a list: the required items still to look at, and each failed item as a problem."""

    day: date
    missing: tuple[str, ...]
    problems: tuple[Fault, ...]
