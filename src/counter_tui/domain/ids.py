"""Identifiers: time-ordered unique ids for rows, and the numbers people read on a receipt."""

from __future__ import annotations

import re
from datetime import date, datetime
from hashlib import sha256

from msgspec import Struct

from counter_tui.domain.clock import from_ms, to_ms

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs that nobody confuses on paper or by telephone: no 0 and O, no 1 and I."""

_NUMBER = re.compile(
    r"^(?P<station>[0-9A-Z]{2,12})-(?P<device>[A-Z])-(?P<day>\d{6})-(?P<ordinal>\d{4,6})-(?P<check>[2-9A-Z]{2})$"
)


def make_id(now: datetime, random: bytes) -> bytes:
    """A UUIDv7 of this instant from ten random bytes; used for identity, never sorted for meaning (RFC 9562)."""
    if len(random) != 10:
        raise ValueError("an id takes ten random bytes")
    raw = bytearray(to_ms(now).to_bytes(6, "big") + random)
    raw[6] = (raw[6] & 0x0F) | 0x70
    raw[8] = (raw[8] & 0x3F) | 0x80
    return bytes(raw)


def made_at(id: bytes) -> datetime:
    """The instant an id was made at."""
    return from_ms(int.from_bytes(id[:6], "big"))


class MatterNumber(Struct, frozen=True):
    """A matter's number in its parts: ``station-device-yymmdd-nnnn-check``."""

    station: str
    device: str
    day: str
    ordinal: int
    check: str

    def __str__(self) -> str:
        return f"{self.station}-{self.device}-{self.day}-{self.ordinal:04d}-{self.check}"

    @property
    def short(self) -> str:
        """The part people say: month, day and ordinal, as ``1120-0087``."""
        return f"{self.day[2:]}-{self.ordinal:04d}"


def make_number(station: str, device: str, day: date, ordinal: int, matter_id: bytes) -> MatterNumber:
    """The number of the day's nth matter of this device; its two check signs come from the matter's id."""
    digest = sha256(b"matter-number" + matter_id).digest()
    check = SIGNS[digest[0] % 32] + SIGNS[digest[1] % 32]
    return MatterNumber(station, device, day.strftime("%y%m%d"), ordinal, check)


def parse_number(text: str) -> MatterNumber | None:
    """The number in its parts, or None when the text is no matter number."""
    match = _NUMBER.match(text.strip().upper())
    if match is None:
        return None
    return MatterNumber(
        match["station"], match["device"], match["day"], int(match["ordinal"]), match["check"]
    )
