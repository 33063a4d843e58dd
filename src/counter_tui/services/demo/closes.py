"""The closes of the demo's last days, by whoever led: what did not agree has words. The last day is left open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from counter_tui.services.demo.acts import Story
from counter_tui.services.demo.hall import Hall
from counter_tui.services.demo.people import person

_CLOSED = 7
"""So many days before the last one were closed: nobody is told of older ones."""


_WORDS = {
    "ratings": "客户急着走，没有按评价",
    "checks": "人多没顾上，明早补查",
    "meeting": "人没到齐，没开完，下班前补说了",
    "charges": "客户明天来开发票",
    "notices": "休假的人回来再读",
}
"""What was said of the gaps of a line."""


def closes(hall: Hall) -> list[Story]:
    """A close for each of these days, after the counter has closed."""
    return [_close(hall, day) for day in hall.hours.days[-_CLOSED - 1 : -1]]


def _close(hall: Hall, day: date) -> Iterator[datetime]:
    yield hall.hours.at(day, time(18, 5))
    close, lead = hall.services.close_day, hall.services.calls.lead_now()
    sheet = close.view(hall.lead, day).sheet
    if sheet.cash:
        close.count(hall.lead, day, {each.paid: each.fen for each in sheet.cash})
        sheet = close.view(hall.lead, day).sheet
    for figure in sheet.figures:
        if left := [gap.key for gap in figure.gaps if not gap.words]:
            close.explain(hall.lead, day, left, _WORDS.get(figure.code, "已核实，明天上午办完"))
    close.close(hall.lead, day, lead, person(lead).pin)
