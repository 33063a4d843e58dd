"""``show``, ``parked`` and ``archived``."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select
from sqlmodel import Session, col, func
from sqlmodel import select as select_rows

from counter_centre.archiving import note_archived
from counter_centre.cli.given import Given, say
from counter_centre.database import reading
from counter_centre.judge import retry_parked as retry
from counter_centre.refusing import Refusal
from counter_centre.settings import Settings
from counter_centre.tables import Device, RollUp, Station
from counter_tui.streams.engine import open_engine
from counter_tui.streams.tables import FACT, HELD, PARKED, STREAM

FOUND = 1


def show(given: Given) -> int:
    """Show a station: the sums of a day, its streams, parked facts and held ranges."""
    with given.database_of() as engine, reading(engine) as session:
        if session.get(Station, given.station) is None:
            raise Refusal(f"There is no station {given.station}.")
        _sums(session, given.station, given.day)
        _streams(session, given.station)
        _parked(session, given.station)
        _held(session, given.station)
    return 0


def retry_parked(given: Given) -> int:
    """Judge parked facts anew."""
    with given.database_of() as engine:
        understood, left = retry(engine)
    say("understood", understood)
    say("parked", left)
    return FOUND if left else 0


def archived(given: Given) -> int:
    """Note what a proven copy has."""
    with given.database_of() as engine:
        is_file = "://" not in given.copy
        if is_file and not Path(given.copy).is_file():
            raise Refusal(f"There is no file {given.copy}.")
        address = f"sqlite:///{Path(given.copy).absolute()}" if is_file else given.copy
        url = Settings(database=address).url(Path())
        copy = open_engine(url.render_as_string(hide_password=False))
        try:
            done = note_archived(engine, copy, given.station or None)
        finally:
            copy.dispose()
    say("archived", done.streams)
    say("different", done.different)
    return FOUND if done.different else 0


def _sums(session: Session, station: str, day: str | None) -> None:
    last = session.exec(select_rows(func.max(RollUp.day)).where(RollUp.station == station)).one()
    query = select_rows(RollUp).where(RollUp.station == station, RollUp.day == (day or last))
    for row in session.exec(query.order_by(col(RollUp.type))):
        say("facts", row.day, row.type, row.count)


def _streams(session: Session, station: str) -> None:
    letters = dict(session.exec(select_rows(Device.id, Device.letter).where(Device.station == station)).all())
    query = select(STREAM).where(STREAM.c.station == station).order_by(STREAM.c.opened_ms)
    for row in session.connection().execute(query):
        say(
            "stream",
            letters.get(row.device, ""),
            row.epoch.hex(),
            f"to {row.seq}",
            f"archived {row.archived}",
        )


def _parked(session: Session, station: str) -> None:
    same = (
        (FACT.c.station == PARKED.c.station) & (FACT.c.fact_id == PARKED.c.fact_id) & FACT.c.again.is_(False)
    )
    query = (
        select(FACT.c.type, PARKED.c.reason, func.count())
        .join_from(PARKED, FACT, same)
        .where(PARKED.c.station == station)
        .group_by(FACT.c.type, PARKED.c.reason)
        .order_by(FACT.c.type)
    )
    for type_, reason, number in session.connection().execute(query):
        say("parked", type_, reason, number)


def _held(session: Session, station: str) -> None:
    query = select(HELD).where(HELD.c.station == station, HELD.c.settled.is_(False)).order_by(HELD.c.at_ms)
    for row in session.connection().execute(query):
        say("held", row.device.hex(), row.epoch.hex(), f"{row.first} to {row.last}")
