"""The commands of the attention list."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

OPEN = Command(
    "attention.open",
    ("enter",),
    "open",
    N_("Open"),
    N_("Opens the matter of the marked record."),
    ("dk", "dakai"),
    bar=True,
)
SETTLE = Command(
    "attention.settle",
    ("f7", "v"),
    "settle",
    N_("Settle"),
    N_("Says what is to hold instead of the marked record, which came to nothing."),
    ("cl", "chuli", "heding"),
    bar=True,
)

AREA = Area("attention", N_("Double records"), (OPEN, SETTLE))
