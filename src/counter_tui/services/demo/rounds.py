"""The checks of the demo's hall: each when it is due, and what failed on some day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from random import Random
from typing import NamedTuple

from counter_tui.domain.checks import due
from counter_tui.domain.facts.checks import CheckAnswer
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.demo.acts import CLERKS, Story
from counter_tui.services.demo.hall import Hall
from counter_tui.services.demo.mornings import NOT_HELD
from counter_tui.services.demo.people import GUIDE
from counter_tui.services.demo.shifts import who_leads
from counter_tui.services.meeting.about import HALL

_LEADS = ("lead", "head")
_GUIDE_ILL = (8, 9)


class Failed(NamedTuple):
    """What failed at a check, in words, and who was told to put it right."""

    back: int
    item: str
    words: str
    owner: str


FAILED = (
    Failed(18, "queue", "出号要等十几秒，卡了一次纸", GUIDE),
    Failed(13, "papers_locked", "一号柜台留了两份身份证复印件", "1001"),
    Failed(5, "queue", "又卡纸，排队的客户等了几分钟", GUIDE),
)
_CLOCK = {
    "opening": (time(7, 33), time(7, 38)),
    "hall": (time(10, 20), time(11, 30)),
    HALL: (time(8, 6), time(8, 12)),
    "weekly": (time(15, 0), time(16, 0)),
    "monthly": (time(16, 5), time(17, 0)),
}


def rounds(hall: Hall) -> list[Story]:
    """All checks of the month but the closing ones, which belong to the evening, and those the meetings do."""
    return [_round(hall, back, code) for back in range(len(hall.hours.days)) for code in _due(hall, back)]


def _due(hall: Hall, back: int) -> Iterator[str]:
    """The lists due on a day, by their codes."""
    day, first = hall.day(back), hall.hours.days[0]
    for each in hall.lists:
        by_meeting = each.code == HALL and back != NOT_HELD
        if each.code in _CLOCK and not by_meeting:
            calendar = hall.services.base.rules.calendar
            if due.due_day(each.due, day, calendar, first) == day:
                yield each.code


def _round(hall: Hall, back: int, code: str) -> Iterator[datetime]:
    day = hall.day(back)
    begins, ends = (hall.hours.at(day, each) for each in _CLOCK[code])
    yield begins + timedelta(seconds=Random(f"{day} {code}").uniform(0, (ends - begins).total_seconds()))
    look(hall, back, code)


def look(hall: Hall, back: int, code: str) -> None:
    """The guide or a clerk looks at what is theirs, who leads at the rest, and at all where something fails."""
    lead = hall.actor(who_leads(back))
    other = hall.actor(CLERKS[back % 2] if code == "closing" or back in _GUIDE_ILL else GUIDE)
    items = next(each.items for each in hall.lists if each.code == code)
    failed = [each for each in FAILED if each.back == back and each.item in {item.code for item in items}]
    if failed:
        words = {each.item: each.words for each in failed}
        _done(hall, lead, code, [item.code for item in items], words, failed[0].owner)
        return
    _done(hall, other, code, [item.code for item in items if item.who not in _LEADS])
    _done(hall, lead, code, [item.code for item in items if item.who in _LEADS])


def _done(
    hall: Hall,
    who: Actor,
    code: str,
    items: Sequence[str],
    failed: dict[str, str] | None = None,
    owner: str = "",
) -> None:
    said = failed or {}
    answers = [
        CheckAnswer(item=each, result="failed" if each in said else "ok", words=said.get(each, ""))
        for each in items
    ]
    if answers:
        hall.services.checks.done(who, code, answers, owner)
