"""The log of a station's hub: the stream log in a file of its own, and what the hub knows of the centre beside it.

The centre decides what a stream is. Up to ``archived`` of a stream the centre has signed that it has it. Where the
centre has another branch, the hub's log is no use any more once the centre has, or holds, all of it: it is begun
anew then, and the devices bring what they have.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import sha256
from secrets import token_hex
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    LargeBinary,
    MetaData,
    QueuePool,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from counter_tui.domain.ledger.chain import link
from counter_tui.streams.decide import start_of
from counter_tui.streams.engine import open_engine
from counter_tui.streams.giving import Giving, Stream
from counter_tui.streams.log import StreamLog
from counter_tui.streams.rows import COLUMNS, entry_of
from counter_tui.streams.tables import FACT, FEED, HELD, METADATA, PARKED, SIGNED, STREAM
from counter_tui.streams.taking import Judge
from counter_tui.wire.envelope import Signed
from counter_tui.wire.messages import Receipt

BESIDE = MetaData()

KEPT = Table(
    "kept",
    BESIDE,
    Column("name", Text, primary_key=True),
    Column("content", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)
"""What the hub keeps of itself and of the centre, by name."""

VOUCHED = Table(
    "vouched",
    BESIDE,
    Column("device", LargeBinary, primary_key=True),
    Column("epoch", LargeBinary, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("content", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)
"""The newest receipt of the centre for each stream, as the centre signed it, for the device to be handed."""

_INCARNATION, _CENTRE = "incarnation", "centre"


_HELD = select(HELD.c.content).where(HELD.c.settled.is_(False)).order_by(HELD.c.at_ms, HELD.c.first)


class Driver(Struct, frozen=True):
    """How the file of the log is opened: a DB-API module, and what makes a connection of it with the key."""

    module: Any
    connect: Any


class LogUnreadable(Exception):
    """The file is no log, or cannot be read."""


class Fault(Struct, frozen=True):
    """A stream of the log that does not hang together: of which device and epoch, and from which seq on."""

    device: bytes
    epoch: bytes
    seq: int


class HubLog:
    """The hub's log of one station, in one file."""

    def __init__(self, driver: Driver, station: str, judge: Judge = lambda _: "") -> None:
        """Open the log; it is made where there is none."""
        self.station = station
        self.engine = _engine_of(driver)
        self.log = StreamLog(self.engine, judge)
        with self.engine.begin() as connection:
            METADATA.create_all(connection)
            BESIDE.create_all(connection)
            if connection.scalar(select(FEED.c.pos).where(FEED.c.station == station)) is None:
                self.log.add_station(connection, station)
                _keep(connection, _INCARNATION, token_hex(8))

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    @property
    def incarnation(self) -> str:
        """Which of its lives the log is in: another one after it was begun anew."""
        kept = self.kept(_INCARNATION)
        return kept.content if kept else ""

    def kept(self, name: str) -> Signed | None:
        """What was kept under a name."""
        with self.engine.connect().execution_options(reading=True) as connection:
            row = connection.execute(select(KEPT).where(KEPT.c.name == name)).first()
        return Signed(row.content, row.signature) if row else None

    def keep(self, name: str, signed: Signed) -> None:
        """Keep a signed message under a name, instead of the one before."""
        with self.engine.begin() as connection:
            _keep(connection, name, signed.content, signed.signature)

    def is_centre(self, incarnation: str) -> None:
        """The centre is in this incarnation: after it was put back, nothing is known of what it has."""
        with self.engine.begin() as connection:
            known = connection.scalar(select(KEPT.c.content).where(KEPT.c.name == _CENTRE))
            if known != incarnation:
                connection.execute(update(STREAM).values(archived=0))
                _keep(connection, _CENTRE, incarnation)

    def streams(self) -> list[Stream]:
        """Every stream of the log, the oldest first."""
        with self.engine.connect().execution_options(reading=True) as connection:
            devices = connection.scalars(select(STREAM.c.device).distinct().order_by(STREAM.c.device)).all()
            giving = Giving(connection, self.station)
            return [stream for device in devices for stream in giving.streams(device)]

    def vouch(self, signed: Signed, receipt: Receipt) -> bool:
        """The centre has a stream up to here; whether the log says the same of it, as far as it goes."""
        with self.engine.begin() as connection:
            here = (STREAM.c.device == receipt.device) & (STREAM.c.epoch == receipt.epoch)
            stream = connection.execute(select(STREAM).where(here)).first()
            if stream is None:
                return False
            giving = Giving(connection, self.station)
            known = giving.hash_at(receipt.device, receipt.epoch, receipt.seq)
            if receipt.seq <= stream.seq and known != receipt.hash:
                return False
            of = (VOUCHED.c.device == receipt.device) & (VOUCHED.c.epoch == receipt.epoch)
            connection.execute(delete(VOUCHED).where(of))
            connection.execute(
                insert(VOUCHED).values(
                    device=receipt.device,
                    epoch=receipt.epoch,
                    seq=receipt.seq,
                    content=signed.content,
                    signature=signed.signature,
                )
            )
            connection.execute(update(STREAM).where(here).values(archived=min(receipt.seq, stream.seq)))
            return True

    def forget(self, stream: Stream, seq: int) -> None:
        """The centre has a stream up to this seq only."""
        here = (STREAM.c.device == stream.device) & (STREAM.c.epoch == stream.epoch)
        with self.engine.begin() as connection:
            connection.execute(update(STREAM).where(here).values(archived=min(seq, stream.mark.seq)))

    def vouched(self, device: bytes) -> tuple[Signed, ...]:
        """The centre's receipts for the streams of a device."""
        query = select(VOUCHED.c.content, VOUCHED.c.signature).where(VOUCHED.c.device == device)
        with self.engine.connect().execution_options(reading=True) as connection:
            return tuple(Signed(row.content, row.signature) for row in connection.execute(query))

    def held(self) -> list[bytes]:
        """The ranges of all devices that stand on another branch here, as they came."""
        with self.engine.connect().execution_options(reading=True) as connection:
            return list(connection.scalars(_HELD))

    def begin_anew(self, brought: Mapping[tuple[bytes, bytes], bytes], held: Collection[bytes]) -> bool:
        """Empty the log, unless something came that was not brought; whether it was done.

        ``brought`` tells for each stream the hash of its last fact that the centre has or holds, ``held`` are the
        digests of ranges of other branches.
        """
        with self.engine.begin() as connection:
            rows = connection.execute(select(STREAM.c.device, STREAM.c.epoch, STREAM.c.hash)).all()
            others = {sha256(content).digest() for content in connection.scalars(_HELD)}
            if {(row.device, row.epoch): row.hash for row in rows} != dict(brought) or others - set(held):
                return False
            for table in (SIGNED, HELD, PARKED, FACT, STREAM):
                connection.execute(delete(table))
            connection.execute(update(FEED).values(pos=0))
            _keep(connection, _INCARNATION, token_hex(8))
            return True

    def faults(self) -> list[Fault]:
        """The streams whose facts do not lead, link by link, to the hash the log says they end with."""
        with self.engine.connect().execution_options(reading=True) as connection:
            return _faults(connection)


