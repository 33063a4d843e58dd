"""The commands of the lists of ratings: the own ones, and everybody's of a day."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

OPEN = Command(
    "my_ratings.open",
    ("enter",),
    "open",
    N_("Open"),
    N_("Opens the matter the marked customer came with."),
    ("dk", "dakai"),
    bar=True,
)
BEFORE = Command(
    "my_ratings.before",
    ("minus",),
    "move(-1)",
    N_("Day before"),
    N_("Shows the ratings of the day before."),
    ("qyt", "qianyitian"),
    bar=True,
)
AFTER = Command(
    "my_ratings.after",
    ("plus",),
    "move(1)",
    N_("Day after"),
    N_("Shows the ratings of the day after."),
    ("hyt", "houyitian"),
    bar=True,
)

AREA = Area("my_ratings", N_("Ratings of a day"), (OPEN, BEFORE, AFTER))
