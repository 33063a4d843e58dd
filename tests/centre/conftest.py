"""A centre of one station on each database, and a caller of it that needs no socket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_centre.centre import Centre
from support.centres import Caller, add_station, calling, made_centre
from support.databases import database as database


@pytest.fixture
def centre(database: str, tmp_path: Path) -> Iterator[Centre]:
    centre = made_centre(tmp_path / "data", database)
    add_station(centre, "33010", "万泉供电所")
    yield centre
    centre.engine.dispose()


@pytest.fixture
def caller(centre: Centre) -> Caller:
    return calling(centre)
