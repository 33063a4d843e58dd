"""Another PC of the small station, set up by itself, with a key of its own."""

from __future__ import annotations

from pathlib import Path

from counter_tui.bootstrap import Services, open_services
from counter_tui.paths import Home
from counter_tui.services.set_up.setting_up import init_station
from support.stations import CODE, ENVIRON, NAME, PINS, WANG, SmallStation

PASSPHRASE = "杨柳 river 2211 lantern"


def other_pc(small: SmallStation, folder: Path, code: str = CODE) -> Services:
    """A PC with the first one's lead; with another code, of another station."""
    home = Home(folder)
    init_station(
        home,
        code=code,
        name=NAME,
        area="urban",
        profile="state_grid",
        device="D",
        lead_no=WANG.staff_no,
        lead_name=WANG.name,
        lead_pin=PINS[WANG.staff_no],
        papers_folder="",
        clock=small.clock,
        environ=ENVIRON,
    )
    return open_services(home, small.clock)


def join(small: SmallStation, other: Services, file: Path) -> int:
    """Give the other PC the station's keys; how many were new to it."""
    small.services.station_keys.share(WANG, PASSPHRASE, file)
    return other.station_keys.take(WANG, PASSPHRASE, file).count
