"""Questions without identity at the demo station: most answered at once, some later, some still open today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import NamedTuple

from counter_tui.services.demo import texts
from counter_tui.services.demo.customers import mobile
from counter_tui.services.demo.hall import Hall

_A_DAY = (1, 4)
"""So few and so many are asked on a day."""

_ASKED = ("1001", "1002", "1001", "1002", "1003")
_MORNING = 230
"""Opening minutes from which on the guide is away on the last day."""


class Open(NamedTuple):
    """A question that could not be answered at once: how many working days before the last, by whom it was taken."""

    back: int
    clerk: str
    topic: str
    words: str
    answer: str = ""


OPEN = (
    Open(12, "1001", "price", "合表用户改一户一表后按什么价", "按居民阶梯电价，从改表次月起算，已电话告知"),
    Open(7, "1002", "charging", "自家车位装充电桩要不要物业盖章", "不要物业盖章，带身份证件和车位证明即可"),
    Open(5, "1002", "meter", "表上红灯一直闪，怕走得快"),
    Open(4, "1003", "bill", "上月电费分两笔扣，想知道各是哪个月的"),
    Open(1, "1001", "charging", "光伏多余的电一度卖多少钱，几号结算"),
)
"""The first two were answered in time; of the rest one was promised for yesterday, one for today."""


def questions(hall: Hall) -> list[Iterator[datetime]]:
    """All that was asked in the month."""
    last, random = len(hall.hours.days) - 1, hall.random
    told: list[Iterator[datetime]] = []
    for day in range(last + 1):
        for _each in range(random.randint(*_A_DAY)):
            clerk = random.choice(_ASKED)
            # The guide was away on some days, and is from the last midday on.
            clerk = random.choice(_ASKED[:2]) if clerk == "1003" and last - day in (0, 8, 9) else clerk
            told.append(_answered(hall, day, clerk))
    return told + [_left_open(hall, each) for each in OPEN if each.back <= last]


def _answered(hall: Hall, day: int, clerk: str) -> Iterator[datetime]:
    yield hall.hours.some(hall.random, day)
    enquiries, who = hall.services.enquiries, hall.actor(clerk)
    topic, words = hall.random.choice(texts.QUESTIONS)
    seconds = hall.random.randrange(25, 260)
    enquiries.answer(who, enquiries.new(who), topic, words=words, seconds=seconds)


def _left_open(hall: Hall, asked: Open) -> Iterator[datetime]:
    day = len(hall.hours.days) - 1 - asked.back
    yield hall.hours.moment(day, hall.random.uniform(30, _MORNING))
    enquiries, who = hall.services.enquiries, hall.actor(asked.clerk)
    enquiry = enquiries.new(who)
    enquiries.leave_open(
        who, enquiry, asked.topic, words=asked.words, contact=mobile(hall.random), seconds=90
    )
    if asked.answer:
        yield hall.hours.at(hall.hours.days[day + 2], time(10, 40))
        enquiries.answer_later(who, enquiry, asked.answer)
