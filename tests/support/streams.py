"""A device of which only its ledger is there: it writes facts, and signs ranges of them."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from msgspec.structs import replace

from counter_tui.domain.clock import from_ms
from counter_tui.domain.ids import make_id
from counter_tui.domain.ledger.chain import SALT_BYTES, Header, encode_body, genesis, hash_body, link
from counter_tui.domain.ledger.entry import Entry, Opening
from counter_tui.streams.log import Writer
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.ranges import SignedRange, sign_range

NOON_MS = 1_772_424_000_000
"""2 March 2026, 12:00 in Shanghai."""


class PaperDevice:
    """Facts of one epoch of a device, without a store."""

    def __init__(
        self, name: str, station: str = "33010", epoch: str = "", key: SigningKey | None = None
    ) -> None:
        self.station = station
        self.device = sha256(name.encode()).digest()[:16]
        self.epoch = sha256((name + epoch).encode()).digest()[16:]
        self.key = key or SigningKey(sha256(b"key" + name.encode()).digest())
        self.opening = Opening(name[:1].upper(), NOON_MS, "station set up")
        self.entries: list[Entry] = []

    @property
    def writer(self) -> Writer:
        """The device as a log knows it."""
        return Writer(self.station, self.device, self.key.public)

    def hash_before(self, seq: int) -> bytes:
        """The hash before the fact of this seq."""
        return self.entries[seq - 2].hash if seq > 1 else genesis(self.device, self.epoch)

    def write(self, count: int, words: str = "", type_: str = "NoteAdded") -> list[Entry]:
        """Write so many facts, each with its place and these words."""
        return [self._write(words, type_) for _ in range(count)]

    def write_as(self, **values: Any) -> Entry:
        """Write one fact whose header has these values."""
        self._write("", "NoteAdded")
        entry = self.entries.pop()
        return self._link(replace(entry.header, **values), entry.body)

    def write_body(self, body: bytes, **values: Any) -> Entry:
        """Write one fact with this body whose header has these values."""
        header = self.write_as(**values).header
        self.entries.pop()
        return self._link(header, body)

    def retell(self, entries: list[Entry]) -> None:
        """Write facts of another epoch at the end of this one, with their ids and bodies."""
        for entry in entries:
            values = {name: getattr(entry.header, name) for name in Header.__struct_fields__}
            self._link(Header(**values | {"epoch": self.epoch, "seq": len(self.entries) + 1}), entry.body)

    def signed(self, first: int = 1, last: int = 0) -> SignedRange:
        """A range of its facts, signed; up to the end where ``last`` is 0."""
        part = self.entries[first - 1 : last or len(self.entries)]
        return sign_range(self.device, self.hash_before(first), part, self.key, self.opening)

    def _write(self, words: str, type_: str) -> Entry:
        seq = len(self.entries) + 1
        at = NOON_MS + seq * 1000
        seed = sha256(self.epoch + seq.to_bytes(8, "big") + words.encode()).digest()
        header = Header(
            epoch=self.epoch,
            seq=seq,
            fact_id=make_id(from_ms(at), seed[:10]),
            subject_kind="matter",
            subject_id=sha256(self.device + bytes([seq // 3 % 256])).digest()[:16],
            type=type_,
            version=1,
            hlc=f"{at:015d}.00000.{self.device.hex()[:16]}",
            wall_ms=at,
            boot_id=b"b" * 16,
            mono_ms=seq * 1000,
            clock_flag="ok",
            actor="1001",
            seen=self.entries[-1].header.fact_id if self.entries else b"",
        )
        return self._link(header, encode_body({"text": f"{words}{seq}"}, seed[-SALT_BYTES:]))

    def _link(self, header: Header, body: bytes | None) -> Entry:
        body_hash = hash_body(body or b"")
        entry = Entry(header, body, body_hash, link(self.hash_before(header.seq), header, body_hash))
        self.entries.append(entry)
        return entry
