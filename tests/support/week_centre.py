"""A centre as a process that is killed, put back from a copy and started again, on SQLite or PostgreSQL."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from sqlalchemy import Engine, text
from sqlmodel import select

from counter_centre.centre import now_ms
from counter_centre.database import open_database, reading, writing
from counter_centre.enrolling import Enroller
from counter_centre.keys import read_keys
from counter_centre.ordering import Orders
from counter_centre.serving import serve
from counter_centre.settings import Settings
from counter_centre.tables import Device, Station
from counter_tui.streams.log import StreamLog
from counter_tui.sync.carrier import NoAnswer
from counter_tui.sync.http import HttpLine
from counter_tui.wire.ranges import read_range
from support.postgres import made_database, shared_server
from support.working import processes

LOG = "log.jsonl"


def centre_work(data: str, database: str, port: int, batch_facts: int) -> None:
    """Serve until the process is killed; what it says stands in a file."""
    log = os.open(Path(data) / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 2)
    serve(Path(data), Settings(database=database, port=port, batch_facts=batch_facts))


class WeekCentre:
    """The centre of some stations."""

    def __init__(self, folder: Path, sort: str, port: int, batch_facts: int = 20) -> None:
        self.data, self.port, self.batch_facts = folder / "centre", port, batch_facts
        self.data.mkdir(parents=True, mode=0o700)
        self._server = shared_server() if sort == "postgresql" else None
        self._name = uuid4().hex
        self.database = made_database(self._server, self._name) if self._server else ""
        self.kills = 0
        self._process: Any = None
        self.engine = self._opened()

    def _opened(self) -> Engine:
        return open_database(Settings(database=self.database).url(self.data))

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def add_station(self, code: str) -> None:
        """A station devices may belong to."""
        with writing(self.engine) as session:
            session.add(Station(code=code, name="万泉供电所"))
            session.flush()
            StreamLog(self.engine).add_station(session.connection(), code)

    def code(self, station: str) -> str:
        """A code for one device of the station."""
        return Enroller(self.engine, read_keys(self.data)).make_code(station, now_ms())

    def start(self) -> None:
        """Start it, and wait until it answers."""
        context: BaseContext = processes()
        given = (str(self.data), self.database, self.port, self.batch_facts)
        self._process = context.Process(target=centre_work, args=given)  # type: ignore[attr-defined]
        self._process.start()
        while not self._answers():
            self._process.join(0.05)
            assert self._process.exitcode is None, (self.data / LOG).read_text("utf-8")

    def _answers(self) -> str:
        """The incarnation it tells, nothing where it does not answer."""
        with HttpLine(self.address) as line:
            try:
                return line.nonce().incarnation
            except NoAnswer:
                return ""

    def incarnation(self) -> str:
        """Which of its lives the database is in."""
        return self._answers()

    def kill(self) -> None:
        """Kill it (SIGKILL)."""
        self._process.kill()
        self._process.join()
        self.kills += 1

    def copy(self, name: str) -> None:
        """Make a copy of its database, as it is now."""
        if self._server is None:
            with closing(sqlite3.connect(self.data / "centre.db")) as here:
                here.execute("VACUUM INTO ?", (str(self.data / name),))
            return
        self._leave()
        self._say(f'CREATE DATABASE "{self._name}-{name}" TEMPLATE "{self._name}"')

    def put_back(self, name: str) -> None:
        """Put the copy in place of the database; nobody serves it meanwhile."""
        self.engine.dispose()
        if self._server is None:
            for end in ("", "-wal", "-shm"):
                (self.data / f"centre.db{end}").unlink(missing_ok=True)
            shutil.copy(self.data / name, self.data / "centre.db")
            (self.data / "centre.db").chmod(0o600)
        else:
            self._leave()
            self._say(f'DROP DATABASE "{self._name}"')
            self._say(f'CREATE DATABASE "{self._name}" TEMPLATE "{self._name}-{name}"')
        self.engine = self._opened()

    def _leave(self) -> None:
        """A database is copied while nobody is in it."""
        self.engine.dispose()
        self._say(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self._name}'")

    def _say(self, words: str) -> None:
        with psycopg.connect(
            host=str(self._server), user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(words.encode())

    def told(self) -> dict[bytes, int]:
        """How often the log has each fact, those told again left out."""
        with self.engine.connect() as connection:
            counting = text(
                "SELECT fact_id, sum(CASE WHEN again THEN 0 ELSE 1 END) FROM fact GROUP BY fact_id"
            )
            return {bytes(fact_id): int(count) for fact_id, count in connection.execute(counting)}

    def kept(self) -> set[bytes]:
        """The facts it has anywhere, those of held ranges among them."""
        with self.engine.connect() as connection:
            held = connection.execute(text("SELECT content FROM held WHERE NOT settled"))
            ranges = [read_range(bytes(row.content)) for row in held]
        return self.told().keys() | {entry.header.fact_id for each in ranges for entry in each.entries()}

    def left(self) -> tuple[int, int]:
        """How many ranges are held, and how many facts not understood."""
        with self.engine.connect() as connection:
            held = connection.execute(text("SELECT count(*) FROM held WHERE NOT settled")).scalar_one()
            parked = connection.execute(text("SELECT count(*) FROM parked")).scalar_one()
        return int(held), int(parked)

    def device(self, station: str, letter: str) -> Device:
        """A device as it is noted."""
        with reading(self.engine) as session:
            here = select(Device).where(Device.station == station, Device.letter == letter)
            return session.exec(here).one()

    def order_to_enrol_again(self, device: bytes) -> None:
        """As ``counter-centre device enrol-again`` does."""
        Orders(self.engine, read_keys(self.data).signing).give(device, "enrol_again", now_ms())

    def events(self) -> list[str]:
        """What it wrote down."""
        return (self.data / LOG).read_text("utf-8").splitlines()

    def end(self) -> None:
        """It is not needed any more."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self.engine.dispose()
