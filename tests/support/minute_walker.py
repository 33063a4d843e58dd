"""Random lives of matters with promises, and a walker that goes through them minute by minute without the program."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts import door
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.matter import ActUndone, PromiseGiven
from counter_tui.domain.matter import waiting
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.parts import Task
from counter_tui.domain.matter.state import Matter
from support import two_pcs
from support.clocks import SHANGHAI
from support.counting import ONE_DAY, worked
from support.two_pcs import LI, WANG, Pc, first_fact, rules, told

DEEDS: dict[str, two_pcs.Deed] = {
    **two_pcs.DEEDS,
    "arrived": lambda m, _h, c, _p: waiting.decide_arrived(m, c, next(iter(m.waiting_for), "")),
}
MINUTE = timedelta(minutes=1)
KINDS = {
    "BZ101": {},
    "BZ301": {"account": "0417000018"},
    "BZ302": {"anomaly": "meter", "account": "0417000018"},
    "BZ404": {"account": "0417000018"},
    "BZ601": {"content": "半户没电"},
    "BZ701": {"content": "抄错表", "category": "service"},
    "BZ704": {"content": "窃电"},
}
DEEDS_DONE = (
    *("offer", "offer", "take", "take", "take", "bounce", "take_back", "decide"),
    *("pause", "pause", "resume", "resume", "resume"),
    *("stage", "stage", "stage", "collect", "collect", "arrived", "ask_waiver"),
    *("task_give", "task_take", "task_done", "task_done", "task_back", "task_cancel"),
    *("answer", "inform", "close", "withdraw", "undo", "note"),
)
BEGINNINGS = (
    datetime(2025, 1, 20, tzinfo=SHANGHAI),
    datetime(2025, 9, 22, tzinfo=SHANGHAI),
    datetime(2026, 2, 9, tzinfo=SHANGHAI),
    datetime(2026, 4, 27, tzinfo=SHANGHAI),
    datetime(2026, 9, 14, tzinfo=SHANGHAI),
)
"""Days before long holidays, with working weekends around them."""


@dataclass
class Seen:
    """What was true from a minute on."""

    at: datetime
    matter: Matter


@dataclass
class Walked:
    """What the walker makes of one promise; ``used`` is the seconds of each holder until it was due."""

    due: datetime | None = None
    state: str = "running"
    holder: tuple[str, str] | None = None
    used: Counter[tuple[str, str]] = field(default_factory=Counter)


def live(random: Random, counts: Counter[str]) -> tuple[list[Recorded], datetime]:
    """Live one matter; its facts, and the moment at which somebody looks."""
    pc = Pc("A")
    now = random.choice(BEGINNINGS) + timedelta(minutes=random.randrange(9 * 1440))
    kind = random.choice(sorted(KINDS))
    pc.write(first_fact(kind, now, KINDS[kind]), LI, now, b"")
    if random.random() < 0.25:
        pc.write(door.ResourceAwaited(resource=random.choice(("meter", "capacity"))), LI, now, b"")
    for _deed in range(random.randrange(3, 26)):
        now += timedelta(minutes=random.choice((0, 1, 30, 45, 60, 240, 900, 1440, 2000)))
        matter = told(pc)
        if matter.ended:
            break
        name = random.choice(DEEDS_DONE)
        try:
            fact = DEEDS[name](matter, pc.history, Context(rules(), WANG, now), random.randrange(1000))
        except RuleBroken:
            continue
        pc.write(fact, WANG, now, matter.head)
        counts[name] += 1
    return pc.history, now + timedelta(minutes=random.randrange(12_000))


def seen(history: list[Recorded]) -> list[Seen]:
    """What was true from when on, without what was taken back."""
    undone = {entry.fact.undone for entry in history if isinstance(entry.fact, ActUndone)}
    kept = [
        entry
        for entry in history
        if entry.fact_id.hex() not in undone and not isinstance(entry.fact, ActUndone)
    ]
    made: list[Seen] = []
    for count, entry in enumerate(kept, 1):
        matter = fold(kept[:count])
        assert matter is not None
        made.append(Seen(entry.at, matter))
    return made


def who(matter: Matter) -> tuple[str, str] | None:
    """Whose move it is, said again in other words than the program's."""
    asked = [each for each in matter.deferred if each.state == "owed" and each.asked_at]
    told = matter.informed_at or not matter.answered_at
    under_way = [each.task_id for each in matter.tasks if each.state in ("given", "taken", "returned")]
    doing = [
        each
        for each in matter.tasks
        if each.state in ("given", "taken") and not any(before in under_way for before in each.after)
    ]
    lacking = [each.resource for each in matter.waits if each.until is None]
    ways: tuple[tuple[object, tuple[str, str]], ...] = (
        (matter.paused, ("paused", matter.pauses[-1].reason if matter.pauses else "")),
        (matter.for_lead or asked, ("lead", "")),
        (
            matter.offer,
            ("offered", (matter.offer.fact.to or matter.offer.fact.person) if matter.offer else ""),
        ),
        (not told, ("first_contact", matter.first_contact)),
        (lacking, ("resource", lacking[0] if lacking else "")),
        (doing and not matter.answered_at, _doer(doing[0]) if doing else ("", "")),
        (matter.handler_outside, ("outside", matter.handler_outside)),
        (True, ("handler", matter.handler)),
    )
    return None if matter.ended else next(said for true, said in ways if true)


