"""The commands of the first start, before there is a station."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

CHOOSE = Command(
    "first_start.choose",
    ("enter",),
    "choose",
    N_("Choose"),
    N_("Goes on with the marked way."),
    ("xz", "xuanze"),
    bar=True,
)
LANGUAGE = Command(
    "first_start.language",
    ("f2", "ctrl+t"),
    "app.other_language",
    N_("中文 / English"),
    N_("Shows everything in the other language, at once."),
    ("yy", "yuyan"),
    bar=True,
)

AREA = Area("first_start", N_("First start"), (CHOOSE, LANGUAGE))
