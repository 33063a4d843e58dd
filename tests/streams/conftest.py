"""Every test of the log runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from counter_tui.streams.engine import open_engine
from counter_tui.streams.log import StreamLog
from counter_tui.streams.tables import METADATA
from support.databases import database as database


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = open_engine(database)
    METADATA.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def log(engine: Engine) -> StreamLog:
    log = StreamLog(engine)
    with engine.begin() as connection:
        log.add_station(connection, "33010")
    return log
