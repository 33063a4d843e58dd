"""A real centre in processes of its own, and devices that are let in there with facts of the demo's mix."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from msgspec.structs import astuple

from counter_centre.centre import open_centre
from counter_centre.database import writing
from counter_centre.settings import Settings
from counter_centre.tables import Station
from counter_tui.db import engine
from counter_tui.db.keys.key_store import find_key
from counter_tui.db.store import Store
from counter_tui.db.travel import streams
from counter_tui.domain.ledger.chain import Header, genesis, link
from counter_tui.domain.ledger.entry import Entry, Opening
from counter_tui.paths import Home
from counter_tui.streams.log import StreamLog
from counter_tui.sync.enrol import ask_in, belong
from counter_tui.sync.http import HttpLine
from counter_tui.wire.entries import MOST_FACTS
from counter_tui.wire.envelope import sign
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.messages import ENROLMENT, Enrolment, EnrolmentAsked
from counter_tui.wire.ranges import sign_range, write_range

MACHINE = b"machine of the bench"
_PATIENCE = 180.0
_OPENED_MS = 1_792_000_000_000


class Paper(Struct, frozen=True):
    """A device of which only what it will send is there: its ranges as bytes, each with the number of its facts."""

    device: bytes
    key: SigningKey
    ranges: tuple[tuple[int, bytes], ...]


def facts_of(home: Home) -> list[Entry]:
    """Everything the PC of this station recorded itself."""
    connection = engine.connect(home.store, find_key(home).key)
    try:
        own = streams.own(connection)
        return [entry for row in own for entry in streams.entries(connection, row.epoch, 1, row.head_seq)]
    finally:
        connection.close()


def told_by(entries: Sequence[Entry], name: str, letter: str = "A") -> Paper:
    """The same facts as those of another device that signed them."""
    device, epoch, seed = (sha256(word + name.encode()).digest() for word in (b"device", b"epoch", b"key"))
    paper = Paper(device[:16], SigningKey(seed), ())
    before = genesis(paper.device, epoch[:16])
    opening = Opening(letter, _OPENED_MS, "station set up")
    ranges = []
    for first in range(0, len(entries), MOST_FACTS):
        part, last = [], before
        for place, entry in enumerate(entries[first : first + MOST_FACTS], first + 1):
            header = Header(epoch[:16], place, *astuple(entry.header)[2:])
            last = link(last, header, entry.body_hash)
            part.append(Entry(header, entry.body, entry.body_hash, last))
        signed = sign_range(paper.device, before, part, paper.key, opening)
        ranges.append((len(part), write_range(signed)))
        before = last
    return Paper(paper.device, paper.key, tuple(ranges))


class Served(Struct, frozen=True):
    """A centre that answers: where, and the processes it is."""

    address: str
    pids: tuple[int, ...]

    def highest(self) -> float:
        """The highest resident memory of any of its processes so far, in MiB."""
        return max(_status(pid, "VmHWM") for pid in self.pids)

    def cpu(self) -> float:
        """Seconds of processor all its processes have used."""
        return sum(cpu_of(pid) for pid in self.pids)

    def get(self, path: str) -> bytes:
        """The answer at an address."""
        with urllib.request.urlopen(self.address + path) as answer:
            content: bytes = answer.read()
        return content


def cpu_of(pid: int) -> float:
    """Seconds of processor a process has used."""
    times = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")


def _status(pid: int, name: str) -> float:
    found = re.search(rf"^{name}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text("ascii"), re.MULTILINE)
    return int(found.group(1)) / 1024 if found else 0.0


@contextmanager
def serving(data: Path, database: str = "", workers: int = 1) -> Iterator[Served]:
    """Serve the centre of this folder by its own command."""
    port = free_port()
    command = [sys.executable, "-m", "counter_centre", "serve", "--data", str(data), "--port", str(port)]
    command += ["--workers", str(workers)] + (["--database", database] if database else [])
    with (data / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address + "/healthz", process)
        yield Served(address, tuple(family(process.pid)))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def let_in(data: Path, papers: dict[str, list[Paper]], database: str = "") -> None:
    """Let these devices belong to these stations of the centre of this folder, which is not serving yet."""
    centre = open_centre(data, Settings(database=database))
    for code, devices in papers.items():
        with writing(centre.engine) as session:
            session.add(Station(code=code, name=code))
            session.flush()
            StreamLog(centre.engine).add_station(session.connection(), code)
        for letter, paper in zip("BCDEFGHIJ", devices, strict=False):
            given = centre.enroller.make_code(code, centre.now_ms())
            wanted = Enrolment(given, code, paper.device, letter, paper.key.public, MACHINE, "bench")
            asked = EnrolmentAsked(sign(ENROLMENT, wanted, paper.key))
            centre.enroller.enrol(asked, centre.incarnation, centre.now_ms())
    centre.close()


def join(store: Store, data: Path, address: str, code: str, called: str = "") -> None:
    """Let a PC belong to a served centre; it calls at ``called`` later on, where that is another address."""
    centre = open_centre(data, Settings())
    given = centre.enroller.make_code(code, centre.now_ms())
    centre.close()
    with HttpLine(address) as line:
        enrolled = ask_in(store, line, given, MACHINE, "bench")
    belong(store, enrolled, called or address, "", MACHINE)


def family(pid: int) -> Iterator[int]:
    """A process and all that it has started."""
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split():
        yield from family(int(child))


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until something answers at an address; raises RuntimeError where the process ends or says nothing."""
    until = time.perf_counter() + _PATIENCE
    while time.perf_counter() < until and process.poll() is None:
        with suppress(OSError):
            urllib.request.urlopen(address).close()
            return
        time.sleep(0.05)
    raise RuntimeError("the centre does not answer")


def free_port() -> int:
    """A port of the loopback nobody listens at."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
