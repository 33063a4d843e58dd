"""The rosters of the demo's month, who led on which day, the opened hall, and what its people can do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from counter_tui.services.demo.absences import ABSENCES
from counter_tui.services.demo.acts import CLERKS, Story
from counter_tui.services.demo.hall import Hall
from counter_tui.services.demo.people import DEMO_LEAD, HEAD, person

SKILLS = {
    "1001": ("connection", "change", "metering", "billing", "records", "enquiry", "request"),
    "1002": ("change", "tariff", "billing", "reconnection", "repair", "enquiry", "request"),
    "1003": ("enquiry", "request"),
}
"""What each can do, as groups of the catalogue; nobody was trained for new energy yet."""
_AHEAD = 3
"""Days of rosters that stand ahead of the last day."""


def shifts(hall: Hall) -> list[Story]:
    """Rosters the evening before, the hall opened each morning, and the head leading now and then."""
    days = hall.hours.days
    last = len(days) - 1
    led = {day: who_leads(last - place) for place, day in enumerate(days)}
    return [_skills(hall), *(_day(hall, day, led[day]) for day in days), _rosters(hall, led)]


def who_leads(back: int) -> str:
    """The lead of the day so many working days before the last: one day in five the head, if he is there."""
    away = next(each for each in ABSENCES if each.who == HEAD)
    assert away.until is not None
    return HEAD if back % 5 == 3 and not away.until <= back <= away.since else DEMO_LEAD


def _skills(hall: Hall) -> Iterator[datetime]:
    yield hall.hours.at(hall.hours.days[0], time(7, 40))
    for staff_no, skills in SKILLS.items():
        for skill in skills:
            hall.by_pin.shift.give_skill(hall.lead, staff_no, skill)


def _day(hall: Hall, day: date, lead: str) -> Iterator[datetime]:
    yield hall.hours.at(day, time(7, 31))
    was = hall.services.calls.lead_now()
    if was != lead:
        hall.by_pin.shift.take(hall.lead, lead, person(lead).pin, was, was, person(was).pin)
    yield hall.hours.at(day, time(7, 59))
    hall.by_pin.shift.open_hall(hall.actor(lead))


def _rosters(hall: Hall, led: dict[date, str]) -> Iterator[datetime]:
    days = hall.hours.days
    yield hall.hours.at(days[0], time(7, 45))
    _set(hall, days[0], led[days[0]])
    for place, day in enumerate(days):
        yield hall.hours.at(day, time(17, 20))
        for following in days[place + 1 : place + 2] or _working_days_after(hall, day):
            _set(hall, following, led.get(following, DEMO_LEAD))


def _working_days_after(hall: Hall, day: date) -> list[date]:
    calendar, found = hall.services.base.rules.calendar, list[date]()
    while len(found) < _AHEAD:
        day += timedelta(days=1)
        if calendar.is_working(day):
            found.append(day)
    return found


def _set(hall: Hall, day: date, lead: str) -> None:
    """Two at the counter, the guide, the lead and the other who may lead as a stand-in, as far as they are there."""
    (line,) = hall.by_pin.shift.rosters(hall.lead, day)
    other = HEAD if lead == DEMO_LEAD else DEMO_LEAD
    wanted = {**dict.fromkeys(CLERKS, "counter"), "1003": "guide", lead: "lead", other: "duty"}
    posts = {who: post for who, post in wanted.items() if who not in line.away}
    hall.by_pin.shift.set_roster(hall.lead, day, posts, "" if other in line.away else other)
