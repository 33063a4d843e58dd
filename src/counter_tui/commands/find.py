"""The commands of the search over customers and matters."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

OPEN = Command(
    "find.open",
    ("enter",),
    "open",
    N_("Open"),
    N_("Opens the marked matter or the form for the customer; in the search words, what was found alone."),
    ("dk", "dakai"),
    bar=True,
)
ACCEPT = Command(
    "find.accept",
    ("f2", "ctrl+n"),
    "accept",
    N_("Accept"),
    N_("Opens the form for a new request of the marked customer."),
    ("sl", "shouli"),
    bar=True,
)
TYPE = Command(
    "find.type",
    ("f3", "slash"),
    "type",
    N_("Search words"),
    N_("Goes back to the search words."),
    ("ss", "sousuo"),
    bar=True,
)
REVEAL = Command(
    "find.reveal",
    ("v",),
    "reveal",
    N_("Full details"),
    N_("Shows the marked customer's full details for 60 seconds; who and why is recorded."),
    ("wzxx", "wanzheng", "reveal"),
    bar=True,
)

AREA = Area("find", N_("Find"), (OPEN, ACCEPT, TYPE, REVEAL))
