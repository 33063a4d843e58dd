"""The commands of the check of a receipt."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

CHECK = Command(
    "proof.check",
    ("f10", "ctrl+s"),
    "check_receipt",
    N_("Check"),
    N_("Says whether the station printed a receipt that says this."),
    ("hd", "hedui"),
    bar=True,
)
CLEAR = Command(
    "proof.clear",
    ("f2", "ctrl+n"),
    "clear",
    N_("Next receipt"),
    N_("Empties the rows for another receipt."),
    ("xy", "xiayi"),
    bar=True,
)

AREA = Area("proof", N_("Check a receipt"), (CHECK, CLEAR))
