"""A small station that belongs to a served centre, and orders the centre gives it."""

from __future__ import annotations

from pathlib import Path

from sqlmodel import select

from counter_centre.cli.main import main
from counter_centre.database import reading
from counter_centre.tables import Device, DeviceOrder
from counter_tui.wire.messages import What
from support.served_centre import ServedCentre
from support.stations import CODE, WANG, SmallStation


def belonging(small: SmallStation, centre: ServedCentre) -> bytes:
    """Let the station's PC belong to the centre; the device's id."""
    small.services.sync.enrol(WANG, centre.address, centre.code(CODE), "", lambda _name: True)
    return device_of(centre)


def device_of(centre: ServedCentre) -> bytes:
    """The one device of a centre."""
    with reading(centre.centre.engine) as session:
        return session.exec(select(Device)).one().id


def give(centre: ServedCentre, what: What) -> int:
    """Order the one device of a centre something; a wipe is of a revoked one. The order's number."""
    device = device_of(centre)
    if what == "wipe":
        centre.centre.orders.revoke(device, "stolen")
    return centre.centre.orders.give(device, what, centre.centre.now_ms())


def open_orders(centre: ServedCentre) -> list[str]:
    """What was ordered and is not done with."""
    with reading(centre.centre.engine) as session:
        rows = session.exec(select(DeviceOrder).order_by(DeviceOrder.number))  # type: ignore[arg-type]
        return [row.what for row in rows if row.over_ms is None]


def as_command(data: Path, *words: str) -> int:
    """What the centre's command ends with."""
    return main([*words, "--data", str(data)])
