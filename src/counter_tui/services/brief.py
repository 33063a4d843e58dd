"""The morning brief: compiled from the store for any day, never typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from counter_tui.db import people
from counter_tui.domain.brief.compile import compiled, first_day
from counter_tui.domain.brief.models import Brief, Item
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.checks.lists import CheckList
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.brief_back import Span, rows_back
from counter_tui.services.brief_today import today_rows
from counter_tui.services.check_sheet import Sheet
from counter_tui.services.reference.checks import load_checks
from counter_tui.services.station import Once, Station
from counter_tui.services.views.checks import ListView

_BY_KIND = ("accepted", "ended", "not_accepted", "complaints", "praise")


class BriefView(Struct, frozen=True):
    """The brief of a day with what its codes are called: kinds of matter, lists of checks, people by staff number."""

    brief: Brief
    kinds: Mapping[str, Words]
    people: Mapping[str, str]


class BriefService:
    """What the shift should know in the morning, for whoever leads or audits."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._checks = Once(load_checks)

    def of(self, actor: Actor, day: date | None = None) -> BriefView:
        """The brief of a day, else of today. Raises RuleBroken("not_allowed").

        What is known only as it stands now (papers owed, calls, notices unread, who is away, action items) has no
        source for a day that is over.
        """
        require(actor, "oversee")
        return compiled_brief(self._station, self._checks(), day)


def compiled_brief(station: Station, checks: Sequence[CheckList], day: date | None = None) -> BriefView:
    """The same as ``BriefService.of``, for who may see it: whoever leads, or runs the meeting in a lead's place."""
    now = station.clock.now()
    today = now.astimezone(station.zone).date()
    day = day or today
    first = first_day(day, station.rules.calendar)
    back = Span(first, day - timedelta(days=1), station.zone)
    with station.store.reading() as connection:
        told = {
            **rows_back(station, connection, back, now),
            **today_rows(station, connection, day, now),
        }
        lists = Sheet(station, connection, checks, day, now).lists()
        names = people.names(connection)
    made = compiled(day, first, {**told, "checks_due": _checks_due(lists, day)})
    kinds = {row.group for code in _BY_KIND for row in made.figure(code).rows or ()}
    words = {each: station.words_of(each) for each in sorted(kinds)}
    return BriefView(made, {**words, **{each.list: each.name for each in lists}}, names)


def _checks_due(lists: Iterable[ListView], day: date) -> list[Item]:
    """The lists of checks that are due on the day, done or not, and those left over from before it."""
    return [
        Item(
            id=f"{each.list}/{each.due_on.isoformat()}",
            kind="check",
            opens=each.list,
            name=each.list,
            group=each.list,
            due=each.due_on,
            late=each.standing == "late",
        )
        for each in lists
        if each.due_on is not None and (each.due_on == day or each.standing in ("due", "late"))
    ]
