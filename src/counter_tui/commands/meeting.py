"""The commands of the morning meeting."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

TAKE = Command(
    "meeting.take",
    ("enter",),
    "take",
    N_("Take"),
    N_("Begins the meeting; takes what a step shows: all here, all in order; opens the list of a number."),
    ("qr", "queren", "kaishi"),
    bar=True,
)
NEXT = Command(
    "meeting.next",
    ("f10", "space"),
    "next_step",
    N_("Next step"),
    N_("Writes what the step shows and goes on; works in fields too."),
    ("xyb", "xiayibu"),
    bar=True,
)
ADD = Command(
    "meeting.add",
    ("f2", "n"),
    "add",
    N_("Write"),
    N_("Goes to the line: a problem (words @initials +days =how), a point, what is not in order."),
    ("xz", "xieyitiao", "wenti"),
    bar=True,
)
SKIP = Command(
    "meeting.skip",
    ("f8", "x"),
    "skip",
    N_("Pass over"),
    N_("Passes the step over; a required one with a reason."),
    ("tg", "tiaoguo"),
    bar=True,
)
EARLIER = Command(
    "meeting.earlier",
    ("f7", "p"),
    "earlier",
    N_("Step before"),
    N_("Shows the step before; who is here and the posts can still be changed until somebody signs."),
    ("syb", "shangyibu"),
    bar=True,
)
MINUTES = Command(
    "meeting.minutes",
    ("f6", "i"),
    "minutes",
    N_("Meeting minutes"),
    N_("Shows the minutes of this meeting and of those before it."),
    ("hyjl", "jiyao"),
    bar=True,
)


def _digit(digit: int) -> Command:
    return Command(
        f"meeting.digit_{digit}",
        (str(digit),),
        f"digit({digit})",
        N_("Choose by digit"),
        N_("Gives the marked line the answer with this digit, as listed beside it."),
    )


DIGITS = tuple(_digit(digit) for digit in range(10))
AREA = Area("meeting", N_("Morning meeting"), (TAKE, NEXT, ADD, SKIP, EARLIER, MINUTES, *DIGITS))
