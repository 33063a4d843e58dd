"""Noticing that a database was put back from a copy.

The data folder and the database both note how often the servers of the folder *beat*: at each start and end and every
minute between. A database that was put back knows of fewer beats than the folder, a folder that was put back of fewer
than the database. Then the database begins a new incarnation, by which devices know that what they were told may be
gone.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from msgspec import DecodeError, Struct
from msgspec.json import encode
from sqlalchemy import Engine
from sqlmodel import Session

from counter_centre.database import one_at_a_time, writing
from counter_centre.logs import note
from counter_centre.private_files import put
from counter_centre.refusing import NotAllowed, Unusable
from counter_centre.tables import Beat, House
from counter_tui.domain.reading import read_json

NOTE = "beats.json"
EVERY_SECONDS = 60
_ONLY = 1


class Note(Struct, frozen=True, forbid_unknown_fields=True):
    """What the folder notes: its name, the beats that are surely in the database, and the last one that was begun."""

    folder: str
    sure: int = 0
    begun: int = 0


def beat(engine: Engine, data: Path, key: str) -> str:
    """Beat once; the database's incarnation after it. ``key`` is the name of the key that signs for the centre.

    Raises:
        NotAllowed: the database belongs to a centre that signs with another key.
        Unusable: the folder's note cannot be read.
    """
    with _turn(engine) as session:
        told = _read(data)
        house = session.get(House, _ONLY) or House(id=_ONLY, incarnation=token_hex(8), key=key)
        if house.key != key:
            raise NotAllowed(
                "The database belongs to a centre with other keys. Put those into the data folder."
            )
        row = session.get(Beat, told.folder) or Beat(folder=told.folder, count=0)
        if row.count not in (told.sure, told.begun):
            house.incarnation = token_hex(8)
            note("put_back", logging.WARNING, beats=row.count, noted=told.begun)
        next_ = max(row.count, told.begun) + 1
        # A power cut before or after the commit leaves the database with one of these two.
        _write(data, Note(told.folder, row.count, next_))
        row.count = next_
        session.add_all((house, row))
    with _turn(engine):
        told = _read(data)
        if told.begun == next_:
            _write(data, Note(told.folder, next_, next_))
    return house.incarnation


@contextmanager
def _turn(engine: Engine) -> Iterator[Session]:
    """A transaction beside which no other server of this database beats."""
    with writing(engine) as session:
        one_at_a_time(session.connection())
        yield session


def _read(data: Path) -> Note:
    path = data / NOTE
    try:
        return read_json(path.read_bytes(), Note)
    except FileNotFoundError:
        return Note(token_hex(8))
    except (DecodeError, OSError):
        raise Unusable(f"{path} cannot be read. Delete it, and start again.") from None


def _write(data: Path, note: Note) -> None:
    put(data / NOTE, encode(note).decode("utf-8"))
