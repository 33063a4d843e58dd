"""Thousands of invented clerk-months: how many cheats are found, how many honest clerks are flagged, by style."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from telling import Tell, of_environ

from counter_tui.bootstrap import open_services
from counter_tui.domain.gaming.sample import CLOSELY, EVERYBODY
from counter_tui.domain.gaming.visits import Called
from counter_tui.domain.staff.roles import Actor
from counter_tui.paths import Home
from counter_tui.services.demo.people import DEMO_LEAD
from counter_tui.services.demo.station import Wish, ensure_demo
from support.clerks_called import called
from support.clerks_fifth import HALLS as FIFTH_HALLS
from support.clerks_fifth import FifthMonth
from support.clerks_fifth import called as fifth_called
from support.clerks_fifth import month_of as fifth_month
from support.clerks_fifth import plan as fifth_plan
from support.clerks_fourth import FourthMonth
from support.clerks_fourth import called as fourth_called
from support.clerks_fourth import month_of as fourth_month
from support.clerks_fourth import plan as fourth_plan
from support.clerks_hidden import HIDDEN, other_hall
from support.clerks_looked import Rules
from support.clerks_months import Month, Score, month_of, plan
from support.clerks_sixth import HALLS as SIXTH_HALLS
from support.clerks_sixth import SEEDS as SIXTH
from support.clerks_sixth import SixthMonth
from support.clerks_sixth import called as sixth_called
from support.clerks_sixth import month_of as sixth_month
from support.clerks_sixth import plan as sixth_plan
from support.clerks_third_months import ThirdMonth
from support.clerks_third_months import called as third_called
from support.clerks_third_months import month_of as third_month
from support.clerks_third_months import plan as third_plan

MOST = sum(lot.tries for lots in (EVERYBODY, CLOSELY) for lot in lots.values())
"""So many customers of a clerk are called in a month at most."""
HALLS = of_environ("HALLS", 540)
SEED, OTHER, THIRD = of_environ("SEED", 7001), 91, 20261122
FOURTH = of_environ("FOURTH", 41907)
FIFTH = of_environ("FIFTH", 61203)


def test_cheats_are_told_from_honest_clerks(tell: Tell) -> None:
    """``docs/testing.md`` has the figures of the first sight and of later ones."""
    months = ((seed, month_of(seed, cheats)) for seed, cheats in plan(SEED, HALLS))
    judged = _judged(((month, called(month, seed)) for seed, month in months), tell)
    assert judged.alone.recall >= 0.9
    assert judged.called.false <= 0.05
    assert judged.calls <= 48


def test_cheats_of_the_second_set_are_told_in_other_halls(tell: Tell) -> None:
    months = (
        (seed, month_of(seed, cheats, HIDDEN, other_hall)) for seed, cheats in plan(OTHER, HALLS // 3, HIDDEN)
    )
    judged = _judged(((month, called(month, seed)) for seed, month in months), tell)
    assert judged.called.recall >= 0.9
    assert judged.called.false <= 0.05


@pytest.mark.xfail(
    raises=AssertionError,
    reason="docs/testing.md: 85.6 % of 132 found at 0.9 % flagged; who sends the cross away is hardly ever",
)
def test_cheats_of_the_third_set_are_told_in_halls_of_its_own(tell: Tell) -> None:
    months = (third_month(name, cheats) for name, cheats in third_plan(THIRD, HALLS // 3))
    judged = _judged(((month, third_called(month)) for month in months), tell)
    assert judged.called.recall >= 0.9
    assert judged.called.false <= 0.05


def test_cheats_of_the_fourth_set_are_told_in_halls_of_its_own(tell: Tell) -> None:
    months = (fourth_month(name, cheats) for name, cheats in fourth_plan(FOURTH, HALLS * 3 // 5))
    judged = _judged(((month, fourth_called(month)) for month in months), tell)
    assert judged.called.recall >= 0.9
    assert judged.called.false <= 0.05


def test_cheats_of_the_fifth_set_are_told_in_halls_of_its_own(tell: Tell) -> None:
    months = (
        fifth_month(name, cheats) for name, cheats in fifth_plan(FIFTH, min(FIFTH_HALLS, HALLS * 3 // 4))
    )
    judged = _judged(((month, fifth_called(month)) for month in months), tell)
    assert judged.called.recall >= 0.9
    assert judged.called.false <= 0.05


@pytest.mark.parametrize("seed", SIXTH)
def test_cheats_of_the_sixth_set_are_told_in_halls_of_its_own(tell: Tell, seed: int) -> None:
    months = (sixth_month(name, cheats) for name, cheats in sixth_plan(seed, min(SIXTH_HALLS, HALLS)))
    judged = _judged(((month, sixth_called(month)) for month in months), tell)
    assert judged.called.recall >= 0.9
    assert judged.called.false <= 0.05


@dataclass
class Judged:
    """How well cheats are told by the facts alone and with the month's call-backs; the calls of a clerk's month."""

    alone: Score
    called: Score
    calls: float


def _judged(
    months: Iterable[tuple[Month | ThirdMonth | FourthMonth | FifthMonth | SixthMonth, tuple[Called, ...]]],
    tell: Tell,
) -> Judged:
    judged, asked, clerks, rules = Judged(Score(), Score(), 0.0), 0, 0, Rules()
    for month, said in months:
        judged.alone.take(month.truths, rules(month.visits))
        judged.called.take(month.truths, rules(month.visits, said))
        asked, clerks = asked + len(said), clerks + len(month.truths)
        assert max(Counter(each.clerk for each in said).values(), default=0) <= MOST
    judged.calls = asked / clerks
    for name, total in (("alone", judged.alone), ("called", judged.called)):
        tell(**{f"{name} [{line}]": "" for line in total.lines()})
    tell(calls=f"{judged.calls:.2f}")
    return judged


def test_few_honest_months_of_a_demo_station_are_flagged_before_anybody_is_called(
    tmp_path: Path, tell: Tell
) -> None:
    """Nobody of a demo station cheats, and nobody there has called a customer yet: one month in eight at most."""
    lead = Actor(DEMO_LEAD, "王强", "lead")
    months, flagged = 0, set()
    for seed in range(1, 7):
        home = Home(tmp_path / str(seed))
        ensure_demo(home, Wish(date(2026, 11, 22), seed), open_services)
        services = open_services(home)
        for month in ("2026-10", "2026-11"):
            months += len(services.rating_stats.month(lead, month).of("counter").clerk)
            flagged |= {(seed, month, each.clerk) for each in services.gaming.month(lead, month).flags}
        services.close()
    tell(months=months, flagged=len(flagged))
    assert months > 12
    assert len(flagged) <= months / 8
