"""The commands of the screen of broken promises."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

OPEN = Command(
    "breaches.open",
    ("enter",),
    "open",
    N_("Open"),
    N_("Opens the matter of the marked line."),
    ("dk", "dakai"),
    bar=True,
)
EARLIER = Command(
    "breaches.earlier",
    ("minus", "p"),
    "earlier",
    N_("Previous"),
    N_("Shows the day, week or month before."),
    ("qy", "zaoxie"),
    bar=True,
)
LATER = Command(
    "breaches.later",
    ("plus", "n"),
    "later",
    N_("Next"),
    N_("Shows the day, week or month after."),
    ("hy", "wanxie"),
    bar=True,
)
SPAN = Command(
    "breaches.span",
    ("m",),
    "span",
    N_("Span"),
    N_("Goes from the month to the day, the week and back."),
    ("zq", "riyue"),
    bar=True,
)
STANDING = Command(
    "breaches.standing",
    ("i",),
    "standing",
    N_("All limits"),
    N_("Shows internal and the regulator's limits too, or promises to customers alone."),
    ("nbsx", "neibu"),
    bar=True,
)

AREA = Area("breaches", N_("Broken promises"), (OPEN, EARLIER, LATER, SPAN, STANDING))
