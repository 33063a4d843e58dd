"""The month of the demo station: which matters come on which day, and how today finds the counter."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime, time, timedelta
from itertools import count

from counter_tui.services.demo import texts
from counter_tui.services.demo.absences import absences
from counter_tui.services.demo.acts import CLERKS, Story
from counter_tui.services.demo.calls import calls
from counter_tui.services.demo.evenings import Evenings, evenings
from counter_tui.services.demo.hall import Hall
from counter_tui.services.demo.items import deeds
from counter_tui.services.demo.mornings import mornings
from counter_tui.services.demo.peak import SHORT, busy_days, peaks
from counter_tui.services.demo.people import person
from counter_tui.services.demo.prices import PRICED
from counter_tui.services.demo.questions import questions
from counter_tui.services.demo.recoveries import recoveries
from counter_tui.services.demo.relays import relays
from counter_tui.services.demo.reported import daily, reported
from counter_tui.services.demo.rounds import rounds
from counter_tui.services.demo.scopes import passed_on
from counter_tui.services.demo.shifts import shifts
from counter_tui.services.demo.stories import Plot, tell
from counter_tui.services.demo.told import told

OFTEN = {
    "BZ501": 15, "BZ221": 10, "BZ402": 10, "BZ401": 9, "BZ101": 9, "BZ601": 8, "BZ212": 6, "BZ502": 6, "BZ211": 4,
    "BZ108": 4, "BZ109": 3, "BZ102": 3, "BZ103": 3, "BZ301": 3, "BZ220": 3, "BZ701": 2, "BZ404": 2, "BZ302": 2,
    "BZ106": 2, "BZ218": 2, "BZ215": 2, "BZ705": 2, "BZ107": 1, "BZ604": 1, "BZ208": 1, "BZ708": 1, "BZ710": 1,
}  # fmt: skip
"""How often a kind is asked for, as shares."""

SIGNED_IN = time(7, 44)
"""When everybody has signed in, at the latest."""

A_MONTH = 30
"""Fewer matters than these are no month of a counter: nothing beside them is told."""

_BUSY = {0: 1.5, 4: 1.2}
"""Weekdays with more people in the hall: Monday and Friday."""

_TAKERS = ("1001",) * 9 + ("1002",) * 7 + ("1003", "1005", "1005")


def plan(hall: Hall, matters: int) -> list[Plot]:
    """What comes to the counter in the month, so many matters in all, by time."""
    told = _held(hall)[: matters // 3] + _rare(hall)[: matters // 12]
    plots = told + [_ordinary(hall) for _ in range(matters - len(told))]
    return sorted(plots, key=lambda plot: plot.at)


def _ordinary(hall: Hall) -> Plot:
    days = range(len(hall.hours.days))
    day = hall.random.choices(days, [_BUSY.get(hall.hours.days[each].weekday(), 1.0) for each in days])[0]
    code = hall.random.choices(list(OFTEN), list(OFTEN.values()))[0]
    kind = hall.kinds[code]
    # The guide takes what is answered on the spot; whoever must go on with a matter sits at the counter.
    taker = hall.random.choice(CLERKS if kind.stages or kind.identity != "none" else _TAKERS)
    taker = taker if taker != "1003" else hall.random.choice(CLERKS)
    return Plot(hall.hours.some(hall.random, day), code, taker, hall.pick_customer(kind))


def _held(hall: Hall) -> list[Plot]:
    """What is open today on purpose: offered, due, overdue, papers owed, an answer nobody has told yet."""
    last = len(hall.hours.days) - 1

    def plot(code: str, clerk: str, days_back: int, **how: object) -> Plot:
        day = max(0, last - days_back)
        # The same day's closing must leave time for what is to happen.
        at = hall.hours.moment(day, hall.random.uniform(20, 250))
        return Plot(at, code, clerk, hall.pick_customer(hall.kinds[code]), **how)  # type: ignore[arg-type]

    return [
        plot("BZ212", "1002", 0, offer_to="1001"),
        plot("BZ101", "1001", 4, stages=4),
        plot("BZ101", "1001", 6, stages=1, note=texts.LATE_NOTE),
        plot("BZ101", "1001", 2, stages=0, keep_papers=True),
        plot("BZ221", "1001", 1, answered_only=True),
        plot("BZ108", "1001", 3, stages=2),
        plot("BZ211", "1001", 4, stages=0),
        plot("BZ301", "1005", 0, offer_to="1001"),
        plot("BZ101", "1002", 4, stages=3),
        plot("BZ103", "1002", 6, stages=2, note=texts.LATE_NOTE),
        plot("BZ108", "1002", 2, stages=0, keep_papers=True),
        plot("BZ301", "1001", 2, stages=0, unit="METERING", handed_on=True, call_at=time(10, 30)),
        plot("BZ302", "1002", 1, stages=0, unit="METERING", call_at=time(15)),
        plot("BZ101", "1001", 1, stages=1, call_at=time(16)),
        _short(hall, last, "1001", stages=0),
    ]


def _rare(hall: Hall) -> list[Plot]:
    """What does not come every day: a question that became a matter, what a unit did, what came at peak times."""
    last = len(hall.hours.days) - 1
    asked = Plot(
        hall.hours.some(hall.random, max(0, last - 8)),
        "BZ501",
        "1001",
        hall.pick_customer(hall.kinds["BZ501"]),
        topic="bill",
    )
    by_units = [
        Plot(
            hall.hours.moment(max(0, last - back), 90),
            "BZ301",
            clerk,
            hall.pick_customer(hall.kinds["BZ301"]),
            unit="METERING",
            handed_on=True,
        )
        for back, clerk in ((12, "1002"), (9, "1001"))
    ]
    fuse = Plot(
        hall.hours.moment(max(0, last - 7), 75),
        PRICED,
        "1002",
        hall.pick_customer(hall.kinds[PRICED]),
        cash=True,
    )
    return [
        asked,
        fuse,
        *by_units,
        *(_short(hall, day, hall.random.choice(CLERKS)) for day in busy_days(hall)[:-1]),
    ]


def _short(hall: Hall, day: int, clerk: str, stages: int | None = None) -> Plot:
    """A connection taken down in short on a busy morning."""
    at = hall.hours.moment(day, hall.random.uniform(*SHORT))
    customer = hall.pick_customer(hall.kinds["BZ101"])
    return Plot(at, "BZ101", clerk, customer, stages=stages, keep_papers=True, short=True)


def play(hall: Hall, plots: list[Plot], on_progress: Callable[[int, int], None]) -> None:
    """Let the month happen: every act at its time until the hall closes on the last day."""
    order = count()
    waiting: list[tuple[datetime, int, Story]] = []
    stories = [tell(hall, plot) for plot in plots]
    for story in (*_mornings(hall), *(_asides(hall) if len(plots) >= A_MONTH else ()), *stories):
        _wait(hall, waiting, next(order), story)
    done = 0
    while waiting:
        at, number, story = heapq.heappop(waiting)
        hall.clock.at = max(at, hall.clock.at)
        _wait(hall, waiting, number, story)
        if done < len(plots) and at >= plots[done].at:
            done += 1
            on_progress(done, len(plots))
    hall.clock.at = max(hall.clock.at, hall.hours.end)


def end_last_day(hall: Hall, matters: int) -> None:
    """The evening of the last day: what is left for today was there before it was closed."""
    if matters < A_MONTH:
        return
    for story in (Evenings(hall).evening(0), daily(hall, 0)):
        for at in story:
            hall.clock.at = max(at, hall.clock.at)


def _asides(hall: Hall) -> list[Story]:
    """What happens at a counter beside its matters."""
    return [
        *absences(hall),
        *peaks(hall),
        *questions(hall),
        *calls(hall),
        *passed_on(hall),
        *shifts(hall),
        *told(hall),
        *rounds(hall),
        *mornings(hall),
        *deeds(hall),
        *recoveries(hall),
        *relays(hall),
        *evenings(hall),
        *reported(hall),
    ]


def _wait(hall: Hall, waiting: list[tuple[datetime, int, Story]], number: int, story: Story) -> None:
    """Put a story back until its next act; what would come after the last day does not happen."""
    at = next(story, None)
    if at is not None and at < hall.hours.end:
        heapq.heappush(waiting, (at, number, story))


def _mornings(hall: Hall) -> list[Story]:
    """Every working day the lead signs in, and on the last one the clerks too: a PIN takes its time."""
    last = len(hall.hours.days) - 1
    return [_sign_in(hall, day, "1005") for day in range(last)] + [
        _sign_in(hall, last, number) for number in (*CLERKS, "1005")
    ]


def _sign_in(hall: Hall, day: int, number: str) -> Story:
    before = timedelta(minutes=hall.random.uniform(2, 14))
    yield hall.hours.at(hall.hours.days[day], SIGNED_IN) - before
    hall.by_pin.staff.sign_in(number, person(number).pin)


def leave_drafts(hall: Hall) -> None:
    """What the clerks were taking down when the hall closed."""
    clerk = hall.actor("1001")
    for code, customer in (("BZ101", hall.pick_customer(hall.kinds["BZ101"])), ("BZ501", None)):
        draft = hall.services.drafts.new(clerk, kind=code)
        if customer is not None:
            draft = draft.with_values(name=customer.name, phone=customer.phone, address=customer.address)
        else:
            draft = draft.with_values(remark="问阶梯电价第二档从几月起算")
        hall.services.drafts.save(clerk, draft)


def leave_tasks(hall: Hall) -> None:
    """Parts of a running matter that others are doing, one with a result: one answer is to be made of them."""
    clerk, station = hall.actor("1001"), hall.services.station
    today = station.now().astimezone(station.zone).date()
    running = (line for line in hall.services.home.view(clerk).matters if line.state == "working")
    line = next(running, None)
    if line is None:
        return
    tasks, day = hall.services.tasks, timedelta(days=1)
    meter = tasks.give(clerk, line.matter_id, "校验电能表", today + day, unit="METERING").tasks[-1]
    tasks.give(
        clerk, line.matter_id, "核对近三个月电费", today + 2 * day, unit="BILLING", after=(meter.task_id,)
    )
    tasks.give(clerk, line.matter_id, "上门查看用电设备", today + 2 * day, to="1002")
    tasks.take(clerk, line.matter_id, meter.task_id, "表班马师傅")
    tasks.done(clerk, line.matter_id, meter.task_id, "误差在允许范围内")
