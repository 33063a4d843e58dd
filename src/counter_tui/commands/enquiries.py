"""The commands of enquiries: their window and the list of a day."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

ANSWERED = Command(
    "enquiries.answered",
    ("f10", "ctrl+s"),
    "send",
    N_("Answered"),
    N_("In the window of an enquiry: the customer has the answer; Enter does the same."),
)
REQUEST = Command(
    "enquiries.request",
    ("f2", "ctrl+n"),
    "request",
    N_("Make a request"),
    N_("Opens the form with what was asked; the enquiry stays open until it is accepted."),
    ("zsx", "zhuan", "shixiang"),
    bar=True,
)
SETTLE = Command(
    "enquiries.settle",
    ("enter",),
    "settle",
    N_("Answer"),
    N_("Writes down what the customer was told, of a question that stands open."),
    ("df", "dafu"),
    bar=True,
)
BEFORE = Command(
    "enquiries.before",
    ("minus",),
    "move(-1)",
    N_("Day before"),
    N_("Shows the enquiries of the day before."),
    ("qyt", "qianyitian"),
    bar=True,
)
AFTER = Command(
    "enquiries.after",
    ("plus",),
    "move(1)",
    N_("Day after"),
    N_("Shows the enquiries of the day after."),
    ("hyt", "houyitian"),
    bar=True,
)

AREA = Area("enquiries", N_("Enquiries"), (SETTLE, REQUEST, ANSWERED, BEFORE, AFTER))
