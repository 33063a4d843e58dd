"""The commands of the first screen; those that only open another one are in ``ways``."""

from __future__ import annotations

from counter_tui.commands import ways
from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

ACCEPT = Command(
    "home.accept",
    ("f2", "n"),
    "accept",
    N_("Accept"),
    N_("Opens the form for a new request."),
    ("sl", "shouli"),
    bar=True,
)
FIND = Command(
    "home.find",
    ("f3", "slash"),
    "find",
    N_("Find"),
    N_("Finds customers and matters by whatever is known of them."),
    ("cz", "zkh", "chazhao", "zhao"),
    bar=True,
)
RATING = Command(
    "home.rating",
    ("f4", "r"),
    "rating",
    N_("Rating"),
    N_("Turns the screen to the customer for the rating of the latest visit."),
    ("pj", "pingjia"),
    bar=True,
)
ENQUIRY = Command(
    "home.enquiry",
    ("w",),
    "enquiry",
    N_("Enquiry"),
    N_("Logs a question: its topic by a digit or initials, Enter. No identity, no account."),
    ("zx", "zixun", "wen"),
    bar=True,
)
OPEN = Command(
    "home.open",
    ("enter",),
    "open",
    N_("Open"),
    N_("Opens the marked matter, draft or list."),
    ("dk", "dakai"),
    bar=True,
)
TAKE = Command(
    "home.take",
    ("a",),
    "take",
    N_("Take over"),
    N_("Takes over the marked matter, or the one offered longest, and opens it."),
    ("js", "jieshou"),
    bar=True,
)
DISCARD = Command(
    "home.discard",
    ("delete", "d"),
    "discard",
    N_("Discard draft"),
    N_("Throws the marked draft away, after a question."),
    ("sc", "shanchu", "caogao", "discard"),
    bar=True,
)
DATE = Command(
    "home.date",
    ("ctrl+d",),
    "confirm_date",
    N_("Date is right"),
    N_("The shift lead vouches for the date of this PC."),
    ("rq", "riqi"),
    bar=True,
)
PRESENT = Command(
    "home.present",
    ("ctrl+r",),
    "present",
    N_("I am back"),
    N_("Who was noted as away is at work again and answers for the own matters."),
    ("hg", "huigang", "back"),
    bar=True,
)
PEAK = Command(
    "home.peak",
    (),
    "peak",
    N_("Peak mode on / off"),
    N_(
        "The shift lead lets the short form be enough for today, or ends it: the rest is completed the same day."
    ),
    ("gf", "gaofeng", "peak"),
)


def _kind(digit: int) -> Command:
    return Command(
        f"home.kind_{digit}",
        (str(digit),),
        f"kind({digit})",
        N_("Frequent request"),
        N_("Opens the form with the request that has this digit on the first screen."),
    )


KINDS = tuple(_kind(digit) for digit in range(1, 10))

AREA = Area(
    "home",
    N_("First screen"),
    (OPEN, ACCEPT, FIND, RATING, ENQUIRY, *KINDS, TAKE, DISCARD, PRESENT, DATE, PEAK, *ways.WAYS),
)
