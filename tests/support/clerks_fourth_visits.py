"""A month of the fourth set at one counter: who comes when, how each visit ends, and what a cheat adds of his own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from math import log
from random import Random

from support.clerks_fourth_cheats import Turn, meddled
from support.clerks_fourth_halls import CUSTOMERS, FourthHall, at_hour, poisson
from support.clerks_fourth_people import (
    Customer,
    Person,
    arrival_hour,
    customer_of,
    kind_at,
    matter_s,
    reaction_ms,
)
from support.clerks_fourth_press import rated, reason_of
from support.clerks_fourth_styles import INVENTING, Cheat
from support.clerks_hall import Visit
from support.clocks import SHANGHAI

NAMELESS = frozenset({"BZ501", "BZ502", "BZ701", "BZ708", "BZ711"})
INVENTED = ("BZ501", "BZ501", "BZ502", "BZ221", "BZ402", "BZ711")
NEVER = datetime(2000, 1, 1, tzinfo=SHANGHAI)


@dataclass
class Counter:
    """A clerk at his counter through the month, and the memory of who was at the hall before."""

    hall: FourthHall
    place: int
    clerk: str
    person: Person
    cheat: Cheat | None
    rng: Random
    before: list[tuple[str, str]]
    free: datetime = NEVER
    visits: list[Visit] = field(default_factory=list)
    unplugged: int = 0

    def day(self, day: date) -> None:
        """Everybody who comes that day, in his turn."""
        cheat = self.cheat if self.cheat is not None and day.day >= self.cheat.since else None
        count = poisson(self.rng, self.hall.a_day * self.person.load * self.hall.rush(day))
        arrivals = [(at_hour(day, arrival_hour(self.rng, self.person)), "") for _ in range(count)]
        if cheat is not None:
            arrivals += self._added(day, count, cheat)
        for at, why in sorted(arrivals):
            gap = self.rng.lognormvariate(log(14 if self.hall.busy else 25), 0.6)
            start = max(at, self.free + timedelta(seconds=gap))
            if start.date() != day or start.hour >= 21:
                break
            if why == "made_up" and cheat is not None:
                self._keep(self._made_up(start, cheat))
            else:
                self._served(start, at, why, cheat)

    def _added(self, day: date, count: int, cheat: Cheat) -> list[tuple[datetime, str]]:
        """Visits that there would not be without the cheat: made up, or of his friends."""
        wanted = poisson(self.rng, count * cheat.strength / (1 - cheat.strength))
        if cheat.style == "calls_in_friends":
            return [(at_hour(day, arrival_hour(self.rng, self.person)), "friend") for _ in range(wanted)]
        if cheat.style not in INVENTING:
            return []
        if cheat.careful:
            return [(at_hour(day, arrival_hour(self.rng, self.person)), "made_up") for _ in range(wanted)]
        hour = self.rng.choice((8.6, 12.2, 12.9, 17.0)) if self.person.hours[0] < 9 else 19.5
        return [(at_hour(day, hour + self.rng.uniform(0, 0.4)), "made_up") for _ in range(wanted)]

    def _served(self, start: datetime, at: datetime, why: str, cheat: Cheat | None) -> None:
        rng, hall, person = self.rng, self.hall, self.person
        storm, wave = start.date() in hall.storms, start.date() in hall.wave
        kind = kind_at(rng, hall, person, storm=storm, wave=wave)
        waited = (start - at).total_seconds()
        customer = customer_of(rng, hall, person, kind, waited, -0.3 * storm - 0.25 * wave)
        account = "" if rng.random() < (0.35 if kind in NAMELESS else 0.03) else self._account()
        if why == "friend":
            customer = replace(customer, kind=rng.choice(("BZ401", "BZ501", "BZ402", "BZ221")), felt=5)
            account = f"{rng.randrange(40) + 40 * self.place:010d}"
        elif self.before and rng.random() < (0.045 if customer.felt <= 3 else 0.02):
            account, kind = rng.choice(self.before)
            customer = replace(customer, kind=kind)
        self.before.append((account, customer.kind))
        armed = start + timedelta(seconds=matter_s(rng, customer.kind, person.tempo))
        visit = self._asked(self._opened(start, armed, customer, account), customer, cheat)
        if why == "friend":
            visit = self._by_friend(visit, customer)
        self._keep(visit)
        if (
            cheat is not None
            and cheat.style == "splits_matters"
            and rng.random() < cheat.strength / (1 - cheat.strength)
        ):
            self._keep(self._split(visit, customer, cheat))

    def _by_friend(self, visit: Visit, customer: Customer) -> Visit:
        """The clerk's friend came in order to rate, and does unless the pad is out of order."""
        if visit.state == "device_down":
            return visit
        return rated(
            visit, 5, reaction_ms(self.rng, customer, self.person, 1.0), reason_of(self.rng, 5), "friend"
        )

    def _account(self) -> str:
        return f"{self.rng.randrange(400, CUSTOMERS):010d}"

    def _opened(self, start: datetime, armed: datetime, customer: Customer, account: str) -> Visit:
        last = self.visits[-1] if self.visits else None
        done = self.free if last is None else max(last.armed_at, last.decided_at or last.armed_at)
        armed = max(armed, done + timedelta(seconds=1))
        return Visit(self.clerk, customer.kind, account, start, armed, felt=customer.felt)

    def _asked(self, visit: Visit, customer: Customer, cheat: Cheat | None) -> Visit:
        """The end of a visit: as it would have been, and then what a cheat makes of it."""
        rng, hall = self.rng, self.hall
        if hall.pad_is_broken(self.place, visit.armed_at.date()):
            return replace(visit, state="device_down")
        if self.unplugged:
            self.unplugged -= 1
            return replace(visit, state="device_down", done="kept")
        newer = hall.new_pad is not None and visit.armed_at.date() >= hall.new_pad
        latency = reaction_ms(rng, customer, self.person, 0.75 if newer else 1.0)
        ended = self._honest(visit, customer, latency, newer=newer)
        if cheat is None:
            return ended
        usual = hall.mood + self.person.skill - 0.1
        after = meddled(Turn(rng, cheat, ended, customer, usual, latency))
        if cheat.style == "unplugs" and after.done == "kept":
            self.unplugged = rng.choice((0, 0, 0, 1, 2))
        return after

    def _honest(self, visit: Visit, customer: Customer, latency: int, *, newer: bool) -> Visit:
        rng, person = self.rng, self.person
        if rng.random() < person.unshown:
            return replace(visit, done="forgotten")
        visit = replace(visit, shown_at=visit.armed_at + timedelta(seconds=rng.uniform(0.3, 2.0)))
        asked = rng.random() < person.asks
        pull = {"young": 0.95, "middle": 1.03, "old": 0.92 if person.elderly == 1 else 1.05}[customer.age]
        chance = (
            self.hall.participation
            * person.pulls
            * pull
            * (1.06 if newer else 1)
            * (0.9 if customer.felt == 3 else 1)
        )
        if visit.kind in {"BZ502", "BZ601"}:
            chance *= 0.85
        if rng.random() < min(0.97, chance) * (1 if asked else 0.15):
            again = (rng.choice((customer.felt, customer.felt, 5, 4)),) if rng.random() < 0.02 else ()
            return rated(visit, customer.felt, latency, reason_of(rng, customer.felt), "", again)
        assert visit.shown_at is not None
        if asked and rng.random() < self.hall.decline:
            decided = visit.shown_at + timedelta(milliseconds=latency)
            return replace(visit, state="declined", decided_at=decided, latency_ms=latency)
        end = visit.shown_at + timedelta(seconds=60)
        return replace(visit, state="timed_out", decided_at=end, done="" if asked else "forgotten")

    def _made_up(self, start: datetime, cheat: Cheat) -> Visit:
        """A visit nobody came for."""
        rng = self.rng
        kind = (
            "BZ221" if cheat.style == "makes_up_from_files" and rng.random() < 0.5 else rng.choice(INVENTED)
        )
        took = (
            matter_s(rng, kind, self.person.tempo) if cheat.careful else 10 + rng.lognormvariate(log(22), 0.5)
        )
        bare = kind in NAMELESS and cheat.style != "makes_up_from_files" and rng.random() < 0.6
        customer = Customer(kind, "middle", 1.0, 5)
        visit = self._opened(
            start, start + timedelta(seconds=took), customer, "" if bare else self._account()
        )
        visit = replace(visit, shown_at=visit.armed_at + timedelta(seconds=rng.uniform(0.3, 2.0)))
        if self.hall.pad_is_broken(self.place, start.date()):
            return replace(visit, state="device_down", shown_at=None)
        return Turn(rng, cheat, visit, customer, 0.0, 0).pressed(2.4, 0.45, "made_up")

    def _split(self, first: Visit, customer: Customer, cheat: Cheat) -> Visit:
        """A second matter made of the first, for one more rating; often it is the clerk who presses."""
        rng = self.rng
        start = (first.decided_at or first.armed_at) + timedelta(seconds=rng.uniform(3, 25))
        kind = rng.choice([each for each in ("BZ402", "BZ501", "BZ221", "BZ401") if each != first.kind])
        took = rng.lognormvariate(log(60 if cheat.careful else 28), 0.5)
        second = replace(customer, kind=kind)
        visit = self._opened(start, start + timedelta(seconds=max(8.0, took)), second, first.account)
        if rng.random() < 0.5:
            visit = replace(visit, shown_at=visit.armed_at + timedelta(seconds=rng.uniform(0.3, 2.0)))
            return Turn(rng, cheat, visit, second, 0.0, 0).pressed(2.2, 0.4, "split_pressed")
        return replace(self._asked(visit, second, None), done="split")

    def _keep(self, visit: Visit) -> None:
        self.visits.append(visit)
        gone = visit.decided_at or visit.armed_at
        if visit.state == "timed_out":
            gone = min(gone, visit.armed_at + timedelta(seconds=15))
        self.free = max(self.free, gone)
