"""The commands every screen has."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

HELP = Command(
    "shell.help",
    ("f1", "question_mark", "ctrl+b"),
    "app.help",
    N_("Keys"),
    N_("Shows the keys of this screen and what the field expects."),
    ("jw", "bz", "jianwei", "bangzhu", "help"),
    bar=True,
)
PALETTE = Command(
    "shell.palette",
    ("ctrl+p", "colon"),
    "app.palette",
    N_("Commands"),
    N_("Finds a command by part of its name or its pinyin initials."),
    ("ml", "mingling"),
)
BACK = Command(
    "shell.back",
    ("escape",),
    "back",
    N_("Back"),
    N_("Goes back to the screen before; what was typed is kept."),
    ("fh", "fanhui"),
    bar=True,
)
SETTINGS = Command(
    "shell.settings",
    (),
    "app.go('settings')",
    N_("Settings"),
    N_("Language, look, idle minutes, opening hours, papers and printer."),
    ("sz", "shezhi"),
)
LANGUAGE = Command(
    "shell.language",
    (),
    "app.other_language",
    N_("中文 / English"),
    N_("Shows everything in the other language, at once."),
    ("yy", "yuyan", "zhongwen", "language", "chinese"),
)
THEME = Command(
    "shell.theme",
    (),
    "app.other_theme",
    N_("Other look"),
    N_("Goes round the looks: dark, light, colour-blind, plain signs."),
    ("wg", "waiguan", "theme"),
)
LOCK = Command(
    "shell.lock",
    ("ctrl+l",),
    "app.lock",
    N_("Change clerk"),
    N_("Covers the screen until somebody signs in; drafts are kept."),
    ("hr", "sp", "huanren", "suoping", "lock"),
)
CARDS = Command(
    "shell.cards",
    ("f5", "ctrl+backslash"),
    "app.cards",
    N_("Answer cards"),
    N_("Finds what customers are told to a question, shows it large and prints it."),
    ("dfk", "dafuka", "zsk", "cards"),
)
QUIT = Command(
    "shell.quit",
    ("ctrl+q",),
    "app.leave",
    N_("Quit"),
    N_("Closes the program; drafts and facts are kept."),
    ("tc", "tuichu", "exit"),
)

REPORT = Command(
    "shell.report",
    ("ctrl+f", "f11"),
    "app.report",
    N_("Report upward"),
    N_("Tells the lead of a problem, with where you are; the answer comes back to you."),
    ("sb", "shangbao"),
)
CONFLICT = Command(
    "shell.conflict",
    ("f9", "ctrl+right_square_bracket"),
    "app.conflict",
    N_("Call the lead"),
    N_("Calls the lead to the counter quietly; pressed again, it shows lines that help and takes a note."),
    ("qzz", "qingzhizhang"),
)

EVERYWHERE = (HELP, PALETTE, CARDS, LOCK, SETTINGS, LANGUAGE, THEME, REPORT, CONFLICT, QUIT)
"""What the app answers on whichever screen is open."""
ALWAYS = (REPORT, CONFLICT, QUIT)
"""What it answers before any field and over any question."""

AREA = Area(
    "shell",
    N_("Everywhere"),
    (HELP, BACK, PALETTE, CARDS, LOCK, SETTINGS, LANGUAGE, THEME, REPORT, CONFLICT, QUIT),
)
