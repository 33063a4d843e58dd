"""A world of PCs and a centre, all real but for the line between them: stores, the stream log, the protocol."""

from __future__ import annotations

import atexit
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec.json import decode, encode
from sqlalchemy import Engine

from counter_tui.db import ledger, sql, station
from counter_tui.db.checks.chain import check_chain
from counter_tui.db.finding import Finding
from counter_tui.db.rows import projections
from counter_tui.db.store import Store
from counter_tui.db.tables.station import StationRow
from counter_tui.db.tables.sync import PeerRow, ReceiptRow
from counter_tui.db.travel.in_step import fault_of
from counter_tui.domain.clock import to_ms
from counter_tui.domain.facts.base import Fact, Recorded, Subject
from counter_tui.domain.facts.matter import NoteAdded
from counter_tui.domain.facts.station import StationOpened
from counter_tui.streams.engine import open_engine
from counter_tui.streams.log import StreamLog
from counter_tui.streams.passes import Passes
from counter_tui.streams.reception import House, Member, Reception, Refused
from counter_tui.streams.tables import METADATA
from counter_tui.sync.call import Outcome, make_call
from counter_tui.sync.carrier import Denied, NoAnswer
from counter_tui.sync.peer import HUB, keep_peer, read_peer
from counter_tui.wire.envelope import Signed, sign
from counter_tui.wire.keys import SigningKey
from counter_tui.wire.messages import (
    RECEIPT,
    Cursor,
    Elsewhere,
    Greeting,
    Head,
    Hello,
    Neighbour,
    Nonce,
    Policy,
    Receipt,
    Welcome,
)
from counter_tui.wire.pages import Page, read_page
from counter_tui.wire.ranges import read_range
from counter_tui.wire.releases import Releases
from support.clocks import SeededBytes, StillClock
from support.two_pcs import first_fact

KEY = b"k" * 32
CENTRE = SigningKey(b"c" * 32)
STRANGER = SigningKey(b"s" * 32)
CODE = "33010"

Answer = TypeVar("Answer")
Fault = Callable[[str], str]
"""What befalls the next request, told by its name.

"" nothing, "lost" on its way there, "unheard" on its way back, "twice" delivered again, "forged" answered by a stranger
who took the range for himself (any other request of his is lost).
"""


@cache
def _engine_of(file: Path) -> Engine:
    """One engine for all that ever stands in a file: what the engine has learned of its statements stays."""
    return open_engine(f"sqlite:///{file}")


