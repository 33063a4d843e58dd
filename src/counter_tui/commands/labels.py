"""The commands of the labels of special customers."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

GIVE = Command(
    "labels.give",
    ("f2", "n"),
    "give",
    N_("Give label"),
    N_("Gives a customer a label, on the evidence of the process it comes from and with a last day."),
    ("xz", "dengji"),
    bar=True,
)
REVIEW = Command(
    "labels.review",
    ("f6", "r"),
    "review",
    N_("Let it stand"),
    N_("Somebody else than who gave the marked label has looked at it again, and it stands."),
    ("fh", "fuhe"),
    bar=True,
)
WITHDRAW = Command(
    "labels.withdraw",
    ("delete", "x"),
    "withdraw",
    N_("Withdraw it"),
    N_("Takes the marked label away and says why."),
    ("cx", "chexiao"),
    bar=True,
)
RECORD = Command(
    "labels.record",
    ("i",),
    "record",
    N_("Record"),
    N_("Shows expired and withdrawn labels too, or only those that hold."),
    ("jl", "jilu"),
    bar=True,
)
SAVE = Command(
    "labels.save",
    ("f10", "ctrl+s"),
    "save",
    N_("Save"),
    N_("Gives the label as it was filled in."),
    ("bc", "baocun"),
)

AREA = Area("labels", N_("Special customers"), (GIVE, REVIEW, WITHDRAW, RECORD, SAVE))
