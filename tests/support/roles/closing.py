"""Sheets, the close of the day, the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from support.clocks import NOON
from support.roles.ready import another_lead, plain
from support.roles.trying import Calls, Ready, Trying
from support.stations import PINS, WANG


def _with_sheet(call: Callable[[Trying], object]) -> Callable[[Trying], Ready]:
    """The sheet of the day went to the deputy, once more for each who tries."""

    def ready(t: Trying) -> Ready:
        t.services.sheets.send(WANG, "daily", NOON.date(), "file")
        return lambda: call(t)

    return ready


def _own_day(t: Trying, back: int) -> date:
    """A day of the past that is this role's alone."""
    return NOON.date() - timedelta(days=int(t.actor.staff_no) - 100 + back)


def _with_gap(t: Trying) -> Ready:
    """Work nobody has taken, which is a gap of every day."""
    t.given()
    day = _own_day(t, 10)
    gap = next(gap for gap in t.services.close_day.view(WANG, day).sheet.gaps if gap.figure == "hand_overs")
    return lambda: t.services.close_day.explain(t.actor, day, [gap.key], "已电话催办")


def _with_closed(call: Callable[[Trying, date], object], back: int) -> Callable[[Trying], Ready]:
    """A day somebody has closed."""

    def ready(t: Trying) -> Ready:
        day = _own_day(t, back)
        t.services.close_day.close(WANG, day, WANG.staff_no, PINS[WANG.staff_no])
        return lambda: call(t, day)

    return ready


CALLS: Calls = {
    "sheets.lines": plain(lambda t: t.services.sheets.lines(t.actor)),
    "sheets.waiting": plain(lambda t: t.services.sheets.waiting(t.actor)),
    "sheets.sheet": plain(lambda t: t.services.sheets.sheet(t.actor, "daily")),
    "sheets.text": plain(lambda t: t.services.sheets.text(t.actor, "daily")),
    "sheets.pdf": plain(lambda t: t.services.sheets.pdf(t.actor, "daily")),
    "sheets.xlsx": plain(lambda t: t.services.sheets.xlsx(t.actor, "weekly")),
    "sheets.print": plain(lambda t: t.services.sheets.print(t.actor, "daily", NOON.date())),
    "sheets.save": plain(lambda t: t.services.sheets.save(t.actor, "daily", NOON.date())),
    "sheets.send": plain(lambda t: t.services.sheets.send(t.actor, "daily", NOON.date(), "told")),
    "sheets.acknowledge": _with_sheet(
        lambda t: t.services.sheets.acknowledge(t.actor, "daily", NOON.date(), words="电话")
    ),
    "verify.look": plain(lambda t: t.services.verify.look(t.actor)),
    "close_day.view": plain(lambda t: t.services.close_day.view(t.actor)),
    "close_day.check": plain(lambda t: t.services.close_day.check(t.actor, NOON.date(), "0" * 20)),
    "close_day.count": plain(lambda t: t.services.close_day.count(t.actor, _own_day(t, 10), {"cash": 0})),
    "close_day.explain": _with_gap,
    "close_day.close": plain(
        lambda t: t.services.close_day.close(t.actor, _own_day(t, 0), *another_lead(t.actor))
    ),
    "close_day.print": _with_closed(lambda t, day: t.services.close_day.print(t.actor, day), 20),
    "close_day.text": _with_closed(lambda t, day: t.services.close_day.text(t.actor, day), 30),
    "close_words.begun": plain(lambda t: t.services.close_words.begun(t.actor, NOON.date(), "cash")),
    "close_words.keep": plain(lambda t: t.services.close_words.keep(t.actor, NOON.date(), "cash", {})),
    "close_words.drop": plain(lambda t: t.services.close_words.drop(t.actor, NOON.date(), "cash")),
}
