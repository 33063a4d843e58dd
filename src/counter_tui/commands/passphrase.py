"""The commands of the screen that asks for the station's passphrase."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

OPEN = Command(
    "passphrase.open",
    ("f10", "ctrl+s"),
    "open_station",
    N_("Open"),
    N_("Opens the station with the passphrase typed; Enter does the same."),
    ("dk", "dakai"),
    bar=True,
)
LANGUAGE = Command(
    "passphrase.language",
    ("f2", "ctrl+t"),
    "app.other_language",
    N_("中文 / English"),
    N_("Shows everything in the other language, at once."),
    ("yy", "yuyan"),
    bar=True,
)
QUIT = Command(
    "passphrase.quit",
    ("escape",),
    "app.leave",
    N_("Quit"),
    N_("Closes the program; the station stays locked."),
    ("tc", "tuichu"),
    bar=True,
)

AREA = Area("passphrase", N_("Passphrase"), (OPEN, LANGUAGE, QUIT))
