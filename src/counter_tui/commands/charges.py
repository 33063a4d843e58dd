"""The commands of the cash sheet of a day."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

OPEN = Command(
    "charges.open",
    ("enter",),
    "open",
    N_("Open"),
    N_("Opens the matter of the marked charge."),
    ("dk", "dakai"),
    bar=True,
)
BEFORE = Command(
    "charges.before",
    ("minus",),
    "move(-1)",
    N_("Day before"),
    N_("Shows the charges of the day before."),
    ("qyt", "qianyitian"),
    bar=True,
)
AFTER = Command(
    "charges.after",
    ("plus",),
    "move(1)",
    N_("Day after"),
    N_("Shows the charges of the day after."),
    ("hyt", "houyitian"),
    bar=True,
)

AREA = Area("charges", N_("Charges"), (OPEN, BEFORE, AFTER))
