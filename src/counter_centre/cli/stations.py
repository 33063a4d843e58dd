"""``station`` and ``code``."""

from __future__ import annotations

import re
import sys

from sqlmodel import col, func, select

from counter_centre.centre import now_ms
from counter_centre.cli.given import Given, say
from counter_centre.counting import count
from counter_centre.database import reading, writing
from counter_centre.enrolling import Enroller
from counter_centre.judge import judge
from counter_centre.keys import read_keys
from counter_centre.refusing import Refusal
from counter_centre.tables import Device, Station
from counter_tui.streams.log import StreamLog
from counter_tui.wire.keys import key_name

_CODE = re.compile(r"[0-9A-Z]{2,12}\Z")
_MOST_HOURS = 30 * 24


def add(given: Given) -> int:
    """Add a station."""
    name = given.name.strip()
    if not _CODE.match(given.station):
        raise Refusal("A station's code has 2 to 12 digits and capital letters.")
    if not name or len(name) > 100 or not name.isprintable():
        raise Refusal("A station's name has 1 to 100 signs on one line.")
    with given.database_of() as engine, writing(engine) as session:
        if session.get(Station, given.station):
            raise Refusal(f"The station {given.station} is there already.")
        session.add(Station(code=given.station, name=name))
        session.flush()
        StreamLog(engine, judge, count).add_station(session.connection(), given.station)
    return 0


def list_(given: Given) -> int:
    """List the stations."""
    with given.database_of() as engine, reading(engine) as session:
        numbers = select(Device.station, func.count()).group_by(Device.station)
        devices = dict(session.exec(numbers).all())
        say("code", "name", "devices")
        for station in session.exec(select(Station).order_by(col(Station.code))):
            say(station.code, station.name, devices.get(station.code, 0))
    return 0


def make_code(given: Given) -> int:
    """Make a code, and print it."""
    if not 1 <= given.hours <= _MOST_HOURS:
        raise Refusal(f"A code serves 1 to {_MOST_HOURS} hours.")
    with given.database_of() as engine:
        keys = read_keys(given.folder)
        enroller = Enroller(engine, keys)
        try:
            code = enroller.make_code(given.station, now_ms(), given.hours)
        except KeyError:
            raise Refusal(f"There is no station {given.station}.") from None
    say(code)
    print(f"For one device of {given.station}, {given.hours} hours. It is not shown again.", file=sys.stderr)
    name = key_name(keys.signing.public)
    groups = " ".join(name[at : at + 4] for at in range(0, len(name), 4))
    print(f"The centre's key is called {groups}; the device asks whether it is.", file=sys.stderr)
    return 0
