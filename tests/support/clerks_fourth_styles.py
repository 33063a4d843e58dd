"""The styles of cheats of the fourth set, how many there are of each, and how much each does."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

STRENGTHS: dict[str, tuple[int, float, float]] = {
    "presses_at_once": (8, 0.2, 0.7),
    "presses_after_leaving": (10, 0.45, 1.0),
    "takes_the_hand": (7, 0.22, 0.6),
    "lets_a_colleague_press": (5, 0.45, 1.0),
    "presses_first": (5, 0.18, 0.45),
    "makes_up_when_idle": (8, 0.2, 0.6),
    "makes_up_from_files": (6, 0.2, 0.5),
    "splits_matters": (7, 0.2, 0.5),
    "calls_in_friends": (5, 0.2, 0.32),
    "does_not_ask": (8, 0.07, 0.3),
    "sends_away": (5, 0.06, 0.22),
    "covers": (6, 0.07, 0.3),
    "unplugs": (4, 0.06, 0.22),
    "presses_decline": (5, 0.06, 0.25),
    "begs": (8, 0.08, 0.5),
    "bribes": (5, 0.1, 0.5),
    "threatens": (4, 0.06, 0.25),
    "presses_and_covers": (6, 0.35, 0.9),
    "makes_up_and_declines": (4, 0.15, 0.4),
}
"""Of each style: how many of all cheats, and the least and the most he does of what he could."""

INVENTING = frozenset({"makes_up_when_idle", "makes_up_from_files", "makes_up_and_declines"})
KEEPING = frozenset(
    {"does_not_ask", "sends_away", "covers", "unplugs", "presses_decline", "begs", "bribes", "threatens"}
)
"""Who keeps bad ratings away: a twentieth of the tokens is enough to be found."""


@dataclass(frozen=True)
class Cheat:
    """A clerk who cheats: his place in the hall, what he does, how much, from which day, and whether he takes care."""

    place: int
    style: str
    strength: float
    since: int
    careful: bool


def cheat_of(rng: Random, place: int) -> Cheat:
    """Somebody who cheats."""
    style = rng.choices(list(STRENGTHS), [each[0] for each in STRENGTHS.values()])[0]
    _, least, most = STRENGTHS[style]
    since = 1 if rng.random() < 0.7 else rng.randint(4, 14)
    return Cheat(place, style, least + (most - least) * rng.random() ** 1.2, since, rng.random() < 0.4)
