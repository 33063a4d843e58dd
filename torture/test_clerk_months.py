"""Thousands of invented clerk-months: how many cheats are found, how many honest clerks are flagged, by style."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from telling import Tell, of_environ

from counter_tui.bootstrap import open_services
from counter_tui.domain.staff.roles import Actor
from counter_tui.paths import Home
from counter_tui.services.demo.people import DEMO_LEAD
from counter_tui.services.demo.station import Wish, ensure_demo
from support.clerks_hidden import HIDDEN, other_hall
from support.clerks_looked import Rules
from support.clerks_months import month_of, plan, score

HALLS = of_environ("HALLS", 540)
SEED, OTHER = of_environ("SEED", 7001), 91


def test_cheats_are_told_from_honest_clerks(tell: Tell) -> None:
    """``docs/testing.md`` has the figures of the first sight and of later ones."""
    total = score(Rules(), (month_of(seed, cheats) for seed, cheats in plan(SEED, HALLS)))
    tell(recall=f"{total.recall:.3f}", of=total.cheats.total())
    tell(false=f"{total.false:.3f}", of_honest=total.honest.total())
    tell(**{f"[{line}]": "" for line in total.lines()[1:]})
    assert total.recall >= 0.9
    assert total.false <= 0.05


def test_other_cheats_in_other_halls_are_told_less_well(tell: Tell) -> None:
    months = (month_of(seed, cheats, HIDDEN, other_hall) for seed, cheats in plan(OTHER, HALLS // 3, HIDDEN))
    total = score(Rules(), months)
    tell(recall=f"{total.recall:.3f}", of=total.cheats.total())
    tell(false=f"{total.false:.3f}", of_honest=total.honest.total())
    tell(**{f"[{line}]": "" for line in total.lines()[1:]})
    assert total.recall >= 0.6
    assert total.false <= 0.05


def test_nobody_of_the_demo_station_is_flagged_by_accident(tmp_path: Path, tell: Tell) -> None:
    flagged, ratings = [], 0
    lead = Actor(DEMO_LEAD, "王强", "lead")
    for seed in (1, 2, 3):
        home = Home(tmp_path / str(seed))
        ensure_demo(home, Wish(date(2026, 11, 22), seed, customers=100), open_services)
        services = open_services(home)
        for month in ("2026-10", "2026-11"):
            flagged += [(seed, month, each.clerk) for each in services.gaming.month(lead, month).flags]
            ratings += services.rating_stats.month(lead, month).of("counter").whole.figures.rated
        services.close()
    tell(ratings=ratings, flagged=len(flagged))
    assert flagged == []
