"""The commands of the praise register."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

NOTE = Command(
    "praise.note",
    ("f2", "n"),
    "note",
    N_("Note praise"),
    N_("Takes down who was praised, for what, how the praise came, and what proves it."),
    ("dj", "dengji", "xz"),
    bar=True,
)
PROVE = Command(
    "praise.prove",
    ("f6", "p"),
    "prove",
    N_("Its proof"),
    N_("Says what proves the marked praise, and where that is kept."),
    ("pj", "pingju"),
    bar=True,
)
CONFIRM = Command(
    "praise.confirm",
    ("f7", "v"),
    "confirm",
    N_("Confirm"),
    N_("Says that you have seen the proof: the marked praise counts from now on."),
    ("qr", "queren"),
    bar=True,
)
TAKE_OUT = Command(
    "praise.take_out",
    ("delete", "x"),
    "take_out",
    N_("Leave out"),
    N_("Lets the marked praise count no more, with a reason."),
    ("cx", "chexiao"),
    bar=True,
)

AREA = Area("praise", N_("Praise register"), (NOTE, PROVE, CONFIRM, TAKE_OUT))
