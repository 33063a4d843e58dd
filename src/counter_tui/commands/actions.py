"""The commands of action items."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

NAME = Command(
    "actions.name",
    ("f2", "n"),
    "name_problem",
    N_("Name a problem"),
    N_("Says what is to be put right, by whom, by when, and how it will be looked at."),
    ("xz", "wenti", "dengji"),
    bar=True,
)
AGAIN = Command(
    "actions.again",
    ("a",),
    "again",
    N_("It came back"),
    N_("Names the marked problem again; within 30 days it is the same action item."),
    ("zx", "zaixian"),
    bar=True,
)
REPORT = Command(
    "actions.report",
    ("f6", "r"),
    "report_done",
    N_("It is done"),
    N_("Who puts the marked problem right says what was done."),
    ("wc", "wancheng", "baogao"),
    bar=True,
)
VERIFY = Command(
    "actions.verify",
    ("f7", "v"),
    "verify",
    N_("Verify"),
    N_("Somebody other than who puts it right has looked at it: it is done."),
    ("hy", "heyan"),
    bar=True,
)
SEND_BACK = Command(
    "actions.send_back",
    ("f8", "b"),
    "send_back",
    N_("Not done"),
    N_("Somebody other than who put it right has looked at it: it is not done, with a reason and a day."),
    ("th", "tuihui"),
    bar=True,
)
MOVE = Command(
    "actions.move",
    ("m",),
    "move_day",
    N_("Another day"),
    N_("Moves the day by which the marked problem is to be put right, with a reason."),
    ("gq", "gaiqi"),
    bar=True,
)
GIVE = Command(
    "actions.give",
    ("g",),
    "give",
    N_("To another"),
    N_("Lets somebody else put the marked problem right, with a reason."),
    ("hr", "huanren"),
    bar=True,
)
RECORD = Command(
    "actions.record",
    ("i",),
    "record",
    N_("Verified ones"),
    N_("Shows what was verified in the last thirty days, or what is carried."),
    ("jl", "yiheyan"),
    bar=True,
)

AREA = Area("actions", N_("Action items"), (NAME, AGAIN, REPORT, VERIFY, SEND_BACK, MOVE, GIVE, RECORD))
