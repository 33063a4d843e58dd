"""What happens to checks of the hall: somebody looked; the station added an item to a list, dropped or restored one."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from counter_tui.domain.facts.base import Fact, Part

Result = Literal["ok", "failed", "not_here"]
"""What was found: in order, not in order, or nothing of the sort in this hall."""
Looker = Literal["clerk", "guide", "lead", "head"]
"""Who should look at an item, as a role."""


class CheckAnswer(Part, frozen=True, kw_only=True):
    """What was found at one item of a list, and what there is to say of it."""

    item: str
    result: Result
    words: str = ""


class CheckDone(Fact, frozen=True, kw_only=True):
    """Somebody looked at some items of a list.

    ``day`` is the day the list was done for: of a weekly one the week's Monday, of a monthly one the first of the
    month. ``required`` are the items that had to be looked at then: later changes of the list change nothing of it.
    """

    type: ClassVar[str] = "CheckDone"

    list: str
    day: date
    answers: tuple[CheckAnswer, ...]
    required: tuple[str, ...] = ()


class CheckItemAdded(Fact, frozen=True, kw_only=True):
    """The station added an item of its own to a list; ``failed`` says what counts as failed."""

    type: ClassVar[str] = "CheckItemAdded"

    list: str
    item: str
    name: str
    who: Looker
    failed: str
    required: bool = False


class CheckItemDropped(Fact, frozen=True, kw_only=True):
    """An item is looked at no more; a required one only with a reason."""

    type: ClassVar[str] = "CheckItemDropped"

    list: str
    item: str
    reason: str = ""


class CheckItemRestored(Fact, frozen=True, kw_only=True):
    """A dropped item is looked at again."""

    type: ClassVar[str] = "CheckItemRestored"

    list: str
    item: str
