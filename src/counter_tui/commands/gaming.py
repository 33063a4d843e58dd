"""The commands of looking into a month's ratings."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

OPEN = Command(
    "gaming.open",
    ("enter",),
    "open",
    N_("Show"),
    N_("Shows the visits behind the marked flag, or opens the matter of the marked rating; Esc goes back."),
    ("dk", "dakai", "kan"),
    bar=True,
)
CHECK = Command(
    "gaming.check",
    ("c", "f10"),
    "check_flag",
    N_("Found"),
    N_("Keeps what was found behind the marked flag: in order, manipulated or not clear, with words."),
    ("cj", "chajieguo", "jieguo"),
    bar=True,
)
CALLED = Command(
    "gaming.called",
    ("n", "f7"),
    "note_call",
    N_("Called"),
    N_("Keeps what the customer said who was called about the marked visit."),
    ("hf", "huifang"),
    bar=True,
)
BEFORE = Command(
    "gaming.before",
    ("minus",),
    "move(-1)",
    N_("Month before"),
    N_("Shows the month before."),
    ("syy", "shangyiyue"),
    bar=True,
)
AFTER = Command(
    "gaming.after",
    ("plus",),
    "move(1)",
    N_("Month after"),
    N_("Shows the month after."),
    ("xyy", "xiayiyue"),
    bar=True,
)

AREA = Area("gaming", N_("Checks of ratings"), (OPEN, CHECK, CALLED, BEFORE, AFTER))
