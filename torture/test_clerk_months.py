"""Thousands of invented clerk-months: how many cheats are found, how many honest clerks are flagged, by style."""

from __future__ import annotations

from telling import Tell, of_environ

from support.clerks_looked import Rules
from support.clerks_months import month_of, plan, score

HALLS = of_environ("HALLS", 810)
SEED = of_environ("SEED", 1)


def test_cheats_are_told_from_honest_clerks(tell: Tell) -> None:
    """At first sight, before the rules' author knew the simulator: 0.389 of 316 found, 0.055 of 2,443 flagged."""
    total = score(Rules(), (month_of(seed, cheats) for seed, cheats in plan(SEED, HALLS)))
    tell(recall=f"{total.recall:.3f}", of=total.cheats.total())
    tell(false=f"{total.false:.3f}", of_honest=total.honest.total())
    tell(**{f"[{line}]": "" for line in total.lines()[1:]})
    assert total.recall >= 0.35
    assert total.false <= 0.06
