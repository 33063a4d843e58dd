"""The hours in which the demo station's hall is open, and the clock that moves through them."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from random import Random

from msgspec import Struct

from counter_tui.domain.calendar import WorkingCalendar
from counter_tui.domain.clock import to_ms

SPANS = ((time(8), time(12)), (time(14, 30), time(17, 30)))
_MINUTES_A_DAY = 420


class MovingClock:
    """A clock that stands where it is put."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """The instant it was put to."""
        return self.at

    def monotonic_ms(self) -> int:
        """Milliseconds that grow as the clock is moved on."""
        return to_ms(self.at) % (1 << 31)


class OpenHours(Struct, frozen=True):
    """The working days of a month and the opening minutes in them, as one line of time."""

    days: tuple[date, ...]
    zone: tzinfo

    @classmethod
    def before(cls, today: date, length: int, calendar: WorkingCalendar, zone: tzinfo) -> OpenHours:
        """The working days among so many days before today, and yesterday, on which the hall was open in any case."""
        month = (today - timedelta(days=back) for back in range(length, 0, -1))
        yesterday = today - timedelta(days=1)
        return cls(tuple(day for day in month if calendar.is_working(day) or day == yesterday), zone)

    @property
    def end(self) -> datetime:
        """When the hall closed on the last day."""
        return self.at(self.days[-1], SPANS[-1][1])

    def at(self, day: date, moment: time) -> datetime:
        """A local time of a day as an instant."""
        return datetime.combine(day, moment, self.zone).astimezone(UTC)

    def moment(self, day: int, minute: float) -> datetime:
        """The instant this many opening minutes into a working day, counted from the first; later days are weekdays."""
        whole, rest = divmod(minute, _MINUTES_A_DAY)
        opens, closes = SPANS[0]
        morning = (closes.hour - opens.hour) * 60
        start, into = (opens, rest) if rest < morning else (SPANS[1][0], rest - morning)
        return self.at(self._day(day + int(whole)), start) + timedelta(minutes=into)

    def place(self, instant: datetime) -> float:
        """How many opening minutes lie between the first opening and an instant."""
        local = instant.astimezone(self.zone)
        day = bisect_right(self.days, local.date()) - 1
        if day < 0:
            return 0
        if self.days[day] != local.date():
            return (day + 1) * _MINUTES_A_DAY
        return day * _MINUTES_A_DAY + sum(_minutes_in(span, local.time()) for span in SPANS)

    def later(self, instant: datetime, minutes: float) -> datetime:
        """The instant this many opening minutes after another."""
        return self.moment(0, self.place(instant) + minutes)

    def some(self, random: Random, day: int) -> datetime:
        """Any instant of a working day, more often in the morning."""
        return self.moment(day, min(random.random(), random.random() + 0.2) * (_MINUTES_A_DAY - 25))

    def _day(self, place: int) -> date:
        if place < len(self.days):
            return self.days[place]
        return self.days[-1] + timedelta(days=place - len(self.days) + 1)


def _minutes_in(span: tuple[time, time], moment: time) -> float:
    opens, closes = (each.hour * 60 + each.minute for each in span)
    return max(0.0, min(closes, moment.hour * 60 + moment.minute + moment.second / 60) - opens)
