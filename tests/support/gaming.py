"""Clerks' months for the rules on ratings, made by hand: each visit says only what a sentence is about."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from counter_tui.domain.gaming.assess import flags
from counter_tui.domain.gaming.visits import Flag, Month, Visit
from counter_tui.services.reference.gaming import load_gaming

FIRST = datetime(2025, 11, 3, 1, 0, tzinfo=UTC)
"""Nine in the morning of a Monday at the station."""
RULES = load_gaming()


def visit(clerk: str, number: int, **said: Any) -> Visit:
    """The clerk's visit of this number, twenty a day: rated 4 or 5, pressed after 4 to 9 seconds."""
    day, place = divmod(number, 20)
    armed = FIRST + timedelta(days=day, minutes=20 * place + int(clerk) % 7)
    given: dict[str, Any] = {
        "state": "rated",
        "level": 4 + number % 2,
        "latency_ms": 4_000 + 397 * (number * 7 % 13),
        "pad": "screen",
        "served_s": 150 + number % 90,
        "armed_at": armed,
        "shown_at": armed + timedelta(seconds=1),
        "pc": clerk,
        "day": date(2025, 11, 3) + timedelta(days=day),
        **said,
    }
    if given["state"] != "rated":
        given |= {"level": None, "latency_ms": 0}
    given.setdefault("decided_at", given["armed_at"] + timedelta(seconds=8))
    return Visit(visit=f"{int(clerk):016x}{number:016x}", clerk=clerk, **given)


def plain(clerk: str, count: int = 60) -> list[Visit]:
    """An ordinary clerk: every fourth visit has no rating, one time in ten it never went well."""
    return [
        visit(
            clerk,
            number,
            state="declined" if number % 8 == 3 else "timed_out" if number % 8 == 7 else "rated",
            sore=("came_again",) if number % 10 == 0 else (),
        )
        for number in range(count)
    ]


def with_these(clerk: str, usual: int = 40, **said: Any) -> list[Visit]:
    """An ordinary month of a clerk, and after it visits of which this is said (``times`` of them)."""
    times = said.pop("times", 8)
    return [*plain(clerk, usual), *(visit(clerk, usual + each, **said) for each in range(times))]


def hall(*months: list[Visit]) -> list[Visit]:
    """These clerks among three ordinary ones."""
    return [each for month in (plain("201"), plain("202"), plain("203"), *months) for each in month]


def raised(visits: list[Visit], *called: Any, clerk: str = "101") -> dict[str, Flag]:
    """The flags of this clerk by rule, in a hall with these visits."""
    return {
        each.rule: each for each in flags(Month(tuple(visits), called=called), RULES) if each.clerk == clerk
    }
