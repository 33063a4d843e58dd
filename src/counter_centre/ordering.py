"""What is ordered of a device, and taking its right to bring anything away."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from counter_centre.database import writing
from counter_centre.refusing import NotAllowed, Refusal
from counter_centre.tables import Device, DeviceOrder
from counter_tui.wire.envelope import sign
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.messages import ORDER, Order

What = Literal["wipe", "enrol_again", "read_again"]


class Orders(Struct, frozen=True):
    """Gives orders, signed by the centre's key."""

    engine: Engine
    key: SigningKey

    def give(self, device: bytes, what: What, now_ms: int) -> int:
        """Order a device to do something at its next hello; the order's number. What was ordered is ordered once.

        Raises:
            NotAllowed: a wipe of a device that is not revoked.
            Refusal: there is no such device.
        """
        with writing(self.engine) as session:
            row = session.get(Device, device, with_for_update=True)
            if row is None:
                raise Refusal("There is no such device.")
            if what == "wipe" and row.status != "revoked":
                raise NotAllowed("Revoke the device first: counter-centre device revoke ID --reason WORDS")
            if what != "wipe" and row.status == "revoked":
                raise NotAllowed("The device is revoked; it is told nothing but to wipe.")
            if what == "enrol_again":
                row.status = "enrol_again"
                session.add(row)
            return self._write(session, row, what, now_ms)

    def revoke(self, device: bytes, reason: str) -> None:
        """Take nothing more of a device; raises Refusal where there is none."""
        with writing(self.engine) as session:
            row = session.get(Device, device)
            if row is None:
                raise Refusal("There is no such device.")
            row.status, row.reason = "revoked", reason
            session.add(row)

    def _write(self, session: Session, device: Device, what: What, now_ms: int) -> int:
        mine = DeviceOrder.device == device.id
        again = select(DeviceOrder.number).where(
            mine, DeviceOrder.what == what, col(DeviceOrder.over_ms).is_(None)
        )
        if what != "read_again" and (given := session.exec(again).first()):
            return given
        number = (session.exec(select(func.max(DeviceOrder.number)).where(mine)).one() or 0) + 1
        signed = sign(ORDER, Order(number, device.station, device.id, what, now_ms), self.key)
        session.add(
            DeviceOrder(
                device=device.id,
                number=number,
                what=what,
                content=signed.content,
                signature=signed.signature,
                at_ms=now_ms,
            )
        )
        return number
