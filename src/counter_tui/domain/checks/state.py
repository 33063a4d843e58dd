"""What the facts of checks tell: one list on one day, one item. Total: what does not fit changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.checks import (
    CheckDone,
    CheckItemAdded,
    CheckItemDropped,
    CheckItemRestored,
    Looker,
    Result,
)


class Answered(Struct, frozen=True):
    """What somebody found at an item, and when."""

    item: str
    result: Result
    words: str
    by: str
    at: datetime


class CheckDay(Struct, frozen=True):
    """A list as far as it was done for a day (the first day of its week or month).

    ``required`` are the items that had to be looked at when somebody looked last; ``done_at`` is when all of them had
    been for the first time, None before. ``answers`` are all that were given, in their order.
    """

    list: str
    day: date
    answers: tuple[Answered, ...]
    required: tuple[str, ...]
    done_at: datetime | None
    head: bytes
    facts: int

    @property
    def latest(self) -> dict[str, Answered]:
        """The last answer for each item."""
        return {each.item: each for each in self.answers}

    @property
    def missing(self) -> tuple[str, ...]:
        """The required items nobody has looked at."""
        found = self.latest
        return tuple(each for each in self.required if each not in found)


class ItemChange(Struct, frozen=True):
    """What the station did to one item of a list: added it as its own (``own``), dropped it, restored it.

    For an item of the data everything but ``list``, ``item`` and what is said of its dropping is empty.
    """

    list: str
    item: str
    own: bool = False
    name: str = ""
    who: Looker = "clerk"
    failed: str = ""
    required: bool = False
    added_by: str = ""
    added_at: datetime | None = None
    added_order: str = ""
    dropped: bool = False
    reason: str = ""
    dropped_by: str = ""
    dropped_at: datetime | None = None
    head: bytes = b""
    facts: int = 0

    def added_before(self, instant: datetime) -> bool:
        """Whether it was there before this instant; an item of the data always was."""
        return self.added_at is None or self.added_at < instant

    def dropped_before(self, instant: datetime) -> bool:
        """Whether it had been dropped before this instant."""
        return self.dropped_at is not None and self.dropped_at < instant


def fold_day(recorded: Iterable[Recorded]) -> CheckDay | None:
    """A list on a day, of the facts about it in whatever order they come; None before the first."""
    day: CheckDay | None = None
    for entry in sorted(recorded, key=lambda each: each.order):
        if isinstance(entry.fact, CheckDone):
            day = _looked(day, entry.fact, entry)
        elif day is not None:
            day = replace(day, head=entry.fact_id, facts=day.facts + 1)
    return day


def _looked(day: CheckDay | None, fact: CheckDone, entry: Recorded) -> CheckDay:
    found = tuple(
        Answered(each.item, each.result, each.words, entry.actor, entry.at) for each in fact.answers
    )
    before = () if day is None else day.answers
    done_at = None if day is None else day.done_at
    answered = {each.item for each in (*before, *found)}
    if done_at is None and answered.issuperset(fact.required):
        done_at = entry.at
    facts = 0 if day is None else day.facts
    return CheckDay(fact.list, fact.day, (*before, *found), fact.required, done_at, entry.fact_id, facts + 1)


def fold_item(recorded: Iterable[Recorded]) -> ItemChange | None:
    """What was done to an item, of the facts about it in whatever order they come; None before the first."""
    item: ItemChange | None = None
    for entry in sorted(recorded, key=lambda each: each.order):
        item = _changed(item, entry)
        if item is not None:
            item = replace(item, head=entry.fact_id, facts=item.facts + 1)
    return item


def _changed(item: ItemChange | None, entry: Recorded) -> ItemChange | None:
    fact = entry.fact
    if isinstance(fact, CheckItemAdded) and item is None:
        return _added(fact, entry)
    if isinstance(fact, CheckItemDropped):
        item = item or ItemChange(fact.list, fact.item)
        if item.dropped:
            return item
        return replace(item, dropped=True, reason=fact.reason, dropped_by=entry.actor, dropped_at=entry.at)
    if isinstance(fact, CheckItemRestored) and item is not None:
        return replace(item, dropped=False, reason="", dropped_by="", dropped_at=None)
    return item


def _added(fact: CheckItemAdded, entry: Recorded) -> ItemChange:
    return ItemChange(
        list=fact.list,
        item=fact.item,
        own=True,
        name=fact.name,
        who=fact.who,
        failed=fact.failed,
        required=fact.required,
        added_by=entry.actor,
        added_at=entry.at,
        added_order=entry.hlc,
    )
