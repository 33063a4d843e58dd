"""The commands of accepting a request, and of what comes right after."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

SUBMIT = Command(
    "acceptance.submit",
    ("f10", "ctrl+s"),
    "submit",
    N_("Submit"),
    N_("Accepts the request as it stands on the form."),
    ("tj", "tijiao"),
    bar=True,
)
WHY = Command(
    "acceptance.why",
    ("ctrl+y",),
    "why",
    N_("Why this day"),
    N_("Explains how the days of the promises were counted."),
    ("wsm", "weishenme"),
    bar=True,
)
OPEN_MATTERS = Command(
    "acceptance.open_matters",
    ("ctrl+t",),
    "open_matters",
    N_("Open matters"),
    N_("Opens what this customer has asked for before and is not finished."),
    ("zt", "zaitu"),
    bar=True,
)
ON_FILE = Command(
    "acceptance.on_file",
    ("ctrl+o",),
    "on_file",
    N_("On file"),
    N_("Chooses one of the customers on file to whom the numbers may belong."),
    ("da", "dangan"),
    bar=True,
)
PAPER = Command(
    "acceptance.paper",
    ("ctrl+n",),
    "paper",
    N_("Kind of paper"),
    N_("Says which identity paper the number is of."),
    ("zj", "zhengjian"),
    bar=True,
)
AGENT = Command(
    "acceptance.agent",
    ("ctrl+g",),
    "agent",
    N_("Agent"),
    N_("Adds the person who acts for the customer, with that person's ID; once more leaves them out."),
    ("db", "daiban", "jbr", "jingbanren"),
    bar=True,
)
DOOR = Command(
    "acceptance.door",
    ("ctrl+r",),
    "door",
    N_("Cannot accept"),
    N_("Says how this request ends without being accepted, or accepts it without what is lacking."),
    ("bnsl", "bunengshouli", "bsl", "bushouli"),
    bar=True,
)
BELOW = Command(
    "acceptance.below",
    ("pagedown",),
    "page(1)",
    N_("Further down"),
    N_("Shows what is below on a long form."),
)
ABOVE = Command(
    "acceptance.above",
    ("pageup",),
    "page(-1)",
    N_("Further up"),
    N_("Shows what is above on a long form."),
)
PRINT = Command(
    "acceptance.print",
    ("enter",),
    "print",
    N_("Print"),
    N_("Prints the receipt for the customer, and the commitment letter where papers come later."),
    ("hz", "huizhi", "dy", "dayin"),
    bar=True,
)
COPY = Command(
    "acceptance.copy",
    ("p",),
    "copy",
    N_("Copy"),
    N_("Prints the receipt once more, marked as a copy."),
    ("fb", "fuben"),
    bar=True,
)
LETTER = Command(
    "acceptance.letter",
    ("l",),
    "letter",
    N_("Letter again"),
    N_("Prints the commitment letter once more; it names what is still owed then."),
    ("cns", "chengnuoshu", "letter"),
)
SIGNED = Command(
    "acceptance.signed",
    ("s",),
    "signed",
    N_("Letter signed"),
    N_("Records that the customer has signed the commitment letter."),
    ("yqs", "qianzi", "signed"),
    bar=True,
)
NEXT = Command(
    "acceptance.next",
    ("n",),
    "next",
    N_("Another matter"),
    N_("Opens a new form for the same customer, nothing to be typed again."),
    ("zb", "zaiban"),
    bar=True,
)
RATE = Command(
    "acceptance.rate",
    ("f4", "r"),
    "rate",
    N_("Rating"),
    N_("Turns the screen to the customer for the rating of this visit."),
    ("pj", "pingjia"),
    bar=True,
)
LOOK = Command(
    "acceptance.look",
    ("o",),
    "look",
    N_("Open matter"),
    N_("Opens the matter that has just been accepted."),
    ("dk", "dakai"),
)
CONTACT = Command(
    "acceptance.contact",
    ("c",),
    "contact",
    N_("How to reach"),
    N_("Asks the customer how to reach him: the number, the app, the electronic bill."),
    ("lxfs", "lianxi", "dhhs"),
    bar=True,
)
REGISTER = Command(
    "acceptance.register",
    ("d",),
    "register",
    N_("Register entry"),
    N_("Prints the entry in the register of first contacts, and records that the customer signed it."),
    ("djb", "dengji", "register"),
)

AREA = Area(
    "acceptance",
    N_("Acceptance"),
    (
        *(SUBMIT, WHY, OPEN_MATTERS, ON_FILE, PAPER, AGENT, DOOR, BELOW, ABOVE),
        *(PRINT, SIGNED, COPY, LETTER, NEXT, RATE, LOOK, CONTACT, REGISTER),
    ),
)
