"""What the centre knows beside the log of ``streams``: stations, devices, codes, orders, sums of a day."""

from __future__ import annotations

from sqlalchemy import BigInteger, MetaData, UniqueConstraint
from sqlmodel import Field, SQLModel

METADATA = MetaData()


class Row(SQLModel):
    """A row of the centre's own tables."""

    metadata = METADATA


class Station(Row, table=True):
    """A station that may have devices."""

    code: str = Field(primary_key=True)
    name: str


class Device(Row, table=True):
    """One enrolled installation, active, revoked or to enrol_again; ``offset_ms`` is how far ahead its clock is.

    ``strange`` says when it first said hello from another machine than the one that was enrolled: a copied disk. It
    stays until one of the two enrols anew.
    """

    __table_args__ = (UniqueConstraint("station", "letter"),)

    id: bytes = Field(primary_key=True)
    station: str = Field(foreign_key="station.code")
    letter: str
    public: bytes
    fingerprint: bytes
    status: str = "active"
    reason: str = ""
    program: str = ""
    enrolled_ms: int = Field(sa_type=BigInteger)
    hello_ms: int | None = Field(default=None, sa_type=BigInteger)
    offset_ms: int | None = Field(default=None, sa_type=BigInteger)
    free_bytes: int | None = Field(default=None, sa_type=BigInteger)
    strange_ms: int | None = Field(default=None, sa_type=BigInteger)


class EnrolmentCode(Row, table=True):
    """A code that was given out, as its hash; ``device`` and ``public`` are of the one that used it."""

    __tablename__ = "enrolment_code"

    hash: bytes = Field(primary_key=True)
    station: str = Field(foreign_key="station.code")
    until_ms: int = Field(sa_type=BigInteger)
    device: bytes | None = None
    public: bytes | None = None


class Guessing(Row, table=True):
    """Wrong codes for a station since its last right one; the empty station stands for all that are none."""

    station: str = Field(primary_key=True)
    wrong: int
    last_ms: int = Field(sa_type=BigInteger)


class DeviceOrder(Row, table=True):
    """Something a device is to do, signed; given at each hello until it is done with."""

    __tablename__ = "device_order"

    device: bytes = Field(primary_key=True, foreign_key="device.id")
    number: int = Field(primary_key=True)
    what: str
    content: str
    signature: bytes
    at_ms: int = Field(sa_type=BigInteger)
    over_ms: int | None = Field(default=None, sa_type=BigInteger)


class ReleaseRow(Row, table=True):
    """A file that was given out to work by, as it was signed; ``station`` is empty where it is for all of them."""

    __tablename__ = "release"

    kind: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_type=BigInteger)
    station: str = ""
    title: str = ""
    valid_from: str = ""
    expires: str = ""
    size: int = Field(sa_type=BigInteger)
    at_ms: int = Field(sa_type=BigInteger)
    content: str
    signature: bytes
    over_ms: int | None = Field(default=None, sa_type=BigInteger)


class ReleasePart(Row, table=True):
    """A part of a release's file, packed."""

    __tablename__ = "release_part"

    kind: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_type=BigInteger)
    part: int = Field(primary_key=True)
    content: bytes


class ReleaseTold(Row, table=True):
    """The newest release of a kind that a device said it has."""

    __tablename__ = "release_told"

    device: bytes = Field(primary_key=True, foreign_key="device.id")
    kind: str = Field(primary_key=True)
    number: int = Field(sa_type=BigInteger)


class RollUp(Row, table=True):
    """How many facts of a type a station recorded on a day, by the devices' wall clocks in Shanghai."""

    __tablename__ = "roll_up"

    station: str = Field(primary_key=True)
    day: str = Field(primary_key=True)
    type: str = Field(primary_key=True)
    count: int = Field(sa_type=BigInteger)


class Quarantined(Row, table=True):
    """A bundle of a revoked device, kept sealed as it came in the data folder; ``name`` is the hash of its bytes."""

    name: str = Field(primary_key=True)
    station: str
    device: bytes
    epoch: bytes
    first: int = Field(sa_type=BigInteger)
    last: int = Field(sa_type=BigInteger)
    at_ms: int = Field(sa_type=BigInteger)


class House(Row, table=True):
    """The one row of this database: its incarnation, and the name of the key that signs for it."""

    id: int = Field(primary_key=True)
    incarnation: str
    key: str


class Beat(Row, table=True):
    """How often the servers of a data folder noted in the database, and there, that they go on together."""

    folder: str = Field(primary_key=True)
    count: int = Field(sa_type=BigInteger)
