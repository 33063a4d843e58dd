"""The commands of bad ratings and what follows them."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

PLAN = Command(
    "recovery.plan",
    ("f2", "n"),
    "plan",
    N_("Plan"),
    N_("The lead says why the customer was not content, what is done, who calls back, by when."),
    ("fa", "fangan", "bujiu"),
    bar=True,
)
CALL = Command(
    "recovery.call",
    ("f6", "c"),
    "call",
    N_("Called back"),
    N_("What came of the call back: reached or not, what the customer said."),
    ("hf", "huifang", "huidian"),
    bar=True,
)
CORRECT = Command(
    "recovery.correct",
    ("f7", "d"),
    "correct",
    N_("Correction done"),
    N_("Says what was done so that it does not happen again."),
    ("zg", "zhenggai"),
    bar=True,
)
SECOND = Command(
    "recovery.second",
    ("f4", "r"),
    "second",
    N_("Rates again"),
    N_("Turns the screen to the customer: he rates once more, himself, when it was put right."),
    ("zp", "zhuiping"),
    bar=True,
)
CLOSE = Command(
    "recovery.close",
    ("f8", "v"),
    "close_it",
    N_("Close"),
    N_("A lead sees that the customer was called back and that it is put right."),
    ("bj", "banjie"),
    bar=True,
)
STATE = Command(
    "recovery.state",
    ("s",),
    "state",
    N_("My view"),
    N_("The clerk concerned says once how he saw it."),
    ("sm", "shuoming"),
    bar=True,
)
APPEAL = Command(
    "recovery.appeal",
    ("a",),
    "appeal",
    N_("Appeal"),
    N_("Asks for a review of a rating pressed by mistake or in bad faith; the rating stays."),
    ("ss", "shensu"),
    bar=True,
)
REVIEW = Command(
    "recovery.review",
    ("e",),
    "review",
    N_("Review"),
    N_("Adds what was found on the appeal; not by who appealed or served the customer."),
    ("fh", "fuhe"),
    bar=True,
)
OPEN = Command(
    "recovery.open",
    ("enter", "o"),
    "open",
    N_("Open matter"),
    N_("Opens the matter of the marked rating."),
    ("dk", "dakai"),
    bar=True,
)
RECORD = Command(
    "recovery.record",
    ("i",),
    "record",
    N_("Made good"),
    N_("Shows what was made good in the last month, or what is open."),
    ("jl", "yibanjie"),
    bar=True,
)


def _cause(digit: int) -> Command:
    return Command(
        f"recovery.cause_{digit}",
        (str(digit),),
        f"cause({digit})",
        N_("Cause"),
        N_("Begins the plan with the cause that has this digit."),
    )


CAUSES = tuple(_cause(digit) for digit in range(1, 10))

AREA = Area(
    "recovery",
    N_("Bad ratings"),
    (PLAN, CALL, CORRECT, SECOND, CLOSE, STATE, APPEAL, REVIEW, OPEN, RECORD, *CAUSES),
)
