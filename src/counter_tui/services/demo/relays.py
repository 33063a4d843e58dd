"""Hand-over packs of the demo's month: the lead's on some evenings, and the guide's, which waits to be signed for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from counter_tui.services.demo.acts import Story
from counter_tui.services.demo.hall import Hall
from counter_tui.services.demo.items import act
from counter_tui.services.demo.people import GUIDE, person
from counter_tui.services.demo.shifts import who_leads

EVENINGS = (9, 8, 4, 3)
"""So many working days before the last the lead of the day and that of the next sat down together."""
REFUSED = 9
WHY = "村里一直是您在跑，请您办完"


def relays(hall: Hall) -> list[Story]:
    """Those there was room for."""
    last = len(hall.hours.days) - 1
    of_leads = [_of_leads(hall, back) for back in EVENINGS if back <= last]
    return [*of_leads, _of_the_guide(hall)]


def _of_leads(hall: Hall, back: int) -> Iterator[datetime]:
    yield hall.hours.at(hall.day(back), time(17, 37))
    giver, taker = (hall.actor(who_leads(each)) for each in (back, back - 1))
    packs = hall.by_pin.packs
    pack = packs.new(giver)
    packs.offer(giver, person(giver.staff_no).pin, pack, taker.staff_no, lead=True)
    yield hall.now + timedelta(minutes=3)
    lines = next(each for each in packs.desk(taker).waiting if each.pack_id == pack).lines
    kept = [line.place for line in lines if line.kind == "action"] if back == REFUSED else []
    packs.take(
        taker, person(taker.staff_no).pin, pack, {line.kind for line in lines}, dict.fromkeys(kept, WHY)
    )
    if kept:
        yield hall.hours.at(hall.day(back - 1), time(9, 25))
        _settle(hall, "report", "还是我办，这个星期贴完")
        yield hall.hours.at(hall.day(back - 1), time(16, 35))
        _settle(hall, "verify", "日子定了")


def _settle(hall: Hall, what: str, words: str) -> None:
    for line in hall.services.actions.carried(hall.lead):
        if line.origin == "relay":
            act(hall, line, "report" if what == "report" else "verify", words)


def _of_the_guide(hall: Hall) -> Iterator[datetime]:
    """The guide leaves for a training at midday; her stand-in has not signed yet."""
    yield hall.hours.at(hall.day(0), time(12, 4))
    guide, packs = hall.actor(GUIDE), hall.by_pin.packs
    if packs.desk(guide).in_hand.lines:
        packs.offer(guide, person(GUIDE).pin, packs.new(guide), "1001")
