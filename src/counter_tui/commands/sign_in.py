"""The commands of the sign-in screen."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

SIGN_IN = Command(
    "sign_in.enter",
    ("f10", "ctrl+s"),
    "sign_in",
    N_("Sign in"),
    N_("Signs in with the staff number and PIN typed."),
    ("dl", "denglu"),
    bar=True,
)
LANGUAGE = Command(
    "sign_in.language",
    ("f2", "ctrl+t"),
    "app.other_language",
    N_("中文 / English"),
    N_("Shows everything in the other language, at once."),
    ("yy", "yuyan"),
    bar=True,
)

AREA = Area("sign_in", N_("Sign-in"), (SIGN_IN, LANGUAGE))
