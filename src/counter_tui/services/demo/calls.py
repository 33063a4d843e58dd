"""What was put before the lead of the demo station: reports upward with their answers, and conflicts, quietly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple

from counter_tui.domain.facts.calls import Place
from counter_tui.services.demo.hall import Hall


class Report(NamedTuple):
    """A report: how many working days before the last, when, by whom, and what the lead answered, if anything."""

    back: int
    at: time
    clerk: str
    words: str
    answer: str = ""
    seen: bool = True


class Conflict(NamedTuple):
    """A conflict; ``note`` is what its caller wrote down, empty while nobody has come."""

    back: int
    at: time
    clerk: str
    note: str = ""


REPORTS = (
    Report(15, time(9, 20), "1002", "叫号屏不亮了，客户不知道轮到谁", "先口头叫号，信息班下午来修"),
    Report(
        10,
        time(15, 5),
        "1001",
        "台区名称和客户说的对不上，柳河村去年换过变压器",
        "已请运维班核对，按客户说的先受理",
    ),
    Report(
        0, time(16, 40), "1001", "两位客户都说没收到停电短信", "已请配电班查短信名单，明早答复您", seen=False
    ),
    Report(0, time(17, 12), "1002", "读卡器读不出临时身份证，先用手录了"),
)
CONFLICTS = (
    Conflict(11, time(10, 15), "1002", "客户嫌等得久拍了柜台，值长请到洽谈室说清楚了，客户离开时情绪平稳"),
    Conflict(0, time(17, 21), "1002"),
)


def calls(hall: Hall) -> list[Iterator[datetime]]:
    """Those there was room for in the month."""
    last = len(hall.hours.days) - 1
    reports = [_reported(hall, each) for each in REPORTS if each.back <= last]
    return reports + [_conflict(hall, each) for each in CONFLICTS if each.back <= last]


def _reported(hall: Hall, report: Report) -> Iterator[datetime]:
    yield _when(hall, report.back, report.at)
    lead_calls, who = hall.services.calls, hall.actor(report.clerk)
    call = lead_calls.new(who)
    lead_calls.report(who, call, report.words, Place(screen="home"))
    if report.answer:
        yield hall.soon(4, 25)
        lead_calls.answer(hall.lead, call, report.answer)
        if report.seen:
            yield hall.soon(1, 10)
            lead_calls.seen(who, call)


def _conflict(hall: Hall, conflict: Conflict) -> Iterator[datetime]:
    yield _when(hall, conflict.back, conflict.at)
    lead_calls, who = hall.services.calls, hall.actor(conflict.clerk)
    call = lead_calls.conflict(who, Place(screen="acceptance")).call_id
    if conflict.note:
        yield hall.now + timedelta(minutes=2)
        lead_calls.answer(hall.lead, call)
        yield hall.soon(15, 30)
        lead_calls.note(who, call, conflict.note)


def _when(hall: Hall, back: int, at: time) -> datetime:
    return hall.hours.at(hall.hours.days[len(hall.hours.days) - 1 - back], at)
