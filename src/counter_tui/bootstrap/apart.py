"""A call to the centre in a process of its own, so that no key waits for it.

Taking in what the other PCs recorded is work without a pause, and a process of Python does one thing at a time. The
process that asked hands over the key of the store and stays at the other end: it is told how far the call is, may ask
it to end, and when it is gone, so is the call, which is made again like any that was cut off.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import IO, TYPE_CHECKING

from msgspec import Struct
from msgspec.json import encode

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.reading import read_json
from counter_tui.paths import Home
from counter_tui.services.centre.calls import Says
from counter_tui.services.views.sync import Called
from counter_tui.sync.talk import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from counter_tui.services.station import Station

_NICER = 5
"""So much behind the counter itself the call stands when there is not processor enough for both."""
_LOOK_SECONDS = 0.2
"""So often it is looked whether the call is to end."""
_STOP = b"stop\n"


class CallBroken(Exception):
    """The process that should have called ended with an error of the program."""


class _Told(Struct, frozen=True, omit_defaults=True):
    """One line of the process that calls: how far it is, at the end what became of it or the rule that forbids it."""

    far: Progress | None = None
    called: Called | None = None
    broken: str = ""
    facts: dict[str, str] = {}


def call_apart(
    home: Home,
    key: bytes,
    on_progress: Says = lambda _: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Called:
    """Call the centre once with the store's key; over when the call is.

    What became of it stands in the store too. Raises what ``SyncService.call_now`` raises, CallBroken, or OSError where
    no process can be started.
    """
    command = [sys.executable, "-m", __name__, str(home.folder)]
    no_window: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=no_window,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    over = Event()
    asking = Thread(target=_ask, args=(child.stdin, key, is_stopped, over), daemon=True)
    asking.start()
    try:
        last = _heard(child.stdout, on_progress)
        code = child.wait()
    finally:
        over.set()
        asking.join()
        with suppress(OSError):
            child.stdin.close()
        child.stdout.close()
    if last.broken:
        raise RuleBroken(last.broken, **last.facts)
    if code or last.called is None:
        raise CallBroken
    return last.called


def _ask(to_child: IO[bytes], key: bytes, is_stopped: Callable[[], bool], over: Event) -> None:
    """Tell the process the key, and that the call is to end once somebody wants that."""
    # It may have ended before it was told anything: its code says so.
    with suppress(OSError):
        to_child.write(key.hex().encode("ascii") + b"\n")
        to_child.flush()
        while not is_stopped():
            if over.wait(_LOOK_SECONDS):
                return
        to_child.write(_STOP)
        to_child.flush()


def _heard(from_child: IO[bytes], on_progress: Says) -> _Told:
    """What the process says until it ends; the last of it."""
    last = _Told()
    for line in from_child:
        last = read_json(line, _Told)
        if last.far is not None:
            on_progress(last.far)
    return last


def call_for(home: Home, asking: IO[bytes], telling: IO[bytes]) -> int:
    """Call the centre for the process at the other end, which says the key; the exit code."""
    from counter_tui.bootstrap.opening import open_station
    from counter_tui.services.centre.service import SyncService
    from counter_tui.trouble_log import note_trouble, open_log

    key = bytes.fromhex(asking.readline().decode("ascii"))
    stopped = Event()
    Thread(target=_listen, args=(asking, stopped), daemon=True).start()

    def tell(told: _Told) -> None:
        # Nobody listens any more where this process is about to be ended.
        with suppress(OSError):
            telling.write(encode(told) + b"\n")

    try:
        station = open_station(home, key=key)
        try:
            called = SyncService(station).call_now(lambda far: tell(_Told(far=far)), stopped.is_set)
            tell(_Told(called=called))
            _call_hub(station, answered=called.result == "done")
        except RuleBroken as broken:
            facts = {name: str(fact) for name, fact in broken.facts.items()}
            tell(_Told(broken=broken.code, facts=facts))
        station.store.close()
    except Exception as error:  # nobody looks at this process: the log has to tell
        open_log(home)
        note_trouble(error)
        return 1
    return 0


def _call_hub(station: Station, *, answered: bool) -> None:
    """Call the hub this PC has joined, where the centre did not answer or that is wished for anyway."""
    from counter_tui.services.hub.hubs import HubService

    hubs = HubService(station)
    # Where another process calls it just now there is nothing to do.
    with suppress(RuleBroken):
        if hubs.is_wanted(answered=answered):
            hubs.call()


def _listen(asking: IO[bytes], stopped: Event) -> None:
    """Let the call end at its next step when that is asked for, and at once when nobody is there any more."""
    while asking.readline():
        stopped.set()
    os._exit(0)


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(_NICER)
    # Without a buffer, whose lock the thread that waits would hold at the end.
    with (
        open(0, "rb", buffering=0, closefd=False) as other_end,
        open(1, "wb", buffering=0, closefd=False) as heard,
    ):
        code = call_for(Home(Path(sys.argv[1])), other_end, heard)
    sys.exit(code)
