"""The colleagues of a random life: who is away, who stands in, who has left, as the facts about the station say."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.absence import StandInNamed
from counter_tui.domain.facts.base import Fact, Recorded
from counter_tui.domain.facts.station import StaffLeft
from counter_tui.domain.staff.absence import (
    REASONS,
    Colleague,
    Standing,
    decide_away,
    decide_back,
    decide_gone,
    named,
    standing,
)
from counter_tui.domain.staff.roles import Actor
from support.two_pcs import Pc


@dataclass
class Crew:
    """The people of a station, and what its facts say of them on one PC."""

    people: tuple[Actor, ...]
    lead: Actor
    pc: Pc = field(default_factory=lambda: Pc("S"))

    def colleague(self, staff_no: str) -> Colleague | None:
        """A person as the facts have it now."""
        return next(
            (each for each in colleagues(self.people, self.pc.history) if each.staff_no == staff_no), None
        )

    def standing(self) -> Standing:
        """Who stands in for whom now."""
        return standing(colleagues(self.people, self.pc.history), self.lead.staff_no)

    def here(self) -> list[Actor]:
        """Who is on the staff and not away."""
        present = {each.staff_no for each in colleagues(self.people, self.pc.history) if each.present}
        return [each for each in self.people if each.staff_no in present]

    def away(self, random: Random, now: datetime, who: str = "") -> Fact:
        """Somebody is away: a random one, a random stand-in."""
        number = who or random.choice(self.people).staff_no
        other = self.colleague(random.choice(self.people).staff_no)
        return self._write(
            decide_away(self.lead, self.colleague(number), other, random.choice(REASONS), today=now.date()),
            now,
        )

    def back(self, random: Random, now: datetime) -> Fact:
        """Somebody who is away is back."""
        away = [each for each in self.people if each not in self.here()]
        if not away:
            raise RuleBroken("nobody_away")
        return self._write(decide_back(self.lead, self.colleague(random.choice(away).staff_no)), now)

    def gone(self, random: Random, now: datetime, who: str) -> StandInNamed:
        """Somebody leaves for good; his stand-in is in the fact."""
        leaver = self.colleague(who)
        if leaver is None or not leaver.active or len(self.here()) < 4:
            raise RuleBroken("too_few")
        fact = decide_gone(leaver, self.colleague(random.choice(self.people).staff_no))
        self._write(fact, now)
        self._write(StaffLeft(staff_no=who), now)
        return fact

    def _write(self, fact: Fact, now: datetime) -> Fact:
        self.pc.write(fact, self.lead, now, b"")
        return fact


def colleagues(people: tuple[Actor, ...], history: list[Recorded]) -> list[Colleague]:
    """The people as these facts have them, whatever order they came in."""
    away = named(history)
    left = {entry.fact.staff_no for entry in history if isinstance(entry.fact, StaffLeft)}
    stand_ins = {
        number: entry.fact.stand_in for number, entry in away.items() if isinstance(entry.fact, StandInNamed)
    }
    return [
        Colleague(each.staff_no, each.role, each.staff_no not in left, stand_ins.get(each.staff_no, ""))
        for each in people
    ]
