"""The counters of a hall of the sixth set in a month: who waits, who serves, what becomes of a question.

People go to a free counter or to the one free first; bills go to an enquiry desk where there is one, complaints to
who always gets them. Whoever has waited forty minutes leaves. A matter that was not settled comes again within ten
days, one in sixteen for most clerks, and in a worse mood. A new question stands only when the last one was answered
or taken down.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from support.clerks_hall import Visit, log_normal, poisson
from support.clerks_sixth_clerks import Seat
from support.clerks_sixth_hands import Gap, Hand, Moment
from support.clerks_sixth_people import (
    Caller,
    District,
    account_of,
    is_complaint,
    sort_of,
    wish,
)
from support.clerks_sixth_town import Town
from support.clocks import SHANGHAI

_PATIENCE = timedelta(minutes=40)
_RETURNS = 0.06


class Counters:
    """The counters of a hall, and what has been done at them."""

    def __init__(self, random: Random, town: Town, seats: list[Seat], hands: dict[str, Hand]) -> None:
        self.random, self.town, self.seats, self.hands = random, town, seats, hands
        self.people = District(random, town)
        self.visits: list[Visit] = []
        self._later: dict[date, list[Caller]] = {}

    def day(self, day: date) -> None:
        """Let a day pass."""
        there = [seat for seat in self.seats if day in seat.rota.days]
        if not there:
            return
        before = len(self.visits)
        for seat in there:
            self._opens(seat, day)
        callers = self._callers(day, there)
        for place, caller in enumerate(callers):
            following = callers[place + 1].at if place + 1 < len(callers) else None
            self._comes(caller, there, following)
        for seat in there:
            self._invented(seat, day, [each for each in self.visits[before:] if each.clerk == seat.number])

    def _opens(self, seat: Seat, day: date) -> None:
        seat.free = datetime.combine(day, self.town.spells[0][0], SHANGHAI)
        if self.random.random() < self.town.fails:
            (start,) = self.town.instants(self.random, day, 1)
            minutes = min(240.0, log_normal(self.random, 70, 0.7))
            seat.down.append((start, start + timedelta(minutes=minutes)))

    def _callers(self, day: date, there: list[Seat]) -> list[Caller]:
        random, town = self.random, self.town
        cross = town.trouble.get(day, 0.0)
        mean = town.a_day * len(there) * town.rush(day) * random.gammavariate(20, 1 / 20)
        callers = [self._somebody(at, cross) for at in town.instants(random, day, poisson(random, mean))]
        if random.random() < 0.35:
            callers += self._errand(day, cross)
        callers += self._later.pop(day, [])
        for seat in there:
            callers += self.hands[seat.number].guests(town, seat.number, day)
        return sorted(callers, key=lambda each: each.at)

    def _somebody(self, at: datetime, cross: float) -> Caller:
        who = self.people.anyone(self.random)
        return Caller(at, who, sort_of(self.random, cross), account_of(self.random, who), cross)

    def _errand(self, day: date, cross: float) -> list[Caller]:
        who = self.random.choice(self.people.errands)
        (at,) = self.town.instants(self.random, day, 1)
        meters = self.random.sample(who.accounts, self.random.randint(1, 4))
        sort, to = sort_of(self.random, 0.0), self.random.choice(self.seats).number
        return [
            Caller(at + timedelta(seconds=place), who, sort, account, cross * 0.5, to)
            for place, account in enumerate(meters)
        ]

    def _comes(self, caller: Caller, there: list[Seat], following: datetime | None) -> None:
        seat = self._seat_for(caller, there)
        if seat is None:
            return
        start = max(seat.free, caller.at) + timedelta(seconds=self.random.uniform(4, 15))
        if start - caller.at > _PATIENCE:
            return
        visit = self._served(seat, caller, start)
        idle = any(each is not seat and each.free <= visit.armed_at for each in there)
        quiet = following is None or following > visit.armed_at
        moment = self._moment(seat, caller, visit, start, quiet=quiet, idle=idle)
        self._asks(moment)
        self._goes(moment)

    def _seat_for(self, caller: Caller, there: list[Seat]) -> Seat | None:
        open_ = [each for each in there if each.rota.there(max(each.free, caller.at))]
        wanted = self._wanted(caller)
        for each in open_:
            late = each.free - caller.at > timedelta(minutes=12)
            if wanted in (each.number, each.manner.name) and (caller.friend or not late):
                return each
        if caller.friend or not open_:
            return None
        rest = [each for each in open_ if each.manner.name != "desk"] or open_
        free = [each for each in rest if each.free <= caller.at]
        return self.random.choice(free) if free else min(rest, key=lambda each: each.free)

    def _wanted(self, caller: Caller) -> str:
        if caller.to:
            return caller.to
        if is_complaint(caller.sort):
            return "complaints" if self.random.random() < 0.75 else ""
        small = caller.sort.kind in ("BZ501", "BZ601")
        return "desk" if small and self.random.random() < 0.55 else ""

    def _served(self, seat: Seat, caller: Caller, start: datetime) -> Visit:
        random, sort, pace = self.random, caller.sort, seat.manner.pace
        slow = 1.25 if caller.who.age == "old" else 1.0
        talk = log_normal(random, sort.talk * slow * pace, 0.5)
        form = log_normal(random, sort.form * pace, 0.45)
        opened = start + timedelta(seconds=talk * random.uniform(0.2, 1.0))
        armed = max(opened + timedelta(seconds=form), seat.locked + timedelta(seconds=2))
        return Visit(seat.number, sort.kind, caller.account, opened, armed)

    def _moment(
        self, seat: Seat, caller: Caller, visit: Visit, start: datetime, *, quiet: bool, idle: bool
    ) -> Moment:
        manner, waited = seat.manner, (start - caller.at) / timedelta(minutes=1)
        found = wish(self.random, self.town, caller, manner.lift, waited, manner.leaves, manner.told)
        visit.felt = found.felt
        return Moment(self.random, self.town, seat, caller, visit, found, quiet, idle)

    def _asks(self, moment: Moment) -> None:
        random, seat, manner = self.random, moment.seat, moment.seat.manner
        if seat.is_down(moment.visit.armed_at):
            moment.down("down")
        elif self.hands[seat.number].meets(moment):
            return
        elif random.random() < manner.forgets:
            moment.never_stands("unasked") if self.town.turned else moment.runs_out("unasked")
        elif random.random() < manner.late * (1.0 if moment.quiet else 2.0):
            moment.sent_late(log_normal(random, 50, 0.5))
            moment.runs_out("unasked")
        elif moment.caller.who.age == "old" and random.random() < manner.helps:
            moment.pressed(moment.wish.level, 4.0 + log_normal(random, 8.0, 0.5))
            moment.visit.done = "helped"
        else:
            moment.plain()

    def _goes(self, moment: Moment) -> None:
        visits = [moment.visit, *self.hands[moment.seat.number].after(moment)]
        self.visits += visits
        last, seat = visits[-1], moment.seat
        seat.locked = last.decided_at or last.armed_at
        left = seat.locked if last.state in ("rated", "declined") else last.armed_at
        seat.free = left + timedelta(seconds=self.random.uniform(5, 25))
        if self.random.random() < _RETURNS * seat.manner.again and not moment.caller.friend:
            self._returns(moment)

    def _returns(self, moment: Moment) -> None:
        caller = moment.caller
        day = caller.at.date() + timedelta(days=self.random.randint(1, 10))
        (at,) = self.town.instants(self.random, day, 1)
        again = Caller(at, caller.who, caller.sort, caller.account, cross=0.6)
        self._later.setdefault(day, []).append(again)

    def _invented(self, seat: Seat, day: date, served: list[Visit]) -> None:
        gaps: list[Gap] = []
        busy = sorted(
            (each.opened_at, max(each.armed_at, each.decided_at or each.armed_at)) for each in served
        )
        for start, end in self.town.spells:
            at = datetime.combine(day, start, SHANGHAI)
            closes = datetime.combine(day, min(end, seat.rota.until), SHANGHAI)
            for opened, gone in busy:
                if at < opened <= closes:
                    gaps.append(Gap(at, opened - timedelta(seconds=40)))
                at = max(at, gone)
            gaps.append(Gap(at, closes + timedelta(minutes=4)))
        wide = [each for each in gaps if each.end > each.start]
        hand = self.hands[seat.number]
        self.visits += hand.invents(self.town, self.people, seat.number, wide, len(served))
