"""The commands of the figures of ratings."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

OPEN = Command(
    "rating_stats.open",
    ("enter",),
    "open",
    N_("Visits"),
    N_("Shows the visits the marked line counts; there, opens the matter of the marked one."),
    ("dk", "dakai", "kan"),
    bar=True,
)
CHARTS = Command(
    "rating_stats.charts",
    ("t",),
    "charts",
    N_("Chart"),
    N_("Shows the lines as a chart: the share of 5 and 4 with the interval around it, or the figures again."),
    ("tb", "tubiao", "charts"),
    bar=True,
)
PRINT = Command(
    "rating_stats.print",
    ("p", "f6"),
    "print_sheet",
    N_("Print"),
    N_("Prints the sheet of the month and saves it as PDF in the folder for papers."),
    ("dy", "dayin"),
    bar=True,
)
SAVE = Command(
    "rating_stats.save",
    ("x", "f8"),
    "save_workbook",
    N_("Workbook"),
    N_("Saves the month as a workbook with charts in the folder for papers."),
    ("bg", "dcbg", "xlsx", "excel"),
    bar=True,
)
NAME = Command(
    "rating_stats.name",
    ("g", "f10"),
    "name",
    N_("Name the best"),
    N_(
        "Names the marked clerk the best of a month that is over; a lead or the head confirms it with the PIN."
    ),
    ("px", "pingxuan", "youxiu", "best"),
    bar=True,
)
WITHDRAW = Command(
    "rating_stats.withdraw",
    ("u",),
    "withdraw",
    N_("Withdraw naming"),
    N_(
        "Withdraws the best clerk of the month, with the reason; a lead or the head confirms it with the PIN."
    ),
    ("cx", "chexiao", "withdraw"),
    bar=True,
)
BEFORE = Command(
    "rating_stats.before",
    ("minus",),
    "move(1)",
    N_("Month before"),
    N_("Shows the ratings of the month before."),
    ("sgy", "shanggeyue"),
    bar=True,
)
AFTER = Command(
    "rating_stats.after",
    ("plus",),
    "move(-1)",
    N_("Month after"),
    N_("Shows the ratings of the month after."),
    ("xgy", "xiageyue"),
    bar=True,
)


def _division(digit: int, what: str) -> Command:
    return Command(
        f"rating_stats.division_{digit}",
        (str(digit),),
        f"divide({digit})",
        what,
        N_("Divides the ratings by this."),
    )


DIVISIONS = tuple(
    _division(digit, what)
    for digit, what in enumerate(
        (
            N_("By clerk"),
            N_("By kind"),
            N_("By hour"),
            N_("By PC"),
            N_("By result"),
            N_("By series"),
        ),
        start=1,
    )
)

AREA = Area(
    "rating_stats",
    N_("Figures of ratings"),
    (OPEN, CHARTS, PRINT, SAVE, NAME, WITHDRAW, BEFORE, AFTER, *DIVISIONS),
)
