"""``device`` and ``order``."""

from __future__ import annotations

from datetime import UTC

from sqlmodel import Session, col, select

from counter_centre.centre import now_ms
from counter_centre.cli.given import Given, say
from counter_centre.database import reading
from counter_centre.keys import read_keys
from counter_centre.ordering import Orders
from counter_centre.refusing import Refusal
from counter_centre.tables import Device, DeviceOrder
from counter_tui.domain.clock import from_ms
from counter_tui.wire.messages import What


def list_(given: Given) -> int:
    """List devices: who, how, when it was last heard of, and how wrong its clock is."""
    query = select(Device).order_by(col(Device.station), col(Device.letter))
    if given.station:
        query = query.where(Device.station == given.station)
    with given.database_of() as engine, reading(engine) as session:
        say("device", "id", "status", "last hello", "clock ahead s", "free MB", "program", "remarks")
        for row in session.exec(query):
            ahead = None if row.offset_ms is None else round(row.offset_ms / 1000)
            free = None if row.free_bytes is None else row.free_bytes // 1_000_000
            strange = f"another machine since {_time(row.strange_ms)}" if row.strange_ms else row.reason
            name = f"{row.station}-{row.letter}"
            say(name, row.id.hex(), row.status, _time(row.hello_ms), ahead, free, row.program, strange)
    return 0


def revoke(given: Given) -> int:
    """Take nothing more of a device."""
    with given.database_of() as engine:
        with reading(engine) as session:
            device = _find(session, given.device)
        Orders(engine, read_keys(given.folder).signing).revoke(device, given.reason)
    return 0


def enrol_again(given: Given) -> int:
    """Order a device to enrol again."""
    return _order(given, "enrol_again")


def wipe(given: Given) -> int:
    """Order a revoked device to destroy its store."""
    return _order(given, "wipe")


def read_again(given: Given) -> int:
    """Order a device to read its station's feed anew."""
    return _order(given, "read_again")


def orders(given: Given) -> int:
    """List orders: to whom, when they were given, and since when they are done with."""
    query = select(DeviceOrder, Device).join(Device)
    if given.station:
        query = query.where(Device.station == given.station)
    with given.database_of() as engine, reading(engine) as session:
        say("device", "order", "what", "given", "done")
        for row, device in session.exec(query.order_by(col(DeviceOrder.at_ms), col(DeviceOrder.number))):
            name = f"{device.station}-{device.letter}"
            say(name, row.number, row.what, _time(row.at_ms), _time(row.over_ms))
    return 0


def _order(given: Given, what: What) -> int:
    with given.database_of() as engine:
        with reading(engine) as session:
            device = _find(session, given.device)
        number = Orders(engine, read_keys(given.folder).signing).give(device, what, now_ms())
        say(f"order {number}")
    return 0


def _find(session: Session, text: str) -> bytes:
    """The id of a device by its id or by station and letter; raises Refusal where there is none."""
    station, _, letter = text.upper().rpartition("-")
    query = select(Device.id).where(Device.station == station, Device.letter == letter)
    found = session.exec(query).first()
    if found is None and len(text) == 32:
        try:
            found = session.exec(select(Device.id).where(Device.id == bytes.fromhex(text))).first()
        except ValueError:
            found = None
    if found is None:
        raise Refusal(f"There is no device {text}.")
    return found


def _time(ms: int | None) -> str:
    return "" if ms is None else from_ms(ms).astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
