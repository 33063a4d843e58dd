"""Settings somebody wishes, looked at before they are kept."""

from __future__ import annotations

from counter_tui.paths import Home
from counter_tui.settings import Settings, SettingsBroken, read_settings


def check_settings(home: Home, wished: Settings) -> str:
    """What is said of these settings before they are kept; empty where nothing is.

    Raises RuleBroken for what this PC cannot work with.
    """
    from counter_tui.services.papers.folder import require_outside
    from counter_tui.services.printers.usable import require_usable

    require_outside(home, wished.papers_folder)
    require_usable(wished)
    if not wished.backup_folder or wished.backup_folder == _kept_backup_folder(home):
        # A stick that is out for the moment stands in the way of no other setting.
        return ""
    from counter_tui.services.backup.backups import require_folder
    from counter_tui.services.wording.backup import say_same_disk

    return say_same_disk(wished.backup_folder) if require_folder(home, wished.backup_folder) else ""


def _kept_backup_folder(home: Home) -> str:
    try:
        return read_settings(home.settings).backup_folder
    except SettingsBroken:
        return ""
