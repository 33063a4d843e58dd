"""Which days are worked: weekends, holidays and make-up working weekends (调休)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from counter_tui.domain.calendar.statutory import Festivals, statutory_days

PROVISIONAL = "provisional_"
_WORKED = frozenset({"working", "make_up"})
_SATURDAY = 5


class YearExceptions(Struct, frozen=True):
    """The days of one year that do not follow the week.

    ``off`` and ``work`` map a day to the Chinese name of the holiday it belongs to (a make-up working day belongs to
    the holiday it pays for). A year that is not ``complete`` stays provisional: its lines count, but its
    arrangement as a whole is not known.
    """

    off: Mapping[date, str]
    work: Mapping[date, str]
    complete: bool = True

    def overlaid(self, later: YearExceptions) -> YearExceptions:
        """These exceptions with the later ones laid over them, day by day."""
        off = {day: name for day, name in self.off.items() if day not in later.work}
        work = {day: name for day, name in self.work.items() if day not in later.off}
        return YearExceptions({**off, **later.off}, {**work, **later.work}, self.complete or later.complete)


class WorkingCalendar(Struct, frozen=True):
    """The working calendar (工作日历).

    ``years`` holds the announced arrangements, ``festivals`` the moving statutory festivals for planning years that
    are not announced yet. In such a year weekends and the statutory days are off, and everything said of it is
    provisional (暂定).
    """

    years: Mapping[int, YearExceptions]
    festivals: Mapping[int, Festivals] = field(default_factory=dict)

    def knows(self, year: int) -> bool:
        """Whether the arrangement of this year is announced and complete here."""
        exceptions = self.years.get(year)
        return exceptions is not None and exceptions.complete

    def is_working(self, day: date) -> bool:
        """Whether this day is worked."""
        return self.reason(day).removeprefix(PROVISIONAL) in _WORKED

    def reason(self, day: date) -> str:
        """Why the day is worked or off: ``working``, ``make_up``, ``weekend`` or ``holiday:<Chinese name>``.

        In a year not known the code begins with ``provisional_``.
        """
        known = self.knows(day.year)
        return ("" if known else PROVISIONAL) + self._plain_reason(day, known)

    def _plain_reason(self, day: date, known: bool) -> str:
        weekend = day.weekday() >= _SATURDAY
        exceptions = self.years.get(day.year)
        if exceptions is not None:
            if day in exceptions.off:
                return f"holiday:{exceptions.off[day]}"
            if day in exceptions.work:
                return "make_up" if weekend else "working"
        if not known:
            name = statutory_days(day.year, self.festivals.get(day.year)).get(day)
            if name is not None:
                return f"holiday:{name}"
        return "weekend" if weekend else "working"

    def with_days(self, extra: Mapping[int, YearExceptions]) -> WorkingCalendar:
        """This calendar with a station's own days laid over it.

        A year that was not known becomes known when every statutory day of it is off in the result, and stays
        provisional otherwise: one line does not make a year.
        """
        years = dict(self.years)
        for year, later in extra.items():
            before = years.get(year, YearExceptions({}, {}, complete=False))
            joined = before.overlaid(later)
            complete = before.complete or self._covers_statutory_days(year, joined)
            years[year] = YearExceptions(joined.off, joined.work, complete)
        return WorkingCalendar(years, self.festivals)

    def _covers_statutory_days(self, year: int, exceptions: YearExceptions) -> bool:
        festivals = self.festivals.get(year)
        if festivals is None:
            return False
        return all(
            day in exceptions.off or (day.weekday() >= _SATURDAY and day not in exceptions.work)
            for day in statutory_days(year, festivals)
        )
