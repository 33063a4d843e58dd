"""All lists of checks on one day, put together of what the store says of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from counter_tui.db import station as station_rows
from counter_tui.db.reading import checklists
from counter_tui.db.rows.checks import day_subject
from counter_tui.db.store import Reading
from counter_tui.db.tables.checks import CheckAnswerRow
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.checks import due
from counter_tui.domain.checks.lists import CheckItem, CheckList, in_force, item_of, shipped_item
from counter_tui.domain.checks.state import ItemChange
from counter_tui.domain.clock import from_ms, to_ms
from counter_tui.services.checks.opening import OPENS
from counter_tui.services.station import Station
from counter_tui.services.views.checks import DroppedView, ItemTrend, ItemView, ListView

_LATELY, _LONG = 30, 90
"""Days over which it is counted how often an item failed."""


class Sheet:
    """The lists on a day: read once from one view of the store."""

    def __init__(
        self, station: Station, connection: Reading, lists: Sequence[CheckList], day: date, now: datetime
    ) -> None:
        self._station, self._lists, self._day, self._now = station, lists, day, now
        self._subjects = {each.code: day_subject(each.code, due.begins(each.due, day)) for each in lists}
        self._changes = checklists.changes(connection)
        self._rows = checklists.days(connection, list(self._subjects.values()))
        self._answers = defaultdict[bytes, list[CheckAnswerRow]](list)
        self._end = self._midnight(day + timedelta(days=1))
        for row in checklists.answers(connection, list(self._subjects.values())):
            # A week or month may have gone on since the day that is shown.
            if row.answered_ms < to_ms(self._end):
                self._answers[row.check_day].append(row)
        long_ago, lately = (
            to_ms(self._midnight(day - timedelta(days=days - 1))) for days in (_LONG, _LATELY)
        )
        self._failed = checklists.failed_between(connection, long_ago, lately, to_ms(self._end))
        self._carried = checklists.carried_about(connection)
        begun = min((each.opened_ms for each in station_rows.epochs(connection)), default=0)
        self._since = station.rules.day_of(from_ms(begun))
        self._name_of = station.names(connection)

    def lists(self) -> tuple[ListView, ...]:
        """Every list, in the order of the data."""
        return tuple(self._view(each) for each in self._lists)

    def trend(self) -> tuple[ItemTrend, ...]:
        """What failed, what failed most of late first."""
        found = [
            ItemTrend(item.code, item.name, check.code, *self._failed[item.code], item.code in self._carried)
            for check in self._lists
            for item in self._known(check).values()
            if item.code in self._failed
        ]
        return tuple(sorted(found, key=lambda each: (-each.failed_30, -each.failed_90)))

    def _view(self, check: CheckList) -> ListView:
        calendar, zone = self._station.rules.calendar, self._station.zone
        spans = self._station.silence.spans
        due_on = due.due_day(check.due, self._day, calendar, self._since)
        until = due.limit(check, due_on, spans[0][0] if spans else OPENS, zone) if due_on else None
        row = self._rows.get(self._subjects[check.code].id)
        done_at = None if row is None or row.done_ms is None else from_ms(row.done_ms)
        if done_at is not None and done_at >= self._end:
            done_at = None
        items = tuple(self._items(check))
        required = [each for each in items if each.required and each.in_force]
        answers = self._answers[self._subjects[check.code].id]
        return ListView(
            list=check.code,
            name=check.name,
            due=check.due,
            due_on=due_on,
            until=until,
            standing=due.standing(due_on, until, self._day, self._now, done_at),
            done_at=done_at,
            people=tuple(dict.fromkeys(self._name_of(each.answered_by) for each in answers)),
            answered=sum(bool(each.result) for each in required),
            asked=len(required),
            items=items,
            dropped=tuple(self._dropped(check)),
        )

    def _items(self, check: CheckList) -> Iterator[ItemView]:
        """What is in force, then what was looked at and dropped since."""
        latest = {row.item: row for row in self._answers[self._subjects[check.code].id]}
        current = {each.code: each for each in in_force(check, self._changes, self._end)}
        known = self._known(check)
        for code in [*current, *(each for each in latest if each not in current)]:
            # An item a later program may not have is shown by its code.
            item = known.get(code) or CheckItem(code, _as_code(code), "clerk", False, _as_code(code), 0)
            yield self._item(item, latest.get(code), in_force=code in current)

    def _item(self, item: CheckItem, row: CheckAnswerRow | None, *, in_force: bool) -> ItemView:
        failed_30, failed_90 = self._failed.get(item.code, (0, 0))
        return ItemView(
            item=item.code,
            name=item.name,
            who=item.who,
            required=item.required,
            failed=item.failed,
            own=item.own,
            in_force=in_force,
            result=row.result if row else "",
            words=row.words if row else "",
            by=self._name_of(row.answered_by) if row else "",
            at=from_ms(row.answered_ms) if row else None,
            failed_30=failed_30,
            failed_90=failed_90,
            carried=item.code in self._carried,
        )

    def _dropped(self, check: CheckList) -> Iterator[DroppedView]:
        known = self._known(check)
        for each in self._of(check):
            if each.dropped and each.dropped_before(self._end) and each.item in known:
                item, by = known[each.item], self._name_of(each.dropped_by)
                yield DroppedView(each.item, item.name, item.required, each.reason, by, each.dropped_at)

    def _known(self, check: CheckList) -> dict[str, CheckItem]:
        own = (item_of(each) for each in self._of(check) if each.own)
        return {each.code: each for each in (*map(shipped_item, check.items), *own)}

    def _of(self, check: CheckList) -> list[ItemChange]:
        return [each for each in self._changes if each.list == check.code]

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self._station.zone).astimezone(UTC)


def _as_code(code: str) -> Words:
    return Words(zh=code, en=code)
