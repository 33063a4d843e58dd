"""Random days of a station whose people are away, come back, swap and take the shift from each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact, Recorded
from counter_tui.domain.facts.shift import RosterSet, ShiftTaken
from counter_tui.domain.facts.station import StaffLeft
from counter_tui.domain.matter.context import Context
from counter_tui.domain.shift.lead import decide_take
from counter_tui.domain.shift.roster import decide_roster
from counter_tui.domain.staff.absence import (
    REASONS,
    Colleague,
    decide_away,
    decide_back,
    decide_gone,
    require_not_leading,
)
from counter_tui.domain.staff.leading import lead_now
from counter_tui.domain.staff.roles import Actor
from support.clocks import SHANGHAI
from support.crew import colleagues
from support.two_pcs import Pc, rules

LEADING = (Actor("101", "王强", "lead"), Actor("106", "赵所", "head"), Actor("107", "钱明", "lead"))
PEOPLE = (*LEADING, Actor("102", "李敏", "clerk"), Actor("103", "刘伟", "clerk"))
FIRST = datetime(2025, 11, 3, 8, 0, tzinfo=SHANGHAI)


@dataclass
class Shifts:
    """A station's days on one store: what happened, as facts and as a plain note of it."""

    random: Random
    pc: Pc = field(default_factory=lambda: Pc("A"))
    now: datetime = FIRST
    counts: Counter[str] = field(default_factory=Counter)
    led: list[tuple[datetime, str]] = field(default_factory=list)
    gone: list[tuple[datetime, str]] = field(default_factory=list)
    came: list[tuple[datetime, str]] = field(default_factory=list)
    shown: str = ""

    def begin(self) -> None:
        """The station is set up by its first lead."""
        self._took(ShiftTaken(lead=LEADING[0].staff_no), LEADING[0])

    def live(self, days: int) -> None:
        """So many days, each with some acts at random instants; what the rules refuse does not happen."""
        acts = (self._take, self._take, self._stand_in, self._stale, self._away, self._away, self._back)
        for day in range(days):
            begins = FIRST + timedelta(days=day)
            seconds = sorted(self.random.sample(range(24 * 3600), self.random.randint(2, 9)))
            for place, second in enumerate(seconds):
                self.now = max(self.now, begins + timedelta(seconds=second))
                self._try(self.random.choice((*acts, self._leave)) if place else self._roster)

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except RuleBroken as broken:
            self.counts[f"refused {broken.code}"] += 1
        else:
            self.counts[getattr(act, "__name__", "")] += 1

    @property
    def staff(self) -> list[Colleague]:
        """The people as the facts have them."""
        return colleagues(PEOPLE, self.pc.history)

    @property
    def lead(self) -> str:
        """Who leads by the facts."""
        taken = [each.fact.lead for each in self.pc.history if isinstance(each.fact, ShiftTaken)]
        return lead_now(taken[-1] if taken else "", self.staff, [])

    def of(self, staff_no: str) -> Colleague:
        """One of the people."""
        return next(each for each in self.staff if each.staff_no == staff_no)

    def _take(self) -> None:
        """The outgoing lead signs beside a random incoming."""
        lead = self.lead
        self._decided(self.random.choice(PEOPLE).staff_no, lead, lead, "")

    def _stand_in(self) -> None:
        """The outgoing is not here: somebody takes over with somebody's signature, sometimes without a reason."""
        incoming, witness = self.random.choice(LEADING).staff_no, self.random.choice(PEOPLE).staff_no
        self._decided(incoming, self.lead, witness, self.random.choice(["", "发烧", "堵车"]))

    def _stale(self) -> None:
        """A window that was opened a while ago still shows who led then."""
        was = self.shown or self.lead
        self.shown = self.lead
        self._decided(self.random.choice(LEADING).staff_no, was, was, "")

    def _decided(self, incoming: str, was: str, signed_by: str, reason: str) -> None:
        roster = next(
            (each.fact for each in reversed(self.pc.history) if isinstance(each.fact, RosterSet)), None
        )
        of_today = roster if roster and roster.day == self._context().today else None
        fact = decide_take(
            self._context(),
            self.of(incoming),
            was,
            self.lead,
            self.of(signed_by) if signed_by else None,
            reason,
            of_today,
            self.staff,
        )
        self._took(fact, PEOPLE[3])
        self.counts["by a witness"] += bool(fact.reason)

    def _away(self) -> None:
        who, instead = self.random.sample([each.staff_no for each in PEOPLE], 2)
        fact = decide_away(
            LEADING[1],
            self.of(who),
            self.of(instead),
            self.random.choice(REASONS),
            today=self.now.date(),
            lead=self.lead,
        )
        self._write(fact)
        self.gone.append((self.now, who))

    def _back(self) -> None:
        away = [each.staff_no for each in self.staff if each.active and each.stand_in]
        if not away:
            raise RuleBroken("nobody_away")
        who = self.random.choice(away)
        self._write(decide_back(LEADING[1], self.of(who)))
        self.came.append((self.now, who))

    def _leave(self) -> None:
        """Somebody leaves for good, rarely, and as long as two are left who may lead."""
        who = self.of(self.random.choice(PEOPLE).staff_no)
        leading = [each for each in self.staff if each.active and each.may_lead and each != who]
        if not who.active or len(leading) < 2 or self.random.random() < 0.9:
            raise RuleBroken("stays")
        require_not_leading(who, self.lead)
        instead = next(each for each in self.staff if each.present and each.works and each != who)
        self._write(decide_gone(who, instead))
        self._write(StaffLeft(staff_no=who.staff_no))
        self.gone.append((self.now, who.staff_no))

    def _roster(self) -> None:
        away = {each.staff_no for each in self.staff if each.stand_in}
        lead, stand_in = self.random.sample([each.staff_no for each in LEADING], 2)
        posts = {lead: "lead", "102": "counter"}
        self._write(decide_roster(self._context(), self._context().today, posts, stand_in, self.staff, away))

    def _context(self) -> Context:
        return Context(rules(), LEADING[1], self.now)

    def _took(self, fact: ShiftTaken, actor: Actor) -> None:
        entry = self._write(fact, actor)
        self.led.append((entry.at, fact.lead))

    def _write(self, fact: Fact, actor: Actor = LEADING[1]) -> Recorded:
        return self.pc.write(fact, actor, self.now, b"")
