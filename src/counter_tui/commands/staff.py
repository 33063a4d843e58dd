"""The commands of the staff screen."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

ADD = Command(
    "staff.add",
    ("f2", "n"),
    "add",
    N_("Add"),
    N_("Adds a person with a staff number, a role and a first PIN."),
    ("xz", "xinzeng", "tianjia"),
    bar=True,
)
PHONE = Command(
    "staff.phone",
    ("f4", "e"),
    "phone",
    N_("New phone"),
    N_("Changes the marked person's phone, which stands on receipts."),
    ("dh", "hdh", "dianhua", "phone"),
    bar=True,
)
RESET_PIN = Command(
    "staff.reset_pin",
    ("f6", "r"),
    "reset_pin",
    N_("New PIN"),
    N_("Gives the marked person a new PIN."),
    ("mm", "cz", "chongzhi", "mima"),
    bar=True,
)
REASSIGN = Command(
    "staff.reassign",
    ("f7", "m"),
    "reassign",
    N_("Reassign"),
    N_("Gives the marked person's open matters, all or some, to colleagues."),
    ("gp", "gaipai", "reassign"),
    bar=True,
)
ABSENT = Command(
    "staff.absent",
    ("f8", "a"),
    "absent",
    N_("Away/back"),
    N_("Notes that the marked person is away and who stands in, or that the person is back."),
    ("qj", "qingjia", "daiban", "absent"),
    bar=True,
)
LEAVE = Command(
    "staff.leave",
    ("delete", "x"),
    "leave_staff",
    N_("Leaves"),
    N_("The marked person leaves the station; a stand-in and new handlers are named in the same act."),
    ("lz", "lizhi"),
    bar=True,
)
SAVE = Command(
    "staff.save",
    ("f10", "ctrl+s"),
    "save",
    N_("Save"),
    N_("Saves the person, the phone or the PIN."),
    ("bc", "baocun"),
)

AREA = Area("staff", N_("Staff"), (ADD, PHONE, RESET_PIN, REASSIGN, ABSENT, LEAVE, SAVE))
