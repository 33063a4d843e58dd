"""What followed the bad ratings of the demo's month: planned the same day, called back, put right, some rated again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import NamedTuple

from counter_tui.domain.recovery.case import Plan
from counter_tui.services.demo.acts import Story
from counter_tui.services.demo.hall import Hall
from counter_tui.services.demo.people import DEMO_LEAD, HEAD
from counter_tui.services.views.recovery import RecoveryLine


class Mending(NamedTuple):
    """What is done about a cause: the remedy, what the customer said on the phone, what was put right."""

    remedy: str
    said: str
    done: str


MENDING = {
    "manner": Mending("apology", "说当时窗口语气急，现在没事了", "晨会讲了用语，值长旁听了三位客户的接待"),
    "skill": Mending("one_person", "希望一个人跟到底", "安排老柜员带着办，抽问了三道业务题"),
    "waiting": Mending("priority", "等了快半小时，下次想提前约", "午间增开一个窗口，叫号屏写明预计等候"),
    "papers": Mending("list", "跑了两趟，材料要一次说清", "按业务重印材料清单，受理时当面勾一遍"),
    "late": Mending("unit", "只想知道哪天能办好", "班组定了日期，已告诉客户"),
    "passed_on": Mending("one_person", "问了三个地方，没人管", "首问负责人跟到办结，门口不再指来指去"),
    "bill": Mending("reckon", "账单看不懂，讲一遍就明白了", "当面逐项讲账单，柜台放了看账单的图"),
    "outage": Mending("apology", "停电没说清几点来电", "停电清单每天早上打印放到每个窗口"),
    "other": Mending("apology", "别的没什么", "柜台换了挡板，不再当众念证件号"),
}
BAD_TODAY = (2, "E201")
"""What the first customer who presses on the last day thinks: the lead finds it open."""


def recoveries(hall: Hall) -> list[Story]:
    """Each day's acts; what was pressed on the last day waits for whoever opens the demo."""
    last = len(hall.hours.days) - 1
    return [_day(hall, back) for back in range(last, -1, -1)]


def presses_badly(hall: Hall) -> bool:
    """Whether the customer who presses now is the one of the last day who is not content."""
    today = hall.hours.days[-1]
    if hall.now.astimezone(hall.hours.zone).date() != today:
        return False
    found = hall.services.recoveries.open(hall.lead)
    return not any(each.pressed_at.astimezone(hall.hours.zone).date() == today for each in found)


def _day(hall: Hall, back: int) -> Iterator[datetime]:
    day = hall.day(back)
    yield hall.hours.at(day, time(10, 20))
    for line in _open(hall, "call"):
        _called(hall, line)
    yield hall.hours.at(day, time(15, 5))
    for line in _open(hall, "correct"):
        mending = MENDING[line.cause]
        hall.services.recoveries.correct(hall.lead, line.visit, mending.done)
        if line.level == 2 and line.series == "counter":
            _rated_again(hall, line)
    yield hall.hours.at(day, time(16, 40))
    for line in _open(hall, "close"):
        other = hall.actor(HEAD if line.clerk_no == DEMO_LEAD else DEMO_LEAD)
        hall.services.recoveries.close(other, line.visit)
    if back:
        for line in _open(hall, "plan"):
            cause = line.likely or "manner"
            words = "已说明情况" if cause == "other" else ""
            hall.services.recoveries.plan(
                hall.lead, line.visit, Plan(cause, MENDING[cause].remedy, words=words)
            )


def _open(hall: Hall, step: str) -> list[RecoveryLine]:
    return [each for each in hall.services.recoveries.open(hall.lead) if each.step == step]


def _called(hall: Hall, line: RecoveryLine) -> None:
    """The customer is called back; once in a while nobody answers and somebody tries again the next day."""
    caller = hall.actor(line.caller_no)
    if not line.calls and _chance(line) < 64:
        hall.services.recoveries.call(caller, line.visit, "not_reached")
    else:
        hall.services.recoveries.call(caller, line.visit, "reached", MENDING[line.cause].said)


def _rated_again(hall: Hall, line: RecoveryLine) -> None:
    """The customer is at the counter again and rates once more, himself."""
    again = hall.services.recoveries.second(hall.lead, line.visit)
    with hall.services.pad.hold("turned") as hold:
        hall.services.pad.show(hold, again)
        hall.services.pad.press(hold, again, 4 + _chance(line) % 2, latency_ms=6000)


def _chance(line: RecoveryLine) -> int:
    """A number below 256 that is the same whenever it is asked for: no other story's chances depend on it."""
    return int(line.visit[-2:], 16)
