"""The commands of sync."""

from __future__ import annotations

from counter_tui.commands.command import Area, Command
from counter_tui.i18n import N_

CALL = Command(
    "sync.call",
    ("f10", "ctrl+s"),
    "call",
    N_("Call now"),
    N_("Calls the centre at once, whatever the schedule says."),
    ("tb", "tongbu", "hujiao"),
    bar=True,
)
STOP = Command(
    "sync.stop",
    ("x",),
    "stop",
    N_("Stop"),
    N_("Ends the call; what is done stays done, the next call goes on."),
    ("tz", "tingzhi"),
    bar=True,
)

AREA = Area("sync", N_("Sync"), (CALL, STOP))
