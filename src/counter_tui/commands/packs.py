"""The commands of hand-over packs."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

ACCEPT = Command(
    "packs.accept",
    ("space", "enter"),
    "accept",
    N_("Accept group"),
    N_(
        "Accepts the marked group, or that of the marked line, and goes on; Space again takes it, or a refusal, back."
    ),
    ("js", "jieshou"),
    bar=True,
)
UNFOLD = Command(
    "packs.unfold",
    ("o",),
    "unfold",
    N_("Lines"),
    N_("Shows the lines of the marked group, or hides them."),
    ("zk", "zhankai", "mingxi"),
    bar=True,
)
REFUSE = Command(
    "packs.refuse",
    ("x", "b"),
    "refuse",
    N_("Refuse"),
    N_(
        "Refuses the marked line, or a whole group, with a reason: it stays with its owner, as an action item."
    ),
    ("bj", "bujie", "tuihui"),
    bar=True,
)
SIGN = Command(
    "packs.sign",
    ("f10", "ctrl+s"),
    "sign",
    N_("Sign for it"),
    N_("Who takes over signs for the whole pack with the own PIN, at whichever counter it is."),
    ("qs", "qianshou", "qianzi"),
    bar=True,
)
OFFER = Command(
    "packs.offer",
    ("f2", "n"),
    "offer",
    N_("Hand over everything"),
    N_("Offers everything in your hands to a colleague; you sign with your PIN."),
    ("jc", "jiaochu", "jiaoban"),
    bar=True,
)
WITHDRAW = Command(
    "packs.withdraw",
    ("delete", "d"),
    "withdraw",
    N_("Take back"),
    N_("Takes back a pack nobody has signed for; everything stays where it was."),
    ("sh", "shouhui"),
    bar=True,
)
PRINT = Command(
    "packs.print",
    ("p",),
    "print",
    N_("Print"),
    N_("Prints the pack: every line, what became of it, both signatures."),
    ("dy", "dayin"),
    bar=True,
)
OTHER = Command(
    "packs.other",
    ("i",),
    "other",
    N_("Other pack"),
    N_("Goes on to the next pack: those that wait, what you have in hand, those of today."),
    ("qt", "qita"),
    bar=True,
)

AREA = Area("packs", N_("Hand-over packs"), (ACCEPT, UNFOLD, REFUSE, SIGN, OFFER, WITHDRAW, PRINT, OTHER))
