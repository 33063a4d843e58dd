"""A centre behind a real socket of the loopback, for devices of the test to call."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import uvicorn
from sqlmodel import select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from counter_centre.centre import Centre
from counter_centre.database import writing
from counter_centre.tables import Device
from counter_centre.web.app import make_app
from counter_tui.sync.enrol import ask_in, belong
from counter_tui.sync.http import HttpLine
from support.centres import add_station, made_centre
from support.clocks import StillClock
from support.sync_world import CODE, WorldPc, copy_store

MACHINE = b"m" * 32


@contextmanager
def served(app: ASGIApp, port: int = 0, **options: Any) -> Iterator[int]:
    """Serve an application on a port of the loopback, a free one unless told; the port."""
    config = uvicorn.Config(
        app,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=2,
        **options,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = monotonic() + 20
    while not server.started and monotonic() < until:
        assert thread.is_alive()
        sleep(0.01)
    try:
        yield int(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(20)


class ServedCentre:
    """A centre with one station, served."""

    def __init__(self, centre: Centre, port: int) -> None:
        self.centre, self.port = centre, port

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def public(self) -> bytes:
        """The key the centre signs with."""
        return self.centre.enroller.keys.signing.public

    def code(self, station: str = CODE) -> str:
        """A code for one device of the station."""
        return self.centre.enroller.make_code(station, self.centre.now_ms())

    def revoke_all(self) -> None:
        """Take nothing more of any device."""
        with writing(self.centre.engine) as session:
            for device in session.exec(select(Device)):
                device.status = "revoked"
                session.add(device)

    def copy_to(self, file: Path) -> None:
        """Make a copy of the database as it is now."""
        raw = self.centre.engine.raw_connection()
        with closing(sqlite3.connect(file)) as copy:
            raw.driver_connection.backup(copy)  # type: ignore[union-attr]
        raw.close()

    def put_back(self, file: Path) -> None:
        """Put the database back as it was when the copy was made."""
        self.centre.engine.dispose()
        copy_store(file, Path(str(self.centre.engine.url.database)))

    def told(self) -> dict[bytes, int]:
        """How often the log has each fact, those told again left out."""
        with self.centre.engine.connect() as connection:
            found = connection.exec_driver_sql("SELECT fact_id, sum(NOT again) FROM fact GROUP BY fact_id")
            return {bytes(fact_id): int(count) for fact_id, count in found}


@contextmanager
def served_centre(data: Path, station: str = CODE, **settings: Any) -> Iterator[ServedCentre]:
    """A centre on SQLite with one station, that of the world unless told."""
    centre = made_centre(data, **settings)
    add_station(centre, station, "万泉供电所")
    try:
        with served(make_app(centre)) as port:
            yield ServedCentre(centre, port)
    finally:
        centre.engine.dispose()


def answering(status: int, content: bytes = b"", **headers: str) -> Starlette:
    """An application that answers everything alike."""

    async def answer(_request: Request) -> Response:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return Response(content, status, told)

    return Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "PUT", "POST"])])


def enrolled_pc(centre: ServedCentre, folder: Path, clock: StillClock, name: str = "a") -> WorldPc:
    """A PC of the station that the centre let in."""
    pc = WorldPc(name, folder / name, clock)
    pc.set_up()
    with HttpLine(centre.address) as line:
        enrolled = ask_in(pc.store, line, centre.code(), MACHINE, "test")
    belong(pc.store, enrolled, centre.address, "", MACHINE)
    return pc
