"""What a command was given, and opening what it needs."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from counter_centre.database import open_database
from counter_centre.keys import read_keys
from counter_centre.refusing import NotAllowed
from counter_centre.settings import Settings, data_folder, read_settings
from counter_centre.tables import House
from counter_tui.wire.keys import key_name


class Given(argparse.Namespace):
    """The options of a call."""

    run: Callable[[Given], int]
    data: str | None = None
    database: str | None = None
    host: str | None = None
    port: int | None = None
    workers: int | None = None
    station: str = ""
    name: str = ""
    hours: int = 72
    device: str = ""
    reason: str = ""
    day: str | None = None
    copy: str = ""
    stick: str = ""
    kind: str = ""
    file: str = ""
    title: str = ""
    number: int = 0
    valid_from: str | None = None
    expires: str | None = None
    whole: bool = False
    letter: str = ""
    everything: bool = False

    @property
    def folder(self) -> Path:
        """The data folder."""
        return data_folder(self.data, os.environ)

    def settings(self) -> Settings:
        """The settings; raises Refusal where they do not fit."""
        names = ("database", "host", "port", "workers")
        return read_settings(self.folder, os.environ, {name: getattr(self, name) for name in names})

    @contextmanager
    def database_of(self) -> Iterator[Engine]:
        """The centre's database; raises Refusal where it is none, or another centre's."""
        settings = self.settings()
        keys = read_keys(self.folder)
        engine = open_database(settings.url(self.folder))
        try:
            _demand_own(engine, key_name(keys.signing.public))
            yield engine
        finally:
            engine.dispose()


def say(*cells: object) -> None:
    """Write a line to the output, its cells apart by tabs."""
    print("\t".join("" if cell is None else str(cell) for cell in cells))


def _demand_own(engine: Engine, key: str) -> None:
    from counter_centre.database import reading

    with reading(engine) as session:
        house = session.get(House, 1)
    if house is not None and house.key != key:
        raise NotAllowed(
            "The database belongs to a centre with other keys. Name its data folder with --data."
        )
