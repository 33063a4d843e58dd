"""The commands of reading a notice."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

READ = Command(
    "notices.read",
    ("enter",),
    "read",
    N_("Read it"),
    N_("Says that the notice shown is read, and shows the next one."),
)
WHOLE = Command(
    "notices.whole",
    ("pagedown", "f6"),
    "whole",
    N_("Whole text"),
    N_("Shows the whole text of the notice, then its next page."),
)

AREA = Area("notices", N_("Notices"), (READ, WHOLE))