def faults_in(driver: Driver) -> list[Fault]:
    """The same of a log that is only to be looked at: nothing of it is made or changed. Raises LogUnreadable."""
    engine = _engine_of(driver)
    try:
        with engine.connect().execution_options(reading=True) as connection:
            return _faults(connection)
    except SQLAlchemyError as error:
        # Not chained: the words of the error may quote what stands in the log.
        raise LogUnreadable(type(error).__name__) from None
    finally:
        engine.dispose()


def _engine_of(driver: Driver) -> Engine:
    options = {"poolclass": QueuePool, "pool_size": 8, "max_overflow": 8}
    return open_engine("sqlite://", module=driver.module, creator=driver.connect, **options)


def _faults(connection: Connection) -> list[Fault]:
    rows = connection.execute(select(STREAM).order_by(STREAM.c.device, STREAM.c.opened_ms)).all()
    found = (_fault(connection, row.device, row.epoch, (row.seq, row.hash)) for row in rows)
    return [fault for fault in found if fault is not None]


def _fault(connection: Connection, device: bytes, epoch: bytes, end: tuple[int, bytes]) -> Fault | None:
    here = (FACT.c.device == device) & (FACT.c.epoch == epoch)
    seq, hash_ = 0, start_of(device, epoch).hash
    for row in connection.execute(select(*COLUMNS).where(here).order_by(FACT.c.seq)):
        entry = entry_of(row)
        hash_ = link(hash_, entry.header, entry.body_hash)
        seq += 1
        if entry.header.seq != seq or entry.hash != hash_:
            return Fault(device, epoch, seq)
    return None if end == (seq, hash_) else Fault(device, epoch, seq + 1)


def _keep(connection: Connection, name: str, content: str, signature: bytes = b"") -> None:
    connection.execute(delete(KEPT).where(KEPT.c.name == name))
    connection.execute(insert(KEPT).values(name=name, content=content, signature=signature))
