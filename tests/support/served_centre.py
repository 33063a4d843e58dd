"""A centre behind a real socket of the loopback, for devices of the test to call."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from counter_centre.centre import Centre
from counter_centre.web.app import make_app
from counter_tui.sync.enrol import ask_in, belong
from counter_tui.sync.http import HttpLine
from support.centres import add_station, made_centre
from support.clocks import StillClock
from support.sync_world import CODE, WorldPc

MACHINE = b"m" * 32


@contextmanager
def served(app: ASGIApp, **options: Any) -> Iterator[int]:
    """Serve an application on a port of the loopback; the port."""
    config = uvicorn.Config(
        app,
        port=0,
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

    def code(self) -> str:
        """A code for one device of the station."""
        return self.centre.enroller.make_code(CODE, self.centre.now_ms())

    def told(self) -> dict[bytes, int]:
        """How often the log has each fact, those told again left out."""
        with self.centre.engine.connect() as connection:
            found = connection.exec_driver_sql("SELECT fact_id, sum(NOT again) FROM fact GROUP BY fact_id")
            return {bytes(fact_id): int(count) for fact_id, count in found}


@contextmanager
def served_centre(data: Path, **settings: Any) -> Iterator[ServedCentre]:
    """A centre on SQLite with the station of the world."""
    centre = made_centre(data, **settings)
    add_station(centre, CODE, "万泉供电所")
    try:
        with served(make_app(centre)) as port:
            yield ServedCentre(centre, port)
    finally:
        centre.engine.dispose()


def enrolled_pc(centre: ServedCentre, folder: Path, clock: StillClock, name: str = "a") -> WorldPc:
    """A PC of the station that the centre let in."""
    pc = WorldPc(name, folder / name, clock)
    pc.set_up()
    with HttpLine(centre.address) as line:
        enrolled = ask_in(pc.store, line, centre.code(), MACHINE, "test")
    belong(pc.store, enrolled, centre.address, "", MACHINE)
    return pc
