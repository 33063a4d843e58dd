"""The commands of the questions at the door."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

SEND = Command(
    "door.send",
    ("f10", "ctrl+s"),
    "send",
    N_("Send"),
    N_("Does it with what was typed."),
)

AREA = Area("door", N_("The door"), (SEND,))
