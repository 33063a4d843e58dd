"""The commands of the site card."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

EDIT = Command(
    "site_card.edit",
    ("f6", "e"),
    "edit",
    N_("Fill in"),
    N_("Says who answers for the station, who is the deputy, the phone, and how often it is inspected."),
    ("tx", "xg", "tianxie", "xiugai"),
    bar=True,
)
SAVE = Command(
    "site_card.save",
    ("f10", "ctrl+s"),
    "save",
    N_("Save"),
    N_("Saves what the form says of the station."),
    ("bc", "baocun"),
)

AREA = Area("site_card", N_("Site card"), (EDIT, SAVE))
