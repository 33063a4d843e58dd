"""What called customers of the fourth set say: forgetful, polite, now and then unjust, and some cover for a clerk."""

from __future__ import annotations

from random import Random

from counter_tui.domain.facts.gaming import CallOutcome
from support.clerks_answers import Answer
from support.clerks_fourth_halls import FourthHall
from support.clerks_hall import Visit

RATED: dict[str, dict[CallOutcome, float]] = {
    "": {"confirmed": 0.955, "denied": 0.022, "other_level": 0.012, "told": 0.011},
    "pressed": {"confirmed": 0.24, "denied": 0.62, "other_level": 0.06, "told": 0.08},
    "guided": {"confirmed": 0.3, "denied": 0.3, "other_level": 0.02, "told": 0.38},
    "made_up": {"confirmed": 0.18, "denied": 0.78, "other_level": 0.04},
    "split": {"confirmed": 0.8, "denied": 0.15, "told": 0.05},
    "split_pressed": {"confirmed": 0.3, "denied": 0.62, "told": 0.08},
    "friend": {"confirmed": 0.93, "denied": 0.04, "told": 0.03},
    "told": {"confirmed": 0.24, "denied": 0.05, "other_level": 0.09, "told": 0.62},
    "pleased": {"confirmed": 0.3, "denied": 0.04, "other_level": 0.06, "told": 0.6},
}
"""Of those reached whose matter has a rating: the shares of the answers by what was done to them."""

MADE_UP_NAMELESS: dict[CallOutcome, float] = {"confirmed": 0.7, "denied": 0.3}
"""A made-up visit without an account has the number of somebody the clerk knows."""

KEPT = {"": 0.025, "forgotten": 0.5, "kept": 0.68, "told": 0.45, "pleased": 0.3, "split": 0.05}
"""Of those reached who did not rate: the share who say that they were not asked or were kept from it."""

BROKEN_BLAMED = 0.12
"""Who says so of a pad that was out of order indeed."""
ASKED_WARMLY = frozenset({"always_asks", "reads_aloud"})
"""Honest clerks of whom a few more customers say that they were told what to press."""
COVERS = 0.06
"""In the country everybody is somebody's cousin: the share who say that all was as it should be, whatever was."""


def said(name: str, place: int, hall: FourthHall, visit: Visit, manner: str) -> Answer:
    """What the customer of the visit in that ``place`` says, whenever he is asked."""
    rng = Random(f"{name}/{place}/said")
    if rng.random() < hall.unreached:
        return "not_reached", 0
    covers = hall.sort == "rural" and rng.random() < COVERS
    if visit.state == "rated":
        return _of_rated(rng, hall, visit, manner, covers=covers), 0
    share = BROKEN_BLAMED if visit.state == "device_down" and not visit.done else KEPT[visit.done]
    blames = not covers and rng.random() < share
    level = _level(rng, visit.felt)
    if blames and not visit.done and rng.random() < 0.5:
        level = max(1, level - 1)
    return ("kept" if blames else "let_be"), level


def _of_rated(rng: Random, hall: FourthHall, visit: Visit, manner: str, *, covers: bool) -> CallOutcome:
    if covers:
        return "confirmed"
    shares = dict(MADE_UP_NAMELESS if visit.done == "made_up" and not visit.account else RATED[visit.done])
    if not visit.done and hall.sort in {"rural", "old_district"}:
        shares["denied"] += 0.01
    if not visit.done and manner in ASKED_WARMLY:
        shares["told"] += 0.02
    return rng.choices(list(shares), list(shares.values()))[0]


def _level(rng: Random, felt: int) -> int:
    """The level he names: kinder than he felt at the counter more often than harsher."""
    luck = rng.random()
    return min(5, felt + 1) if luck < 0.2 else max(1, felt - 1) if luck > 0.9 else felt
