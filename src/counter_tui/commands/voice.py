"""The commands of the lead's screen of notices and answer cards."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

NEW = Command(
    "voice.new",
    ("f2", "n"),
    "new",
    N_("New text"),
    N_("Writes a notice, or another edition of the marked answer card."),
    ("xz", "xinzeng", "xie"),
    bar=True,
)
OPEN = Command(
    "voice.settle",
    ("f6", "g"),
    "settle",
    N_("Put right"),
    N_("Says how somebody who was told an old text was put right; Enter does the same."),
    ("gz", "gengzheng"),
    bar=True,
)
TAKE_BACK = Command(
    "voice.take_back",
    ("delete", "x"),
    "take_back",
    N_("Take it back"),
    N_("Takes the marked notice or answer card back, with a reason."),
    ("ch", "chehui"),
    bar=True,
)
NOTICES = Command(
    "voice.notices",
    ("1",),
    "list('notices')",
    N_("Notices"),
    N_("Shows the notices, and who has read them."),
)
PUT_RIGHT = Command(
    "voice.right",
    ("2",),
    "list('right')",
    N_("To put right"),
    N_("Shows who was told what holds no more."),
)
CARDS = Command(
    "voice.cards",
    ("3",),
    "list('cards')",
    N_("Answer cards"),
    N_("Shows all answer cards with their old texts."),
)
SAVE = Command(
    "voice.save",
    ("f10", "ctrl+s"),
    "save",
    N_("Give out"),
    N_("Gives the notice or the answer card out."),
)

AREA = Area("voice", N_("Notices and cards"), (NEW, OPEN, TAKE_BACK, NOTICES, PUT_RIGHT, CARDS, SAVE))
