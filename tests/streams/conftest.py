"""Every test of the log runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine

from counter_tui.streams.engine import open_engine
from counter_tui.streams.log import StreamLog
from counter_tui.streams.tables import METADATA
from support.postgres import made_database, running_postgres


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with running_postgres(tmp_path_factory.mktemp("pg")) as folder:
        yield folder


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'log.db'}"
    else:
        url = made_database(request.getfixturevalue("server"), uuid4().hex)
    engine = open_engine(url)
    METADATA.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def log(engine: Engine) -> StreamLog:
    log = StreamLog(engine)
    with engine.begin() as connection:
        log.add_station(connection, "33010")
    return log
