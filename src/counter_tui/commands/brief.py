"""The commands of the morning brief and of the lists behind its figures."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

OPEN = Command(
    "brief.open",
    ("enter",),
    "open",
    N_("Open"),
    N_("Opens what the marked line is about; of a figure, the list of what it counts."),
    ("dk", "dakai"),
    bar=True,
)
CHARTS = Command(
    "brief.charts",
    ("t",),
    "charts",
    N_("Charts"),
    N_("Shows the last fourteen briefs, the kinds and the hours as charts, or the figures again."),
    ("tb", "tubiao", "qushi", "charts"),
    bar=True,
)
BEFORE = Command(
    "brief.before",
    ("minus",),
    "move(-1)",
    N_("Day before"),
    N_("Shows the brief of the day before."),
    ("qyt", "qianyitian"),
    bar=True,
)
AFTER = Command(
    "brief.after",
    ("plus",),
    "move(1)",
    N_("Day after"),
    N_("Shows the brief of the day after."),
    ("hyt", "houyitian"),
    bar=True,
)


def _case(digit: int) -> Command:
    return Command(
        f"brief.case_{digit}",
        (str(digit),),
        f"case({digit})",
        N_("To speak of first"),
        N_("Opens what the line with this digit is about."),
    )


CASES = tuple(_case(digit) for digit in range(1, 10))

AREA = Area("brief", N_("Morning brief"), (OPEN, CHARTS, BEFORE, AFTER, *CASES))
