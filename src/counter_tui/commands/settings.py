"""The commands of the settings screen."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

SAVE = Command(
    "settings.save",
    ("f10", "ctrl+s"),
    "save",
    N_("Save"),
    N_("Keeps the settings and uses them from now on."),
    ("bc", "baocun"),
    bar=True,
)

AREA = Area("settings", N_("Settings"), (SAVE,))
