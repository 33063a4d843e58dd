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

PRINT_TEST = Command(
    "settings.print_test",
    ("f6", "ctrl+t"),
    "print_test",
    N_("Test page"),
    N_("Prints a page that shows what the printer can do, as the rows say now."),
    ("cs", "dycs", "ceshi", "test"),
    bar=True,
)

AREA = Area("settings", N_("Settings"), (SAVE, PRINT_TEST))
