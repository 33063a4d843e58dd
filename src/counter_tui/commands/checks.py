"""The commands of the checks of the hall: their lists, and what is found at the items of one."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

OPEN = Command(
    "checks.open",
    ("enter",),
    "open",
    N_("Open list"),
    N_("Opens the marked check, item by item."),
    ("dk", "dakai"),
    bar=True,
)
TREND = Command(
    "checks.trend",
    ("t",),
    "trend",
    N_("Trend"),
    N_("Shows which items failed how often in 30 and in 90 days, or the checks again."),
    ("qs", "qushi"),
    bar=True,
)
FINE = Command(
    "checks.fine",
    ("space", "1"),
    "found('ok')",
    N_("Fine"),
    N_("The marked item is in order; goes to the next one."),
    ("zc", "zhengchang"),
    bar=True,
)
FAILED = Command(
    "checks.failed",
    ("2", "x"),
    "found('failed')",
    N_("Fault"),
    N_("The marked item is not in order: asks what is wrong with it."),
    ("yc", "yichang"),
    bar=True,
)
NOT_HERE = Command(
    "checks.not_here",
    ("3",),
    "found('not_here')",
    N_("Not here"),
    N_("This hall has nothing of the sort; asks why where the item is required."),
    ("my", "meiyou"),
    bar=True,
)
REST = Command(
    "checks.rest",
    ("a",),
    "rest",
    N_("Rest fine"),
    N_("Everything this person may look at and nobody has looked at yet is in order."),
    ("qb", "quanbu", "qiyu"),
    bar=True,
)
CLEAR = Command(
    "checks.clear",
    ("u",),
    "clear",
    N_("Take back"),
    N_("Takes back what was found at the marked item and is not recorded yet."),
    ("cx", "chexiao"),
)
RECORD = Command(
    "checks.record",
    ("f10", "ctrl+s"),
    "record",
    N_("Record it"),
    N_("Records what was found; what failed is to be put right by somebody."),
    ("jl", "jilu", "tijiao"),
    bar=True,
)
ADD = Command(
    "checks.add",
    ("f2", "n"),
    "add",
    N_("Add item"),
    N_("Adds an item of this station's own to the check."),
    ("xz", "tianjia"),
    bar=True,
)
DROP = Command(
    "checks.drop",
    ("delete", "d"),
    "drop",
    N_("Drop item"),
    N_("The marked item is looked at no more; a required one for a reason only."),
    ("ty", "tingyong"),
)
RESTORE = Command(
    "checks.restore",
    ("r",),
    "restore",
    N_("Look again"),
    N_("The marked item, which was dropped, is looked at again."),
    ("hf", "huifu"),
    bar=True,
)
AREA = Area(
    "checks",
    N_("Checks"),
    (OPEN, TREND, FINE, FAILED, NOT_HERE, REST, CLEAR, RECORD, ADD, DROP, RESTORE),
)
