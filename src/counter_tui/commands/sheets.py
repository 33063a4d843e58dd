"""The commands of daily and weekly sheets."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

OPEN = Command(
    "sheets.open",
    ("enter",),
    "open",
    N_("Show"),
    N_("Shows the marked sheet; Esc goes back to the list."),
    ("dk", "dakai", "kan"),
    bar=True,
)
PRINT = Command(
    "sheets.print",
    ("p", "f6"),
    "print_sheet",
    N_("Print"),
    N_("Prints the marked sheet and saves it as PDF in the folder for papers."),
    ("dy", "dayin"),
    bar=True,
)
SAVE = Command(
    "sheets.save",
    ("x", "f8"),
    "save_workbook",
    N_("Workbook"),
    N_("Saves the marked sheet as a workbook in the folder for papers."),
    ("bg", "dcbg", "xlsx", "excel"),
    bar=True,
)
SEND = Command(
    "sheets.send",
    ("s", "f10"),
    "send",
    N_("Note as sent"),
    N_("Notes that the marked sheet went to who is to get it, and how."),
    ("bs", "yibao", "baosong"),
    bar=True,
)
ACKNOWLEDGE = Command(
    "sheets.acknowledge",
    ("a", "f7"),
    "acknowledge",
    N_("Note as received"),
    N_("Notes that who got the marked sheet has it: said by himself, or in words by whoever leads."),
    ("qs", "qianshou", "huizhi"),
    bar=True,
)

AREA = Area("sheets", N_("Daily and weekly sheets"), (OPEN, PRINT, SAVE, SEND, ACKNOWLEDGE))
