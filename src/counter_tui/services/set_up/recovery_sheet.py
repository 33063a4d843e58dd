"""The recovery sheet of a station that was just set up: what opens its store when the PC is gone."""

from __future__ import annotations

from counter_tui.domain.backup.sheet import key_rows
from counter_tui.i18n import _
from counter_tui.paths import command_on
from counter_tui.services.set_up.setting_up import Opened


def recovery_sheet(opened: Opened) -> str:
    """The text of the sheet that opens the store when this PC is gone: to print, sign and lock away."""
    lines = [
        _("Recovery sheet - lock away"),
        "",
        _("Station: {code} {name}").format(code=opened.code, name=opened.name),
        _("Folder: {folder}").format(folder=opened.home.folder.absolute()),
        "",
        _("Key of the store (64 digits, a check after every 16):"),
        *(f"  {number}  {row}" for number, row in enumerate(key_rows(opened.key), 1)),
        "",
        _("Whoever has this sheet and a copy of the store can read all customers' data."),
        _("Print it, put it in the safe, and delete the file it came in."),
        _("To use it when the key is gone: {command}").format(command=command_on(opened.home, "recover")),
        _("On a new PC, from a copy of the store: recover --copy FILE, then restore FILE."),
        _("When no shift lead or head knows a PIN any more: staff reset-pin NUMBER --recovery-file FILE"),
        "",
        _("Date:              Lead:              Keeper:"),
    ]
    return "\n".join(lines) + "\n"
