"""The commands of the register of first contacts."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

OPEN = Command(
    "register.open",
    ("enter",),
    "open",
    N_("Open"),
    N_("Opens the matter of the marked entry, or answers the marked question."),
    ("dk", "dakai"),
    bar=True,
)
BEFORE = Command(
    "register.before",
    ("minus",),
    "move(-1)",
    N_("Day before"),
    N_("Shows the register of the day before."),
    ("qyt", "qianyitian"),
    bar=True,
)
AFTER = Command(
    "register.after",
    ("plus",),
    "move(1)",
    N_("Day after"),
    N_("Shows the register of the day after."),
    ("hyt", "houyitian"),
    bar=True,
)

AREA = Area("register", N_("Register of first contacts"), (OPEN, BEFORE, AFTER))
