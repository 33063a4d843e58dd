"""What is ordered of a device, and taking its right to bring anything away."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Engine, func
from sqlmodel import Session, col, select, update

from counter_centre.database import writing
from counter_centre.refusing import NotAllowed, Refusal
from counter_centre.tables import Device, DeviceOrder
from counter_tui.streams.reception import Refused
from counter_tui.wire.envelope import Unproven, proven, sign
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.messages import OBEYED, ORDER, Noted, Obeyed, ObeyedTold, Order, What

_MOST_NUMBER = 2**62


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

    def done(self, told: ObeyedTold, now_ms: int) -> Noted:
        """Note that a device did what it was ordered, also a revoked one; told twice it is noted once.

        Raises:
            Refused: unknown_device or unproven.
        """
        with writing(self.engine) as session:
            row = session.get(Device, told.device)
            if row is None:
                raise Refused("unknown_device")
            try:
                obeyed = proven(told.obeyed, OBEYED, row.public, Obeyed)
            except Unproven as error:
                raise Refused("unproven", str(error)) from None
            if (obeyed.device, obeyed.station) != (row.id, row.station):
                raise Refused("unproven", "another device or station")
            # Of any other number or sort there is no such order; a number no database holds is none either.
            if 0 < obeyed.number < _MOST_NUMBER:
                mine = (col(DeviceOrder.device) == row.id, col(DeviceOrder.number) == obeyed.number)
                open_ = (col(DeviceOrder.what) == obeyed.what, col(DeviceOrder.over_ms).is_(None))
                session.exec(update(DeviceOrder).where(*mine, *open_).values(over_ms=now_ms))
            return Noted(obeyed.number)

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
        last = session.exec(select(func.max(DeviceOrder.number)).where(mine)).one() or 0
        # By the clock, so that a centre put back from a copy gives no number again that its device has obeyed.
        number = max(last + 1, now_ms // 1000)
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
