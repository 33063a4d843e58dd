"""The commands of anonymous comments."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

TAKE = Command(
    "comments.take",
    ("f2", "n"),
    "take",
    N_("Type comments in"),
    N_("Types in what was in the box or on the sheets; nobody but leads reads it afterwards."),
    ("lr", "luru"),
    bar=True,
)
ITEM = Command(
    "comments.item",
    ("f6", "g"),
    "item",
    N_("Action item of it"),
    N_("Makes an action item of the marked comment."),
    ("gj", "gaijin"),
    bar=True,
)
SETTLE = Command(
    "comments.settle",
    ("f7", "v"),
    "settle",
    N_("Settle"),
    N_("Says how the marked comment was dealt with."),
    ("cl", "chuli"),
    bar=True,
)

AREA = Area("comments", N_("Anonymous comments"), (TAKE, ITEM, SETTLE))
