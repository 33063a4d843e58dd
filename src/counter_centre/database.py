"""The centre's database: opening it, bringing it to this program's schema, reading and writing it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, SQLModel

from counter_centre.refusing import Unusable
from counter_tui.streams.engine import open_engine

HEAD = "0002"
"""The schema this program works with."""
THREADS = 16
"""Requests a process works on at once, each with a connection of its own."""

_KNOWN = ("0001", "0002")
_SCRIPTS = Path(__file__).with_name("migrations")
_ONE_AT_A_TIME = 0x63656E74  # of the server's advisory locks: "cent"


def open_database(url: URL) -> Engine:
    """The database of this address at this program's schema.

    Raises:
        Unusable: it cannot be reached or written, or a later program made it.
    """
    engine = open_engine(
        url.render_as_string(hide_password=False), pool_size=THREADS, max_overflow=4, pool_timeout=10
    )
    try:
        if url.drivername == "sqlite" and url.database:
            Path(url.database).touch(mode=0o600)
        with engine.begin() as connection:
            one_at_a_time(connection)
            version = None
            if inspect(connection).has_table("alembic_version"):
                version = connection.scalar(text("SELECT version_num FROM alembic_version"))
            if version is not None and version not in _KNOWN:
                raise Unusable(
                    f"A later program made this database (schema {version}). Upgrade this one first."
                )
            if version != HEAD:
                _migrate(connection)
    except (SQLAlchemyError, OSError) as error:
        engine.dispose()
        cause = getattr(error, "orig", None) or error
        raise Unusable(f"The database cannot be used: {str(cause).strip().splitlines()[0]}") from None
    except Unusable:
        engine.dispose()
        raise
    return engine


def one_at_a_time(connection: Connection) -> None:
    """Wait until no other server of this database is here, until the transaction ends. On SQLite it is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ONE_AT_A_TIME})


def insert_or(connection: Connection, table: type[SQLModel]) -> Any:
    """An insert into a table that may go on with what to do where the row is there already."""
    insert: Any = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return insert(table.__table__)  # type: ignore[attr-defined]


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """One consistent look into the database, that waits for no writer."""
    with engine.connect().execution_options(reading=True) as connection, Session(connection) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """One transaction that writes: all of it or nothing."""
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


def _migrate(connection: object) -> None:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
