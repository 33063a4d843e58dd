"""Looking a test's station over, and reaching into its store past the program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from counter_tui.db import engine
from counter_tui.db.keys.key_store import find_key
from counter_tui.domain.matter.keys import keys_of
from counter_tui.domain.matter.state import Matter
from counter_tui.paths import Home
from counter_tui.services.audit.doctor import Report, examine
from counter_tui.services.reference.readings import load_readings


def matter_keys(matter: Matter) -> list[str]:
    """The keys of a matter as the open station makes them."""
    return list(keys_of(matter, load_readings()))


def looked_over(home: Home) -> Report:
    """What the doctor says of the home."""
    return examine(home, matter_keys)


def codes(report: Report) -> set[str]:
    """The codes of what the doctor found."""
    return {finding.code for finding in report.findings}


@contextmanager
def reaching_in(home: Home, *, unguarded: bool = False) -> Iterator[Any]:
    """A connection of somebody who has the key; ``unguarded`` takes the triggers away and puts them back."""
    connection = engine.connect(home.store, find_key(home).key)
    try:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers if unguarded else ():
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _name, sql in triggers if unguarded else ():
            connection.execute(sql)
    finally:
        connection.close()
