"""A centre beside the demo station, so that sync is seen at work: a process of its own, gone with the app.

The counter knows nothing of the centre but its addresses, here too: it is started and asked by its own command. Where
it is not installed, the demo station is as alone as a station in the mountains.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, BinaryIO

from counter_tui import __version__
from counter_tui.paths import Home

if TYPE_CHECKING:
    from counter_tui.services.station import Station

EVERY_MINUTES = 1
_READY_SECONDS = 30
_STEP_SECONDS = 0.2


@contextmanager
def beside_a_centre(home: Home) -> Iterator[None]:
    """Run a centre for this demo station until the block ends; it wishes to be called each minute."""
    if find_spec("counter_centre") is None:
        yield
        return
    child = _started(__name__, str(home.folder), stdin=subprocess.PIPE)
    assert child.stdin is not None
    try:
        yield
    finally:
        # It ends where nothing can come any more, so also when this process was killed.
        with suppress(OSError):
            child.stdin.close()
        child.wait()


def keep_company(home: Home, until: BinaryIO, on_call: Callable[[], object]) -> None:
    """Serve the centre until the other end of ``until`` is closed, and call it the first time, which is told.

    After that the app calls as any other does, when the centre wishes it.
    """
    from counter_tui.bootstrap.opening import open_station

    over = Event()
    Thread(target=_wait_for_end, args=(until, over), daemon=True).start()
    station = open_station(home)
    data = home.folder / "centre"
    if not data.exists():
        _asked(data, "station", "add", station.code, station.name)
    port = _free_port()
    wishes = {"COUNTER_CENTRE_EVERY_MINUTES": str(EVERY_MINUTES), "COUNTER_CENTRE_JITTER_SECONDS": "0"}
    serve = ("counter_centre", "serve", "--data", str(data), "--port", str(port))
    centre = _started(*serve, env={**os.environ, **wishes})
    try:
        address = f"http://127.0.0.1:{port}"
        if _is_served(address, over):
            _belong(station, data, address)
            _call(station, on_call)
            over.wait()
    finally:
        centre.terminate()
        centre.wait()
        station.store.close()


def _wait_for_end(until: BinaryIO, over: Event) -> None:
    until.read()
    over.set()


def _started(
    module: str, *arguments: str, stdin: int = subprocess.DEVNULL, env: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, "-m", module, *arguments], stdin=stdin, env=env, **quiet)


def _asked(data: Path, *words: str) -> str:
    """What the centre's command answers."""
    command = [sys.executable, "-m", "counter_centre", *words, "--data", str(data)]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout.strip()


def _is_served(address: str, over: Event) -> bool:
    """Wait until the centre answers; False where it does not in time, or nobody needs it any more."""
    from counter_tui.sync.carrier import Denied, NoAnswer
    from counter_tui.sync.http import HttpLine

    for _try in range(int(_READY_SECONDS / _STEP_SECONDS)):
        if over.wait(_STEP_SECONDS):
            return False
        with suppress(NoAnswer, Denied), HttpLine(address) as line:
            line.nonce()
            return True
    return False


def _belong(station: Station, data: Path, address: str) -> None:
    """Let the demo station's PC belong to the centre; where it does, only the address is another one."""
    from counter_tui.sync.enrol import ask_in, belong
    from counter_tui.sync.http import HttpLine
    from counter_tui.sync.machine import machine_of
    from counter_tui.sync.peer import change_peer, read_peer

    with station.store.reading() as connection:
        peer = read_peer(connection)
    if peer is not None and peer.centre:
        change_peer(station.store, address=address)
        return
    machine = machine_of(station.code)
    code = _asked(data, "code", "make", station.code)
    with HttpLine(address) as line:
        enrolled = ask_in(station.store, line, code, machine, __version__)
    belong(station.store, enrolled, address, "", machine)


def _call(station: Station, on_call: Callable[[], object]) -> None:
    from counter_tui.domain.errors import RuleBroken
    from counter_tui.services.centre.service import SyncService

    # Where the app calls itself just now there is no need to.
    with suppress(RuleBroken):
        SyncService(station).call_now()
        on_call()


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


if __name__ == "__main__":
    keep_company(Home(Path(sys.argv[1])), sys.stdin.buffer, lambda: os.write(1, b"called\n"))
