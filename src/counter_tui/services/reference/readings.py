"""The tables of readings that ship with the program."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from counter_tui.domain.search.readings import Readings, parse_readings


@cache
def load_readings() -> Readings:
    """The readings of Han characters and surnames; the files are read at the first call only.

    Needed where names are put into the index. A query needs no readings.
    """
    folder = files("counter_tui") / "data" / "readings"
    readings, surnames = (
        (folder / name).read_text(encoding="utf-8") for name in ("readings.txt", "surnames.txt")
    )
    return parse_readings(readings, surnames)
