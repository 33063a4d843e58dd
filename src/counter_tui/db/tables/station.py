"""The tables of the station: itself, its keys and its people."""

from __future__ import annotations

from typing import ClassVar

from counter_tui.db.sql import Row


class StationRow(Row, frozen=True):
    """The station this store belongs to; one row. ``trusted_ms`` is when somebody last vouched for the date."""

    TABLE: ClassVar[str] = "station"

    k: int
    code: str
    name: str
    area: str
    profile: str
    demo: int
    device_id: bytes
    device_letter: str
    epoch: bytes
    trusted_ms: int


class StationKeyRow(Row, frozen=True):
    """A key by which the station proves its receipts; the one of the highest ``ordinal`` (from 1) is in use."""

    TABLE: ClassVar[str] = "station_key"

    ordinal: int
    key: bytes

    def __repr__(self) -> str:
        """Without the key."""
        return f"StationKeyRow({self.ordinal})"


class StaffRow(Row, frozen=True):
    """A person of the station's staff, with what signing in needs.

    While the person is away ``stand_in`` answers in his place; then ``absence`` says why, ``away_ms`` since when, and
    ``away_until`` the last day of it as far as that is known.
    """

    TABLE: ClassVar[str] = "staff"

    staff_no: str
    name: str
    initials: str
    role: str
    phone: str
    pin_hash: str
    active: int
    failures: int
    wait_until_ms: int
    rev: int
    stand_in: str = ""
    absence: str = ""
    away_ms: int | None = None
    away_until: str | None = None