def _doer(task: Task) -> tuple[str, str]:
    return ("task", task.to) if task.to else ("unit", task.unit_zh)


def walk(given: PromiseGiven, known: list[Seen], looked_at: datetime) -> Walked:
    """Go through a promise minute by minute until it is due, then to where it was done or somebody looks."""
    walked, count = Walked(), _Count(given, _touched(known, looked_at))
    end = _done(given, known) or looked_at
    for place, each in enumerate(known):
        until = min([end, *(later.at for later in known[place + 1 : place + 2])])
        minute, holder = max(each.at, given.started_at), who(each.matter)
        first, last = (at.astimezone(SHANGHAI).replace(tzinfo=None) for at in (minute, until))
        paused = each.matter.paused
        while walked.due is None and first < last:
            if holder is not None and count.runs(paused):
                walked.used[holder] += 60
            first += MINUTE
            if count.over(first, paused):
                walked.due = count.due.replace(tzinfo=SHANGHAI)
                if count.by_day and holder is not None and count.runs(paused):
                    walked.used[holder] -= 1
    walked.state = _state(given, known, walked.due, looked_at)
    if walked.due is not None:
        walked.holder = next(who(each.matter) for each in reversed(known) if each.at <= walked.due)
    return walked


class _Count:
    """What is left of a limit, minute by minute in local time; ``due`` is set when it is over."""

    def __init__(self, given: PromiseGiven, touched: frozenset[date]) -> None:
        self.by_day, self._working = given.unit.endswith("day"), given.unit == "working_day"
        self._left = given.limit * (60 if given.unit == "hour" else 1)
        self._first = self._day = given.started_at.astimezone(SHANGHAI).date()
        self._touched, self._counts = touched, True
        self.due = given.started_at

    def runs(self, paused: bool) -> bool:
        """Whether this minute is of the time allowed."""
        return self._counts and not paused

    def over(self, minute: datetime, paused: bool) -> bool:
        """Whether the limit is used up as this minute begins."""
        if not self.by_day:
            self._left -= not paused
            self.due = minute
            return self._left == 0 and not paused
        if minute.hour or minute.minute or minute.date() == self._day:
            return False
        ended, self._day = self._day, minute.date()
        self.due = minute - timedelta(seconds=1)
        full = ended != self._first and ended not in self._touched and self._day_over(ended)
        if not full:
            off = self._working and not worked(self._day)
            self._counts = not off and self._day not in self._touched
        return full

    def _day_over(self, day: date) -> bool:
        if self._working:
            self._left -= worked(day)
            return self._left == 0
        # Once full it waits for the end of the first day that is worked.
        self._left = max(self._left - 1, 0)
        return self._left == 0 and worked(day)


def _state(given: PromiseGiven, known: list[Seen], due: datetime | None, looked_at: datetime) -> str:
    """What has become of a promise: a pause that began before it was due holds it, one begun later hides nothing."""
    done = _done(given, known)
    at = done or looked_at
    for pause in known[-1].matter.pauses:
        within = pause.since <= at and (at <= pause.until if pause.until and done else pause.until is None)
        if within and (due is None or pause.since <= due):
            return _over(given, known) if done else "paused"
    late = due is not None and at > due
    return "broken" if late else _over(given, known) if done else "running"


def _over(given: PromiseGiven, known: list[Seen]) -> str:
    """Kept, or ended with its matter before it was."""
    later = (each.matter for each in known if each.at >= given.started_at)
    return "met" if any(_met(given, matter) for matter in later) else "ended"


def _touched(known: list[Seen], looked_at: datetime) -> frozenset[date]:
    """The days on which the clocks stood still for some time."""
    days: set[date] = set()
    for pause in known[-1].matter.pauses:
        day = pause.since.astimezone(SHANGHAI).date()
        last = (pause.until or looked_at + ONE_DAY).astimezone(SHANGHAI).date()
        while pause.until != pause.since and day <= last:
            days.add(day)
            day += ONE_DAY
    return frozenset(days)


def _done(given: PromiseGiven, known: list[Seen]) -> datetime | None:
    """When the promise was fulfilled or the matter ended."""
    later = (each for each in known if each.at >= given.started_at)
    return next((each.at for each in later if each.matter.ended or _met(given, each.matter)), None)


def _met(given: PromiseGiven, matter: Matter) -> bool:
    event = given.met_by
    if event.startswith("stage:"):
        return any(code == event[6:] for code, _at in matter.stages)
    return bool({"answered": matter.answered_at, "informed": matter.informed_at}.get(event))
