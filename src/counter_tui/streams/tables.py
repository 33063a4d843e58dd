"""The tables of the log. The station stands first in every key, so that they can be spread over many servers."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

METADATA = MetaData()

FEED = Table(
    "feed",
    METADATA,
    Column("station", Text, primary_key=True),
    Column("pos", BigInteger, nullable=False),
)
"""How many places of a station's feed are given away. Whoever adds to a stream of the station locks its row."""

STREAM = Table(
    "stream",
    METADATA,
    Column("station", Text, primary_key=True),
    Column("device", LargeBinary, primary_key=True),
    Column("epoch", LargeBinary, primary_key=True),
    Column("letter", Text, nullable=False),
    Column("opened_ms", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("parent_epoch", LargeBinary),
    Column("parent_seq", BigInteger),
    Column("parent_hash", LargeBinary),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("archived", BigInteger, nullable=False),
)
"""An epoch of a device, how it was opened, and how far it is here; up to ``archived`` a proven copy has it."""

FACT = Table(
    "fact",
    METADATA,
    Column("station", Text, primary_key=True),
    Column("device", LargeBinary, primary_key=True),
    Column("epoch", LargeBinary, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("month", Integer, primary_key=True),
    Column("pos", BigInteger, nullable=False),
    Column("fact_id", LargeBinary, nullable=False),
    Column("subject_kind", Text, nullable=False),
    Column("subject_id", LargeBinary, nullable=False),
    Column("type", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("hlc", Text, nullable=False),
    Column("wall_ms", BigInteger, nullable=False),
    Column("boot_id", LargeBinary, nullable=False),
    Column("mono_ms", BigInteger, nullable=False),
    Column("clock_flag", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("seen", LargeBinary, nullable=False),
    Column("body", LargeBinary),
    Column("body_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("again", Boolean, nullable=False),
    Index("fact_in_feed", "station", "pos"),
    Index("fact_by_id", "station", "fact_id"),
    postgresql_partition_by="RANGE (month)",
)
"""One fact as it was received, in the month it was; ``again`` where the station's log had it in another epoch."""

SIGNED = Table(
    "signed",
    METADATA,
    Column("station", Text, primary_key=True),
    Column("device", LargeBinary, primary_key=True),
    Column("epoch", LargeBinary, primary_key=True),
    Column("last", BigInteger, primary_key=True),
    Column("first", BigInteger, nullable=False),
    Column("manifest", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("pos", BigInteger, nullable=False),
    Column("sign", LargeBinary, nullable=False),
    ForeignKeyConstraint(["station", "device", "epoch"], ["stream.station", "stream.device", "stream.epoch"]),
    Index("signed_in_feed", "station", "pos"),
)
"""The signature of the device under each range, as it came: who has it can bring the range to the next.

The places of the feed up to ``pos`` were given with it, and ``sign`` is random: where it stands, the feed up to
there is the one that had it before, however often the log was put back since.
"""

HELD = Table(
    "held",
    METADATA,
    Column("station", Text, primary_key=True),
    Column("device", LargeBinary, primary_key=True),
    Column("epoch", LargeBinary, primary_key=True),
    Column("first", BigInteger, primary_key=True),
    Column("hash", LargeBinary, primary_key=True),
    Column("last", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("settled", Boolean, nullable=False),
)
"""Ranges that are truly the device's but stand on another branch than the log or behind a gap. Their device tells them
again; they are ``settled`` once the log has every fact of them."""

PARKED = Table(
    "parked",
    METADATA,
    Column("station", Text, primary_key=True),
    Column("fact_id", LargeBinary, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)
"""Facts whose content is not understood here. They are in the log like all others, and tried again later."""

USED = Table(
    "used_nonce",
    METADATA,
    Column("nonce", Text, primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
)
"""Nonces somebody has said hello with; none serves twice. Old ones are no longer valid and are let go."""
