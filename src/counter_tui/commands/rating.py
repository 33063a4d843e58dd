"""The one command of the rating pane that is not the customer's."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

GIVE_BACK = Command(
    "rating.give_back",
    ("f4", "ctrl+t"),
    "give_back",
    N_("Screen back"),
    N_("Pressed twice, after the customer has finished: the clerk gets the screen back."),
)

AREA = Area("rating", N_("Rating"), (GIVE_BACK,))
