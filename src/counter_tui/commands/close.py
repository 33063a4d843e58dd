"""The commands of the day's close."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

OPEN = Command(
    "close.open",
    ("enter",),
    "open",
    N_("Open"),
    N_("Opens what the marked gap is of; on any other line it goes on to the next step of the close."),
    ("dk", "dakai"),
    bar=True,
)
EXPLAIN = Command(
    "close.explain",
    ("f7", "e"),
    "explain",
    N_("Explain"),
    N_("Says why the marked gap does not agree; on a line of counts it is said for all gaps of that line."),
    ("sm", "shuoming", "explain"),
    bar=True,
)
COUNT = Command(
    "close.count",
    ("f8", "c"),
    "count",
    N_("Count money"),
    N_("Takes down what was counted of each way of payment."),
    ("qd", "qingdian", "dianchao", "cash"),
    bar=True,
)
NEXT = Command(
    "close.next",
    ("f10", "ctrl+s"),
    "next",
    N_("Close day"),
    N_(
        "Goes on with the close: counts the money, then closes the day by the lead's PIN, then prints the sheet."
    ),
    ("rj", "rijie", "guanri", "close"),
    bar=True,
)
PRINT = Command(
    "close.print",
    ("p",),
    "print",
    N_("Print sheet"),
    N_("Prints the sheet of a closed day once more."),
    ("dy", "dayin"),
    bar=True,
)
PACK = Command(
    "close.pack",
    ("s",),
    "app.go('packs')",
    N_("Shift hand-over"),
    N_("Goes to the hand-over pack for whoever leads next."),
    ("jjb", "jiaojieban"),
    bar=True,
)
VERIFY = Command(
    "close.verify",
    ("v",),
    "verify",
    N_("Verify ledger"),
    N_(
        "Says whether the ratings and the whole ledger are as they were written, and what was changed, where."
    ),
    ("yz", "yanzhen", "verify"),
    bar=True,
)
BEFORE = Command(
    "close.before",
    ("minus",),
    "move(-1)",
    N_("Day before"),
    N_("Shows the sheet of the day before."),
    ("qyt", "qianyitian"),
    bar=True,
)
AFTER = Command(
    "close.after",
    ("plus",),
    "move(1)",
    N_("Day after"),
    N_("Shows the sheet of the day after."),
    ("hyt", "houyitian"),
    bar=True,
)

SYNC = Command(
    "close.sync",
    ("y", "f12"),
    "app.go('sync')",
    N_("Sync"),
    N_("What the company's centre has of this PC's records, what waits here, and calling it now."),
    ("tb", "tongbu", "sync"),
)

AREA = Area(
    "close", N_("Day's close"), (OPEN, EXPLAIN, COUNT, NEXT, PRINT, PACK, VERIFY, BEFORE, AFTER, SYNC)
)
"""What is done on the closing sheet."""
