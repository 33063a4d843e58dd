"""A call to the centre in a process of its own, so that no key waits for it.

Taking in what the other PCs recorded is work without a pause, and a process of Python does one thing at a time. The
process that asked hands over the key of the store and stays at the other end: when it is gone, so is the call, which is
made again like any that was cut off.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import IO

from counter_tui.paths import Home

_NICER = 5
"""So much behind the counter itself the call stands when there is not processor enough for both."""


class CallBroken(Exception):
    """The process that should have called ended with an error of the program."""


def call_apart(home: Home, key: bytes) -> None:
    """Call the centre once with the store's key; over when the call is.

    What became of it stands in the store. Raises CallBroken, or OSError where no process can be started.
    """
    command = [sys.executable, "-m", __name__, str(home.folder)]
    no_window: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=no_window,
    )
    assert child.stdin is not None
    try:
        # It may have ended before it was told anything: its code says so.
        with suppress(BrokenPipeError):
            child.stdin.write(key.hex().encode("ascii") + b"\n")
            child.stdin.flush()
        code = child.wait()
    finally:
        with suppress(OSError):
            child.stdin.close()
    if code:
        raise CallBroken


def call_for(home: Home, asking: IO[bytes]) -> int:
    """Call the centre for the process at the other end, which says the key; the exit code."""
    from counter_tui.bootstrap.running import log_of
    from counter_tui.bootstrap.services import open_station
    from counter_tui.domain.errors import RuleBroken
    from counter_tui.screens.trouble_log import note_trouble
    from counter_tui.services.sync import SyncService

    key = bytes.fromhex(asking.readline().decode("ascii"))
    Thread(target=_end_with, args=(asking,), daemon=True).start()
    try:
        station = open_station(home, key=key)
        # Where another process calls just now, or the PC belongs to no centre any more, there is nothing to do.
        with suppress(RuleBroken):
            SyncService(station).call_now()
        station.store.close()
    except Exception as error:  # nobody looks at this process: the log has to tell
        log_of(home)
        note_trouble(error)
        return 1
    return 0


def _end_with(asking: IO[bytes]) -> None:
    asking.read()
    os._exit(0)


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(_NICER)
    # Without a buffer, whose lock the thread that waits would hold at the end.
    with open(0, "rb", buffering=0, closefd=False) as other_end:
        code = call_for(Home(Path(sys.argv[1])), other_end)
    sys.exit(code)