@cache
def _empty_log() -> Path:
    """An empty log of the station, made once a process."""
    folder = Path(tempfile.mkdtemp(prefix="world-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    engine = open_engine(f"sqlite:///{folder / 'log.db'}")
    METADATA.create_all(engine)
    with engine.begin() as connection:
        StreamLog(engine).add_station(connection, CODE)
    engine.dispose()
    return folder / "log.db"


@cache
def _empty_store() -> Path:
    """An empty store of this program's schema, made once a process."""
    folder = Path(tempfile.mkdtemp(prefix="world-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    store = Store(folder / "empty.db", KEY, StillClock(), matter_keys=lambda _: ())
    store.prepare()
    store.close()
    return folder / "empty.db"


def copy_store(source: Path, target: Path) -> None:
    """Copy the files of a store that nobody has open, in place of those at the target."""
    for end in ("", "-wal", "-shm"):
        file = target.with_name(target.name + end)
        file.unlink(missing_ok=True)
        if source.with_name(source.name + end).exists():
            shutil.copy(source.with_name(source.name + end), file)


@dataclass
class Centre:
    """A centre with its log in one file, and the devices it knows."""

    file: Path
    clock: StillClock
    members: dict[bytes, Member] = field(default_factory=dict)
    hellos: list[Hello] = field(default_factory=list)
    policy: Policy = field(default_factory=Policy)
    key: SigningKey = CENTRE

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Open the log, as a start of the centre does."""
        if not self.file.exists():
            copy_store(_empty_log(), self.file)
        self.engine: Engine = _engine_of(self.file)
        self.engine.dispose()
        self.log = StreamLog(self.engine, judge=fault_of)
        self.reception = Reception(self.log, self.engine, self, House(self.key, "1"), Passes(b"secret"))

    def member(self, device: bytes) -> Member | None:
        """The device of this id."""
        return self.members.get(device)

    def greeted(self, _member: Member, hello: Hello, _now_ms: int) -> Policy:
        """A device said hello."""
        self.hellos.append(hello)
        return self.policy

    def releases(self, _station: str, _now_ms: int) -> dict[str, int]:
        """This one gives none."""
        return {}

    def neighbours(self, station: str) -> tuple[Neighbour, ...]:
        """The devices of a station."""
        here = (member for member in self.members.values() if member.station == station)
        return tuple(Neighbour(member.device, "A", member.public) for member in here)

    def copy_to(self, file: Path) -> None:
        """Make a copy of the log as it is now."""
        raw = self.engine.raw_connection()
        with sqlite3.connect(file) as copy:
            raw.driver_connection.backup(copy)  # type: ignore[union-attr]
        copy.close()
        raw.close()

    def put_back(self, file: Path) -> None:
        """Put the log back as it was when the copy was made; nobody notices."""
        self.engine.dispose()
        copy_store(file, self.file)
        self.open()

    def told(self) -> dict[bytes, int]:
        """How often the log has each fact, those told again left out."""
        with self.engine.connect() as connection:
            found = connection.exec_driver_sql("SELECT fact_id, sum(NOT again) FROM fact GROUP BY fact_id")
            return {bytes(fact_id): int(count) for fact_id, count in found}

    def kept(self) -> set[bytes]:
        """The facts the log has anywhere, those of held ranges among them."""
        with self.engine.connect() as connection:
            held = connection.exec_driver_sql("SELECT content FROM held WHERE NOT settled")
            ranges = [read_range(row.content) for row in held]
        return self.told().keys() | {entry.header.fact_id for each in ranges for entry in each.entries()}


class Answering(Protocol):
    """A centre, or a hub."""

    @property
    def reception(self) -> Reception:
        """Who answers."""
        ...

    @property
    def clock(self) -> StillClock:
        """Its clock."""
        ...


@dataclass
class Line:
    """A way to the centre in this process; everything goes over it as bytes, as it would over a real one."""

    centre: Answering
    fault: Fault = lambda _: ""
    bytes_up: int = 0
    bytes_down: int = 0

    def nonce(self) -> Nonce:
        """As ``Carrier`` says."""
        return self._ask("nonce", lambda now: self.centre.reception.nonce(now))

    def hello(self, greeting: Greeting) -> Welcome:
        """As ``Carrier`` says."""
        sent = decode(encode(greeting), type=Greeting)
        answer = self._ask("hello", lambda now: encode(self.centre.reception.hello(sent, now)))
        return decode(answer, type=Welcome)

    def put(self, content: bytes) -> Signed | Elsewhere:
        """As ``Carrier`` says."""
        return self._ask("put", lambda now: self.centre.reception.put(content, now), lambda: _forged(content))

    def feed(self, session: str, after: Cursor) -> Page:
        """As ``Carrier`` says."""
        return read_page(self._ask("feed", lambda now: self.centre.reception.feed(session, after, now)))

    def stream(self, session: str, epoch: bytes, first: int) -> Page:
        """As ``Carrier`` says."""
        reception = self.centre.reception
        return read_page(self._ask("stream", lambda now: reception.stream(session, epoch, first, now)))

    def hash_at(self, session: str, epoch: bytes, seq: int) -> Head:
        """As ``Carrier`` says."""
        return self._ask("hash", lambda now: self.centre.reception.hash_at(session, epoch, seq, now))

    def held(self, session: str) -> list[bytes]:
        """As ``Carrier`` says."""
        return self._ask("held", lambda now: self.centre.reception.held(session, now))

    def releases(self, _session: str, _kind: str, _after: int) -> Releases:
        """This centre gives none."""
        return Releases(())

    def release_part(self, _session: str, _kind: str, _number: int, _part: int) -> bytes:
        """This centre gives none."""
        raise Denied("not_there")

    def neighbours(self, session: str) -> Signed:
        """The devices of the station, for its hub."""
        return self._ask("neighbours", lambda now: self.centre.reception.neighbours(session, now))

    def _ask(
        self, name: str, ask: Callable[[int], Answer], forged: Callable[[], Answer] | None = None
    ) -> Answer:
        fault = self.fault(name)
        if fault == "forged" and forged:
            return forged()
        if fault in ("lost", "forged"):
            raise NoAnswer("not_reached")
        now = to_ms(self.centre.clock.now())
        try:
            answer = ask(now)
        except Refused as refused:
            raise Denied(refused.code, refused.orders) from None
        if fault == "twice":
            with suppress(Refused):
                ask(now)
        if fault == "unheard":
            raise NoAnswer("cut_off")
        return answer


def _forged(content: bytes) -> Signed:
    """A receipt for a range nobody took, by somebody who is not the centre."""
    manifest = read_range(content).told()
    receipt = Receipt(
        incarnation="1",
        station=CODE,
        device=manifest.device,
        epoch=manifest.epoch,
        seq=manifest.last,
        hash=manifest.hash,
        archived=0,
        at_ms=0,
    )
    return sign(RECEIPT, receipt, STRANGER)


class WorldPc:
    """One PC with its store. ``acknowledged`` are the facts a clerk was told are kept."""

    def __init__(self, name: str, folder: Path, clock: StillClock, seed: int = 0, code: str = CODE) -> None:
        self.name, self.folder, self.clock, self.seed, self.code = name, folder, clock, seed, code
        self.device = sha256(name.encode()).digest()[:16]
        self.key = SigningKey(sha256(b"key" + name.encode()).digest())
        self.acknowledged: list[bytes] = []
        folder.mkdir(parents=True)
        self.file = folder / "station.db"

    def set_up(self) -> None:
        """Open the station's ledger on this PC, and let it belong to the centre."""
        copy_store(_empty_store(), self.file)
        self.open()
        epoch = sha256(b"epoch" + self.name.encode()).digest()[:16]
        now = to_ms(self.clock.now())
        letter = self.name[:1].upper()
        row = StationRow(
            1, self.code, "万泉供电所", "urban", "state_grid", 0, self.device, letter, epoch, now
        )
        opened = StationOpened(
            code=self.code, name=row.name, area="urban", profile="state_grid", device=letter, demo=False
        )
        with self.store.writing() as writing:
            station.begin(writing.connection, row, now, "set_up")
            writing.append(Subject("station", self.code.encode()), [opened], "101")
            keep_peer(writing, PeerRow(1, "", self.key.secret, CENTRE.public, b"", "1", b"f" * 32))

    def open(self) -> None:
        """Open the store, as a start of the program does."""
        random = SeededBytes(int.from_bytes(self.device[:4], "big") + self.seed)
        self.seed += 1
        self.store = Store(
            self.file, KEY, self.clock, matter_keys=lambda _: (), random=random, boot_id=b"b" * 16
        )

    @property
    def member(self) -> Member:
        """The device as the centre knows it."""
        return Member(self.code, self.device, self.key.public, False)

    def accept(self) -> bytes:
        """Accept a matter; its id."""
        written, seed = (number.to_bytes(4, "big") for number in (len(self.acknowledged), self.seed))
        matter_id = sha256(self.device + written + seed).digest()[:16]
        self.write(matter_id, first_fact())
        return matter_id

    def note(self, matter_id: bytes, words: str) -> None:
        """Write something down about a matter."""
        self.write(matter_id, NoteAdded(text=words))

    def write(self, matter_id: bytes, fact: Fact) -> Recorded:
        """Write a fact about a matter; the clerk is told."""
        return self.say(Subject("matter", matter_id), fact, "102")

    def say(self, subject: Subject, fact: Fact, actor: str) -> Recorded:
        """Somebody writes a fact about a subject, and is told."""
        self.clock.advance(timedelta(seconds=7))
        with self.store.writing() as writing:
            history = ledger.facts_of(writing.connection, subject)
            seen = history[-1].fact_id if history else b""
            (recorded,) = writing.append(subject, [fact], actor, seen, history)
        self.acknowledged.append(recorded.fact_id)
        return recorded

    def call(self, centre: Centre, fault: Fault = lambda _: "") -> Outcome:
        """Call the centre once."""
        return make_call(self.store, Line(centre, fault), "test")

    def call_hub(self, hub: Answering, public: bytes, fault: Fault = lambda _: "") -> Outcome:
        """Call the hub of this key once."""
        with self.store.writing() as writing:
            if read_peer(writing.connection, HUB) is None:
                keep_peer(writing, PeerRow(HUB, "", self.key.secret, public, b"", "", b"f" * 32))
        return make_call(self.store, Line(hub, fault), "test", k=HUB)

    def has(self) -> set[bytes]:
        """The ids of all facts in the store."""
        with self.store.reading() as connection:
            return {bytes(row[0]) for row in connection.execute("SELECT fact_id FROM fact").fetchall()}

    def knows(self) -> list[bytes]:
        """The ids of the matters of which the store has facts."""
        with self.store.reading() as connection:
            return [subject.id for subject in ledger.subjects(connection, "matter")]

    def matters(self) -> list[tuple[object, ...]]:
        """The rows of matters as the lists show them."""
        with self.store.reading() as connection:
            return [
                tuple(row) for row in connection.execute("SELECT * FROM matter ORDER BY matter_id").fetchall()
            ]

    def rebuild(self) -> None:
        """Compute the rows of every matter anew from its facts."""
        with self.store.writing() as writing:
            for subject in ledger.subjects(writing.connection, "matter"):
                projections.rebuild(writing.connection, subject, writing.matter_keys, writing.identity_key)

    def receipts(self) -> list[Signed]:
        """What the store keeps as the centre's word."""
        with self.store.reading() as connection:
            return [Signed(row.content, row.signature) for row in sql.read(connection, ReceiptRow)]

    def findings(self) -> list[Finding]:
        """What is wrong with the chain."""
        with self.store.reading() as connection:
            return list(check_chain(connection))

    def begin_with(self, file: Path) -> None:
        """Begin with a copy of another PC's store, as a PC does that was made from its disk."""
        copy_store(file, self.file)
        self.open()

    def copy_to(self, file: Path) -> None:
        """Copy the store as it is now, as somebody does with a disk."""
        self.store.close()
        copy_store(self.file, file)
        self.open()

    def put_back(self, file: Path) -> None:
        """Put the store back as it was when the copy was made; the program does not notice."""
        self.store.close()
        copy_store(file, self.file)
        self.open()
