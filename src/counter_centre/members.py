"""Who belongs to which station: what the reception asks at each request, and what it notes at a hello."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from counter_centre.database import reading, writing
from counter_centre.releasing import ReleaseShelf
from counter_centre.tables import Device, DeviceOrder
from counter_tui.streams.reception import Member
from counter_tui.wire.envelope import Signed
from counter_tui.wire.messages import Hello, Neighbour, Policy

_MOST_TEXT = 100
_MOST_NUMBER = 2**62

Strange = Callable[[Device], None]
"""Is told of a device that says hello from another machine than the one that was enrolled."""


class DeviceMembers:
    """The devices of the database."""

    def __init__(self, engine: Engine, policy: Policy, strange: Strange = lambda _: None) -> None:
        self._engine = engine
        self._policy = policy
        self._strange = strange

    def member(self, device: bytes) -> Member | None:
        """The device of this id with its open orders, None where nobody enrolled it."""
        with reading(self._engine) as session:
            row = session.get(Device, device)
            if row is None:
                return None
            orders = open_orders(session, device)
            return Member(row.station, row.id, row.public, row.status == "revoked", orders)

    def greeted(self, member: Member, hello: Hello, now_ms: int) -> Policy:
        """Note how the device is; what is wished of it."""
        with writing(self._engine) as session:
            row = session.get_one(Device, member.device)
            row.hello_ms = now_ms
            row.program = printable(hello.program)
            row.offset_ms = _bounded(hello.wall_ms - now_ms)
            row.free_bytes = _bounded(hello.free_bytes)
            strange = row.fingerprint != hello.fingerprint
            if strange:
                # Also when the other of the two calls again: only an enrolment settles which of them it is.
                row.strange_ms = row.strange_ms or now_ms
            session.add(row)
        ReleaseShelf(self._engine).note(member.device, hello.releases, now_ms)
        if strange:
            self._strange(row)
        return self._policy

    def releases(self, station: str, now_ms: int) -> Mapping[str, int]:
        """The newest number of each kind of release for a station."""
        return ReleaseShelf(self._engine).newest(station, now_ms)

    def neighbours(self, station: str) -> tuple[Neighbour, ...]:
        """The devices of a station that were not revoked."""
        with reading(self._engine) as session:
            here = select(Device).where(Device.station == station, Device.status != "revoked")
            rows = session.exec(here.order_by(col(Device.letter))).all()
            return tuple(Neighbour(row.id, row.letter, row.public) for row in rows)


def open_orders(session: Session, device: bytes) -> tuple[Signed, ...]:
    """What a device is still to do, the oldest first."""
    mine = select(DeviceOrder).where(DeviceOrder.device == device, col(DeviceOrder.over_ms).is_(None))
    orders = session.exec(mine.order_by(col(DeviceOrder.number)))
    return tuple(Signed(order.content, order.signature) for order in orders)


def printable(text: str) -> str:
    """The beginning of a text of a device without signs that do not print."""
    return "".join(sign for sign in text[:_MOST_TEXT] if sign.isprintable())


def _bounded(number: int) -> int:
    return min(max(number, -_MOST_NUMBER), _MOST_NUMBER)
