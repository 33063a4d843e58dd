"""The tables of readings that ship with the program."""

from __future__ import annotations

from functools import cache

from counter_tui.domain.search.readings import Readings, parse_readings
from counter_tui.services.reference.files import shipped


@cache
def load_readings() -> Readings:
    """The readings of Han characters and surnames; the files are read at the first call only.

    Needed where names are put into the index. A query needs no readings.
    """
    return parse_readings(shipped("readings", "readings.txt"), shipped("readings", "surnames.txt"))
