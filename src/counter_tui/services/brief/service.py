"""The morning brief: compiled from the store for any day, never typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from counter_tui.db import people
from counter_tui.db.reading import brief as brief_rows
from counter_tui.domain.brief.compile import compiled, first_day
from counter_tui.domain.brief.models import Brief, Item, Point
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.checks.lists import CheckList
from counter_tui.domain.enquiry.topics import Topic
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.brief.back import Span, rows_back
from counter_tui.services.brief.names import Part, kind_names, kinds_of, part_names, topic_names
from counter_tui.services.brief.series import series
from counter_tui.services.brief.today import today_rows
from counter_tui.services.checks.sheet import Sheet
from counter_tui.services.reference.checks import load_checks
from counter_tui.services.reference.enquiry import load_topics
from counter_tui.services.station import Once, Station
from counter_tui.services.views.checks import ListView


class BriefView(Struct, frozen=True):
    """The brief of a day with what its codes are called: kinds of matter, lists of checks, people by staff number.

    ``matters`` are the kinds of the matters that rows open, by their ids and those of their visits; ``parts`` the
    promises and papers by kind and code; ``topics`` those of the questions, ``levels`` those of the ratings.
    """

    brief: Brief
    kinds: Mapping[str, Words]
    people: Mapping[str, str]
    matters: Mapping[str, str]
    parts: Mapping[Part, Words]
    topics: Mapping[str, Words]
    levels: Mapping[str, Words]


class BriefService:
    """What the shift should know in the morning, for whoever leads or audits."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._checks, self._topics = Once(load_checks), Once(load_topics)

    def of(self, actor: Actor, day: date | None = None) -> BriefView:
        """The brief of a day, else of today. Raises RuleBroken("not_allowed").

        What stood beside a day that is over (papers owed, answers, notices unread, who was away, action items) is told
        as the day began, no further back than ``brief_then.REACH``; calls promised then, and what was wrong with the
        site card, have no source.
        """
        require(actor, "oversee")
        return compiled_brief(self._station, self._checks(), day, self._topics)

    def last(self, actor: Actor, day: date | None = None) -> tuple[Point, ...]:
        """What the briefs up to that of a day, else of today, told of their days, for charts; the oldest first.

        Raises RuleBroken("not_allowed").
        """
        require(actor, "oversee")
        station, now = self._station, self._station.clock.now()
        day = day or now.astimezone(station.zone).date()
        with station.store.reading() as connection:
            return series(station, connection, day, now)

    def matter_of(self, actor: Actor, visit: str) -> str:
        """The first matter of a visit, empty where it came to none. Raises RuleBroken("not_allowed")."""
        require(actor, "see_matters")
        with self._station.store.reading() as connection:
            found = brief_rows.of_visit(connection, bytes.fromhex(visit))
        return found.hex() if found else ""


def compiled_brief(
    station: Station,
    checks: Sequence[CheckList],
    day: date | None = None,
    topics: Callable[[], Sequence[Topic]] = load_topics,
) -> BriefView:
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
        matters = kinds_of(connection, made)
    asked = (row for code in ("enquiries", "answers_due") for row in made.figure(code).rows or ())
    kinds = kind_names(station, set(matters.values()))
    return BriefView(
        brief=made,
        kinds={
            **kinds,
            **{each.list: each.name for each in lists},
            **{each.code: each.name for each in station.rules.catalogue.families},
        },
        people=names,
        matters=matters,
        parts=part_names(station, made, matters),
        topics=topic_names(topics, asked),
        levels={str(each.level): each.name for each in station.scale.levels},
    )


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
