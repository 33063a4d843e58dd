"""Rows of the checks of the hall, computed from their facts. Each table's key is named as its subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from counter_tui.db.subjects import Rows
from counter_tui.db.tables.checks import CheckAnswerRow, CheckDayRow, CheckItemRow
from counter_tui.domain.checks.state import CheckDay, ItemChange, fold_day, fold_item
from counter_tui.domain.clock import to_ms
from counter_tui.domain.facts.base import Recorded, Subject

CHECK_DAY = "check_day"
CHECK_ITEM = "check_item"

TABLES: Mapping[str, tuple[type[Any], ...]] = MappingProxyType(
    {CHECK_DAY: (CheckDayRow, CheckAnswerRow), CHECK_ITEM: (CheckItemRow,)}
)
"""The tables of each kind of subject."""


def day_subject(list_code: str, day: date) -> Subject:
    """A list on a day (the first of its week or month) as the subject of its facts."""
    return Subject(CHECK_DAY, f"{list_code} {day.isoformat()}".encode())


def item_subject(item: str) -> Subject:
    """An item of a list as the subject of what the station did to it."""
    return Subject(CHECK_ITEM, item.encode())


def rows(subject: Subject, history: Sequence[Recorded]) -> Rows:
    """The rows of one subject, by table; none for a subject of another kind."""
    if subject.kind == CHECK_DAY and (day := fold_day(history)) is not None:
        return {CheckDayRow: [_day(subject, day)], CheckAnswerRow: _answers(subject, day)}
    if subject.kind == CHECK_ITEM and (item := fold_item(history)) is not None:
        return {CheckItemRow: [_item(subject, item)]}
    return {}


def name_of(subject: Subject) -> str:
    """What a person knows the subject by: the codes of list and day, the code of an item."""
    return subject.id.decode("utf-8", "replace")


def _day(subject: Subject, day: CheckDay) -> dict[str, Any]:
    return {
        "check_day": subject.id,
        "list": day.list,
        "day": day.day.isoformat(),
        "required": ",".join(day.required),
        "missing": ",".join(day.missing),
        "done_ms": to_ms(day.done_at) if day.done_at else None,
        "head": day.head,
        "facts": day.facts,
    }


def _answers(subject: Subject, day: CheckDay) -> list[dict[str, Any]]:
    return [
        {
            "check_day": subject.id,
            "ordinal": ordinal,
            "item": each.item,
            "result": each.result,
            "words": each.words,
            "answered_by": each.by,
            "answered_ms": to_ms(each.at),
        }
        for ordinal, each in enumerate(day.answers)
    ]


def _item(subject: Subject, item: ItemChange) -> dict[str, Any]:
    return {
        "check_item": subject.id,
        "list": item.list,
        "item": item.item,
        "own": int(item.own),
        "name": item.name,
        "who": item.who,
        "failed": item.failed,
        "required": int(item.required),
        "added_by": item.added_by,
        "added_ms": to_ms(item.added_at) if item.added_at else None,
        "added_order": item.added_order,
        "dropped": int(item.dropped),
        "reason": item.reason,
        "dropped_by": item.dropped_by,
        "dropped_ms": to_ms(item.dropped_at) if item.dropped_at else None,
        "head": item.head,
        "facts": item.facts,
    }
