"""The commands of the Matter screen and of the questions it asks."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

TAKE = Command(
    "matter.take",
    ("a",),
    "take",
    N_("Take over"),
    N_("Takes the work that was handed over; from now on it is yours."),
    ("jsyj", "jieshou", "take"),
    bar=True,
)
BOUNCE = Command(
    "matter.bounce",
    ("b",),
    "bounce",
    N_("Send back"),
    N_("Sends the hand-over back, with a reason."),
    ("thyj", "tuihui", "bounce"),
    bar=True,
)
TAKE_BACK = Command(
    "matter.take_back",
    ("k",),
    "take_back",
    N_("Take back"),
    N_("Takes back a hand-over that nobody has taken yet."),
    ("shyj", "shouhui"),
    bar=True,
)
NEXT_STAGE = Command(
    "matter.next_stage",
    ("n",),
    "reach_stage",
    N_("Next stage"),
    N_("Records that the next stage of the work is reached."),
    ("xyhj", "huanjie", "stage"),
    bar=True,
)
HAND_OVER = Command(
    "matter.hand_over",
    ("h",),
    "hand_over",
    N_("Hand over"),
    N_("Gives the work to a colleague, or to somebody without a PC."),
    ("yj", "yijiao", "hand"),
    bar=True,
)
ANSWER = Command(
    "matter.answer",
    ("r",),
    "answer",
    N_("Answer"),
    N_("Writes down the answer that the customer is to be told."),
    ("df", "dafu", "answer"),
    bar=True,
)
INFORM = Command(
    "matter.inform",
    ("i",),
    "inform",
    N_("Customer told"),
    N_("Says how the customer was told the answer, or was not reached."),
    ("gzkh", "gaozhi", "inform"),
    bar=True,
)
FIRST_CONTACT = Command(
    "matter.first_contact",
    ("s",),
    "first_contact",
    N_("For customer"),
    N_(
        "What the first contact does for the customer: steps that are left, calls, another unit that answers."
    ),
    ("sw", "shouwen", "huidian", "danwei", "first"),
    bar=True,
)
CLOSE = Command(
    "matter.close",
    ("e",),
    "close",
    N_("Close"),
    N_("Ends the matter: answered, and the customer knows it."),
    ("bj", "banjie", "close"),
    bar=True,
)
COLLECT = Command(
    "matter.collect",
    ("c",),
    "collect",
    N_("Paper received"),
    N_("Records that a paper still owed was received."),
    ("sjl", "shoujian", "bujian"),
    bar=True,
)
MONEY = Command(
    "matter.money",
    ("f",),
    "money",
    N_("Charges"),
    N_("Takes a charge by the price book, notes the e-invoice, prints the slip, voids with the lead."),
    ("sf", "shoufei", "charge"),
    bar=True,
)
RATE = Command(
    "matter.rate",
    ("f4", "j"),
    "rate",
    N_("Rating"),
    N_("Turns the screen to the customer, who rates this visit."),
    ("pj", "pingjia", "rate"),
    bar=True,
)
UNDO = Command(
    "matter.undo",
    ("u",),
    "undo",
    N_("Undo"),
    N_("Takes your last act on this matter back, within 30 seconds."),
    ("cx", "chexiao", "undo"),
    bar=True,
)
PRINT = Command(
    "matter.print",
    ("p",),
    "print",
    N_("Print receipt"),
    N_("Prints the receipt again, marked as a copy."),
    ("dyhz", "huizhi", "receipt"),
    bar=True,
)
LETTER = Command(
    "matter.letter",
    ("l",),
    "letter",
    N_("Letter"),
    N_("Prints the commitment letter to sign; it names the papers still owed."),
    ("cns", "chengnuoshu", "letter"),
)
NOTE = Command(
    "matter.note",
    ("m",),
    "note",
    N_("Note"),
    N_("Writes a note for the others who work on this matter."),
    ("bz", "beizhu", "note"),
    bar=True,
)
REVEAL = Command(
    "matter.reveal",
    ("v",),
    "reveal",
    N_("Full details"),
    N_("Shows the customer's full details for 60 seconds; who and why is recorded."),
    ("wzxx", "wanzheng", "reveal"),
    bar=True,
)
WHY = Command(
    "matter.why",
    ("y", "ctrl+y"),
    "why",
    N_("Why this date"),
    N_("Shows how each due date was counted, and by which rule."),
    ("wsm", "daoqi", "why"),
    bar=True,
)
CORRECT = Command(
    "matter.correct",
    ("o",),
    "correct",
    N_("Correct"),
    N_("Puts right what was taken down; both values stay recorded."),
    ("gz", "gengzheng", "correct"),
)
PAUSE = Command(
    "matter.pause",
    ("z",),
    "pause",
    N_("Pause / resume"),
    N_("Stops the clocks for a lawful reason, or lets them run again."),
    ("ztsx", "zanting", "huifu", "pause"),
)
ARRIVED = Command(
    "matter.arrived",
    ("t",),
    "arrived",
    N_("It arrived"),
    N_("What the matter was accepted without is there."),
    ("dh", "daohuo", "arrived"),
    bar=True,
)
WAIVE = Command(
    "matter.waive",
    ("x",),
    "waive",
    N_("Waive a paper"),
    N_("The lead does without a paper still owed, with a reason."),
    ("mj", "mianjiao", "waive"),
)
DECIDE = Command(
    "matter.decide",
    ("d",),
    "decide_handling",
    N_("Decide who handles it"),
    N_("The lead says who handles it, with a reason; work that went round stays there."),
    ("jd", "caiding", "zhiding", "decide"),
)
ASK_LEAD = Command(
    "matter.ask_lead",
    ("g",),
    "ask_lead",
    N_("Ask the lead"),
    N_("Asks the lead to do without a paper that stops the work; it stands on the lead's first screen."),
    ("qszz", "qingshi", "ask"),
)
TASKS = Command(
    "matter.tasks",
    ("q",),
    "tasks",
    N_("Tasks"),
    N_("Gives a part of the work to a colleague or a unit, or says what became of one."),
    ("rw", "xieban", "renwu", "task"),
    bar=True,
)
WITHDRAW = Command(
    "matter.withdraw",
    ("w",),
    "withdraw",
    N_("Withdraw"),
    N_("The customer takes the request back; this cannot be undone."),
    ("khch", "chehui", "withdraw"),
)
REGISTER = Command(
    "matter.register",
    (),
    "register",
    N_("Register entry"),
    N_("Prints the entry in the register of first contacts, and records that the customer signed it."),
    ("djb", "dengji", "qianzi", "register"),
)
SEND = Command(
    "matter.send",
    ("f10", "ctrl+s"),
    "send",
    N_("Send"),
    N_("In a question of this screen: does it, with what was typed."),
    ("tj", "tijiao", "send"),
    bar=True,
)

ACTS = (
    TAKE,
    BOUNCE,
    TAKE_BACK,
    ARRIVED,
    NEXT_STAGE,
    HAND_OVER,
    ANSWER,
    INFORM,
    FIRST_CONTACT,
    CLOSE,
    COLLECT,
    MONEY,
    RATE,
    UNDO,
    PRINT,
    LETTER,
    REGISTER,
    NOTE,
    REVEAL,
    WHY,
    CORRECT,
    PAUSE,
    WAIVE,
    ASK_LEAD,
    DECIDE,
    TASKS,
    WITHDRAW,
)
"""What can be done on the screen, the likeliest first; which of them now, the matter says."""

AREA = Area("matter", N_("Matter"), (*ACTS, SEND))
