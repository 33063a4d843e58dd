"""What has to hold before a station is set up in a folder: the folder is free, and code, name and letter fit."""

from __future__ import annotations

import re

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.text import fold
from counter_tui.paths import LOCKS, Home
from counter_tui.services.set_up.opening import require_not_closed, station_exists

UNFINISHED_DEMO = "demo.unfinished"
"""This file in a home says that a demo station is being made there."""

_CODE = re.compile(r"[0-9A-Z]{2,12}")
_DEVICE = re.compile(r"[A-Z]")
_LONGEST_NAME = 60
DRAFT = "station.db.new"
"""What a store is called until it is whole."""
_OUR_DRAFTS = (DRAFT, ".station", ".settings", ".demo")


def require_free(home: Home, *, demo: bool = False) -> None:
    """Raise RuleBroken unless a station may be set up in this folder.

    "closed_down": the centre has closed the PC down; "home_in_use": there is a station, or a demo station is being
    made; "home_not_empty": the folder is used for other things, and a home is closed to everybody but its owner.
    """
    require_not_closed(home)
    if station_exists(home) or (not demo and (home.folder / UNFINISHED_DEMO).exists()):
        raise RuleBroken("home_in_use")
    kept = (home.key_file, home.settings, home.log, home.backups, home.set_aside, home.wrong_pins)
    ours = {path.name for path in (*kept, home.tablet)} | {home.store.name + ending for ending in LOCKS}
    found = home.folder.iterdir() if home.folder.exists() else ()
    if any(
        each.name not in ours | {UNFINISHED_DEMO} and not each.name.startswith(_OUR_DRAFTS) for each in found
    ):
        raise RuleBroken("home_not_empty")


def require_station(code: str, name: str, device: str) -> None:
    """Raise RuleBroken when the station's code (2-12 capitals and digits), name or device letter does not fit."""
    if not _CODE.fullmatch(code):
        raise RuleBroken("station_code_unfit")
    if not fold(name) or len(fold(name)) > _LONGEST_NAME:
        raise RuleBroken("station_name_unfit", longest=_LONGEST_NAME)
    if not _DEVICE.fullmatch(device):
        raise RuleBroken("device_unfit")
