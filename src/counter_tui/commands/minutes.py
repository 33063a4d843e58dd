"""The commands of the minutes of the morning meetings."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

READ = Command(
    "minutes.read",
    ("enter",),
    "read",
    N_("Read"),
    N_("Goes into the minutes of the marked meeting, to read on with the arrow keys."),
    ("kjy", "yuedu"),
    bar=True,
)
SEARCH = Command(
    "minutes.search",
    ("f3", "slash"),
    "search",
    N_("Search"),
    N_("Goes to the field for words that were said, somebody's name or a day."),
    ("cz", "chazhao"),
    bar=True,
)
PRINT = Command(
    "minutes.print",
    ("f6", "p"),
    "print",
    N_("Print"),
    N_("Puts the minutes into the folder for papers, as PDF too, and prints them."),
    ("dy", "dayin", "pdf"),
    bar=True,
)
PROVE = Command(
    "minutes.prove",
    ("f7", "v"),
    "prove",
    N_("Prove"),
    N_("Says whether the ledger still has the meeting as its minutes have it."),
    ("yz", "yanzheng"),
    bar=True,
)

AREA = Area("minutes", N_("Meeting minutes"), (READ, SEARCH, PRINT, PROVE))
