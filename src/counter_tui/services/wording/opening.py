"""Words for setting up a station: why a folder or a particular of the station does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from counter_tui.i18n import N_

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "home_in_use": N_("A station was set up in this folder already: choose another with --home"),
        "demo_home_is_real": N_("This folder belongs to a real station: give the demo another with --home"),
        "home_not_empty": N_("This folder holds other things: choose an empty one with --home"),
        "demo_in_the_making": N_("Another window is making the demo station just now: wait for it"),
        "station_code_unfit": N_("The code of a station has 2 to 12 capitals and digits"),
        "station_name_unfit": N_("The name of the station is missing or longer than {longest} characters"),
        "device_unfit": N_("The letter of this PC is one of A to Z"),
    }
)
"""The words of each broken rule by its code."""
