"""Each database a log can be kept in, empty, for every test that asks for one."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from support.postgres import made_database, shared_server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'log.db'}"
    return made_database(shared_server(), uuid4().hex)
