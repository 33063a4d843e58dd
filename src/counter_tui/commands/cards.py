"""The commands of answer cards."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

TOLD = Command(
    "cards.told",
    ("enter", "f10"),
    "told",
    N_("Was told"),
    N_("Keeps that the customer was told what the card says, for the matter that is open here."),
)
PRINT = Command(
    "cards.print",
    ("p", "f6"),
    "print",
    N_("Print"),
    N_("Prints the answer card for the customer; that he was told it is kept."),
    ("dy", "dayin"),
)

AREA = Area("cards", N_("Answer cards"), (TOLD, PRINT))
