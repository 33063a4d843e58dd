"""Bringing a store to this program's schema, and refusing one that is newer."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from counter_tui.db import sql
from counter_tui.db.sql import Connection
from counter_tui.domain.errors import RuleBroken

HEAD = "0003"
"""The schema this program works with."""

_SCRIPTS = Path(__file__).with_name("migrations")
KNOWN = ("0001", "0002", "0003")
"""Every schema this program can start from, oldest first."""


def current(connection: Connection) -> str | None:
    """The store's schema, None for an empty file."""
    if sql.scalar(connection, "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'") is None:
        return None
    version = sql.scalar(connection, "SELECT version_num FROM alembic_version")
    return None if version is None else str(version)


def objects(connection: Connection) -> frozenset[tuple[str, str, str]]:
    """Kind, name and text of every table, index and trigger; the engine's own indexes have no text."""
    found = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return frozenset((kind, name, text) for kind, name, text in found)


@lru_cache(maxsize=len(KNOWN))
def made_by(version: str) -> frozenset[tuple[str, str, str]]:
    """What the migrations make up to a schema, found by making it in memory."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(":memory:", isolation_level=None)
    engine = create_engine("sqlite://", module=dbapi2, creator=lambda: connection, poolclass=StaticPool)
    try:
        with engine.begin() as transaction:
            _migrate(transaction, version)
        return objects(connection)
    finally:
        engine.dispose()
        connection.close()


def upgrade(opener: Callable[[], Any]) -> None:
    """Bring the store to ``HEAD`` in one immediate transaction on a connection of its own.

    Raises RuleBroken("store_newer") for a store of a later program. Alembic and SQLAlchemy are loaded here only:
    nothing else of the counter needs them.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.pool import StaticPool
    from sqlcipher3 import dbapi2

    engine = create_engine("sqlite://", module=dbapi2, creator=opener, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    try:
        with engine.begin() as connection:
            # Another process may have done it while this one waited for its turn.
            version = current(connection.connection.driver_connection)  # type: ignore[arg-type]
            if version is not None and version not in KNOWN:
                raise RuleBroken("store_newer", version=version, head=HEAD)
            if version != HEAD:
                _migrate(connection)
    except DBAPIError as error:
        # What the engine itself said, as everywhere else: a full disk is told from a damaged file by it.
        if isinstance(error.orig, Exception):
            raise error.orig from None
        raise
    finally:
        engine.dispose()


def _migrate(connection: Any, version: str = HEAD) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, version)
