"""The commands of the directory of units."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

ADD = Command(
    "units.add",
    ("f2", "n"),
    "add",
    N_("Add unit"),
    N_("Adds a unit of the company, or a body outside it, to the directory."),
    ("xz", "xinzeng", "tianjia"),
    bar=True,
)
EDIT = Command(
    "units.edit",
    ("f6", "e"),
    "edit",
    N_("Phone, person"),
    N_("Gives the marked unit its phone, whom to ask for and its hours."),
    ("dh", "xg", "dianhua", "xiugai"),
    bar=True,
)
DROP = Command(
    "units.drop",
    ("delete", "x"),
    "drop",
    N_("Take out"),
    N_("Takes the marked unit out of this station's directory, after a question."),
    ("yc", "shanchu", "yichu"),
    bar=True,
)
SAVE = Command(
    "units.save",
    ("f10", "ctrl+s"),
    "save",
    N_("Save"),
    N_("Saves what the form says of the unit."),
    ("bc", "baocun"),
)

AREA = Area("units", N_("Units"), (ADD, EDIT, DROP, SAVE))
