"""Cheats of the fourth set: what each does to a rating that would have come about otherwise, or to none at all.

Three families: who presses for customers, who makes up visits, who keeps bad ratings away; and two that mix them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from math import log
from random import Random
from statistics import NormalDist

from support.clerks_fourth_people import Customer
from support.clerks_fourth_press import rated
from support.clerks_fourth_styles import Cheat
from support.clerks_hall import Visit


@dataclass(frozen=True)
class Turn:
    """One customer's turn with a cheat: the visit as it would have ended, and what the customer's press would take."""

    rng: Random
    cheat: Cheat
    visit: Visit
    customer: Customer
    usual: float
    """What customers of this clerk feel in the mean."""
    latency_ms: int

    def unhappy(self, strength: float) -> bool:
        """Whether he seems to be among the least content, as well as a clerk can see that."""
        seems = self.customer.feeling + self.rng.gauss(0, 0.5)
        return seems < self.usual + 1.15 * NormalDist().inv_cdf(min(0.95, strength))

    def pressed(self, median_s: float, spread: float, done: str, level: int = 5) -> Visit:
        """The rating somebody pressed so long after the question; sometimes the customer presses too, in vain."""
        if self.cheat.careful:
            median_s, spread = median_s * 1.6, spread + 0.1
            level = 4 if level == 5 and self.rng.random() < 0.07 else level
        seconds = min(58.0, max(0.5, self.rng.lognormvariate(log(median_s), spread)))
        refused = (self.customer.felt,) if done == "pressed" and self.rng.random() < 0.03 else ()
        reason = "517" if level == 5 and self.rng.random() < 0.12 else ""
        return rated(self.visit, level, int(seconds * 1000), reason, done, refused)

    def unrated(self, state: str, done: str = "kept") -> Visit:
        """The visit without a rating."""
        visit = replace(self.visit, state=state, level=None, reason="", latency_ms=0, refused=(), done=done)
        if state in {"unexplained", "device_down"}:
            return replace(visit, shown_at=None, decided_at=None)
        shown = visit.shown_at or visit.armed_at
        return replace(visit, shown_at=shown, decided_at=shown + timedelta(seconds=60))


def meddled(turn: Turn) -> Visit:
    """What becomes of the visit with this cheat; the same visit where he lets it be."""
    return DEEDS[turn.cheat.style](turn) if turn.cheat.style in DEEDS else turn.visit


def _at_once(turn: Turn) -> Visit:
    return turn.pressed(1.7, 0.35, "pressed") if turn.rng.random() < turn.cheat.strength else turn.visit


def _after_leaving(turn: Turn) -> Visit:
    left = turn.visit.state == "timed_out" and turn.rng.random() < turn.cheat.strength
    return turn.pressed(13.0, 0.5, "pressed") if left else turn.visit


def _colleague(turn: Turn) -> Visit:
    left = turn.visit.state == "timed_out" and turn.rng.random() < turn.cheat.strength
    return turn.pressed(6.5, 0.6, "pressed") if left else turn.visit


def _hand(turn: Turn) -> Visit:
    chance = turn.cheat.strength * {"young": 0.7, "middle": 0.95, "old": 1.5}[turn.customer.age]
    return turn.pressed(4.2, 0.4, "guided") if turn.rng.random() < chance else turn.visit


def _first(turn: Turn) -> Visit:
    wants = turn.unhappy(turn.cheat.strength) or turn.rng.random() < turn.cheat.strength / 4
    return turn.pressed(1.9, 0.4, "pressed") if wants else turn.visit


def _keeps(*states: str) -> Callable[[Turn], Visit]:
    def deed(turn: Turn) -> Visit:
        if not turn.unhappy(turn.cheat.strength) or turn.rng.random() < 0.05:
            return turn.visit
        return turn.unrated(turn.rng.choice(states))

    return deed


def _declines(turn: Turn) -> Visit:
    strength = turn.cheat.strength if turn.cheat.style == "presses_decline" else turn.cheat.strength / 2
    if not turn.unhappy(strength):
        return turn.visit
    seconds = turn.rng.lognormvariate(log(5.0 if turn.cheat.careful else 2.2), 0.45)
    visit = turn.unrated("declined")
    shown = visit.shown_at or visit.armed_at
    return replace(visit, decided_at=shown + timedelta(seconds=seconds), latency_ms=int(seconds * 1000))


def _persuades(
    done: str, wins: float, leaves: float, slower: float, *, everybody: bool
) -> Callable[[Turn], Visit]:
    def deed(turn: Turn) -> Visit:
        rng = turn.rng
        chosen = rng.random() < turn.cheat.strength if everybody else turn.unhappy(turn.cheat.strength)
        if not chosen:
            return turn.visit
        luck, ms = rng.random(), int(min(59_000, turn.latency_ms * slower + rng.uniform(0, 4000)))
        if luck < wins:
            return rated(
                turn.visit, 5 if rng.random() < 0.9 else 4, ms, "517" if rng.random() < 0.2 else "", done
            )
        if luck < wins + leaves:
            return turn.unrated("timed_out", done)
        return rated(turn.visit, turn.customer.felt, ms, "", done)

    return deed


def _and_covers(turn: Turn) -> Visit:
    return turn.unrated("timed_out") if turn.unhappy(turn.cheat.strength / 5) else _after_leaving(turn)


DEEDS: dict[str, Callable[[Turn], Visit]] = {
    "presses_at_once": _at_once,
    "presses_after_leaving": _after_leaving,
    "takes_the_hand": _hand,
    "lets_a_colleague_press": _colleague,
    "presses_first": _first,
    "does_not_ask": _keeps("unexplained", "unexplained", "timed_out", "timed_out", "timed_out"),
    "sends_away": _keeps("timed_out", "timed_out", "unexplained"),
    "covers": _keeps("timed_out"),
    "unplugs": _keeps("device_down"),
    "presses_decline": _declines,
    "begs": _persuades("told", 0.7, 0.2, 1.5, everybody=False),
    "bribes": _persuades("pleased", 0.9, 0.05, 1.0, everybody=True),
    "threatens": _persuades("told", 0.5, 0.38, 1.2, everybody=False),
    "presses_and_covers": _and_covers,
    "makes_up_and_declines": _declines,
}
