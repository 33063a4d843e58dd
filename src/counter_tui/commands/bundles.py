"""The commands of sync by stick."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

WRITE = Command(
    "bundles.write",
    ("f10", "ctrl+s"),
    "write_stick",
    N_("Write stick"),
    N_(
        "Writes what the centre gave no receipt for onto the stick and reads it back; then it is safe to remove."
    ),
    ("xr", "xieru", "daochu"),
    bar=True,
)
TAKE_BACK = Command(
    "bundles.take_back",
    ("f7", "ctrl+t"),
    "take_back",
    N_("Take receipts"),
    N_("Takes in what the centre sent back on the stick."),
    ("sst", "shoutiao", "daoru"),
    bar=True,
)
EVERYTHING = Command(
    "bundles.everything",
    ("f6", "ctrl+e"),
    "write_everything",
    N_("Write all"),
    N_("Writes everything this PC ever recorded onto the stick, receipts or not."),
    ("qbxr", "quanbu"),
    bar=True,
)

AREA = Area("bundles", N_("Sync by stick"), (WRITE, TAKE_BACK, EVERYTHING))
