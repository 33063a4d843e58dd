"""Looking the hub's log over without writing to it: whether each stream hangs together as its devices wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from counter_tui.db import engine
from counter_tui.db.finding import Finding
from counter_tui.services.hub.station_hub import hub_key
from counter_tui.streams.hub_log import Driver, LogUnreadable, faults_in


def examine_hub(file: Path, key: bytes) -> Iterator[Finding]:
    """What is wrong with the log in this file, ``key`` being the store's; what stops the looking is a finding."""
    secret = hub_key(key)
    driver = Driver(engine.driver(), lambda: engine.connect(file, secret, read_only=True))
    try:
        for fault in faults_in(driver):
            where = f"{fault.device.hex()[:8]} {fault.epoch.hex()[:8]} {fault.seq}"
            yield Finding("hub_log_differs", where)
    except (LogUnreadable, *engine.StoreError) as error:
        yield Finding("hub_log_unreadable", "log", {"detail": type(error).__name__})
