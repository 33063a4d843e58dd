"""What is wrong with the store, in words."""

from __future__ import annotations

from counter_tui.i18n import N_

WORDS = {
    "disk_full": N_("The disk is full, nothing was saved: make room, then try again"),
    "store_unwritable": N_(
        "The system lets nothing be written into the station's folder, nothing was saved: call the maintainer"
    ),
    "store_gone": N_(
        "Somebody deleted or replaced the store while it was open, nothing was saved; "
        "all earlier entries are in {file}: call the maintainer"
    ),
    "store_lost": N_(
        "Somebody deleted or replaced the store while it was open, nothing was saved: "
        "close no window, call the maintainer"
    ),
    "store_log_gone": N_(
        "Somebody deleted a part of the store while it was open, nothing was saved: quit every window, then open again"
    ),
    "store_busy": N_("Another program holds the store, nothing was saved: try again in a moment"),
    "fact_too_large": N_("Too much for one record, which has {most} KB at most: record it in several parts"),
    "store_unusable": N_("The store cannot be read: run counter-tui doctor and call the maintainer"),
    "store_newer": N_("The store was made by a newer version of this program: update the program"),
    "engine_too_old": N_("SQLite {version} is too old: {oldest} or newer is needed"),
    "store_missing": N_("There is no station in this folder: set one up with counter-tui init"),
    "key_missing": N_("The key of the store was not found: take out the recovery sheet"),
}
"""The words of the rules by code."""
