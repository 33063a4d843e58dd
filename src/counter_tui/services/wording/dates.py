"""Dates and times as a person says them: 今天 17:00, 明天, 11-24 周一; the same in English."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from counter_tui.domain.promise import DAY_END
from counter_tui.i18n import N_, _, language

_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_NEAR = {-1: N_("yesterday"), 0: N_("today"), 1: N_("tomorrow")}
# Month names of the English texts; Chinese says months in digits.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def say_weekday(day: date) -> str:
    """The short name of the day of the week."""
    return _(_WEEKDAYS[day.weekday()])


def say_day(day: date, today: date) -> str:
    """A day as seen from today: yesterday, today, tomorrow, or the date; with the year when it is not this year."""
    near = _NEAR.get((day - today).days)
    if near is not None:
        return _(near)
    this_year = day.year == today.year
    if language() == "en":
        year = "" if this_year else f" {day.year}"
        return f"{say_weekday(day)} {day.day} {_MONTHS[day.month - 1]}{year}"
    year = "" if this_year else f"{day.year}-"
    return f"{year}{day:%m-%d} {say_weekday(day)}"


def say_by(day: date, today: date) -> str:
    """Until which day, as seen from today: by today, by Mon 24 Nov."""
    return _("by today") if day == today else _("by {day}").format(day=say_day(day, today))


def say_long_day(day: date) -> str:
    """A day in full, for paper that is read weeks later: 2026年11月27日（周五）, Fri 27 Nov 2026."""
    if language() == "en":
        return f"{say_weekday(day)} {day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日（{say_weekday(day)}）"


def say_moment(at: datetime, now: datetime, tz: tzinfo) -> str:
    """A moment with its time of day, both aware, for people living in ``tz``."""
    local = at.astimezone(tz)
    return f"{say_day(local.date(), now.astimezone(tz).date())} {local:%H:%M}"


def say_due(at: datetime, now: datetime, tz: tzinfo) -> str:
    """A due instant: with its time of day, or only the day where the promise ends with the day."""
    local = at.astimezone(tz)
    if local.time().replace(microsecond=0) == DAY_END:
        return say_day(local.date(), now.astimezone(tz).date())
    return say_moment(at, now, tz)


def say_span(span: timedelta) -> str:
    """How long something has lasted, in whole minutes, hours or days: 18 分钟, 3 小时, 2 天; never below 0."""
    minutes = max(0, span // timedelta(minutes=1))
    if minutes < 60:
        return _("{count} min").format(count=minutes)
    if minutes < 24 * 60:
        return _("{count} h").format(count=minutes // 60)
    return _("{count} d").format(count=minutes // (24 * 60))
