"""The store of one station on one PC: opening it, reading it, and writing facts into it."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from msgspec import Struct

from counter_tui.db import engine as engines
from counter_tui.db import ledger, schema
from counter_tui.db.files.held import HeldFiles
from counter_tui.db.files.traces import Told, Traces
from counter_tui.db.files.turns import Turns
from counter_tui.db.ledger import Pen, RandomBytes
from counter_tui.db.notes import Sealing, sealing_of
from counter_tui.db.rows import projections
from counter_tui.db.sql import Connection
from counter_tui.domain.clock import Clock
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Fact, Recorded, Subject
from counter_tui.domain.matter.state import Matter
from counter_tui.domain.visit import rating
from counter_tui.domain.visit.own_hand import concerns, require_own_hand

Reading = Connection
"""One consistent view of the store, as the floors above pass it on."""


class Writing(Struct, frozen=True):
    """One writing transaction: all of it is kept, or nothing."""

    connection: Connection
    pen: Pen
    matter_keys: Callable[[Matter], Iterable[str]]
    identity_key: Callable[[str], str]
    sealing: Sealing
    initials_of: Callable[[str], str]

    def append(
        self,
        subject: Subject,
        facts: Sequence[Fact],
        actor: str,
        seen: bytes = b"",
        history: Sequence[Recorded] | None = None,
    ) -> list[Recorded]:
        """Write facts about one subject and bring its rows in step.

        ``history`` are the facts the subject has, where the caller has read them in this transaction already.
        Raises RuleBroken("not_the_customers_hand") for a press that is not the customer's on a pad that asked him, and
        "fact_too_large".
        """
        if concerns(actor, facts):
            # Read here: whoever would press for a customer could also say what came before.
            require_own_hand(actor, facts, rating.fold(ledger.facts_of(self.connection, subject)))
        if history is None and subject.kind in projections.PROJECTED:
            history = ledger.facts_of(self.connection, subject)
        recorded = ledger.append(self.connection, self.pen, subject, facts, actor, seen)
        projections.refold(self.connection, history or (), recorded, self.matter_keys, self.identity_key)
        return recorded


class Store:
    """The encrypted file of one station. Several processes may have it open at once."""

    def __init__(
        self,
        path: Path,
        key: bytes,
        clock: Clock,
        *,
        matter_keys: Callable[[Matter], Iterable[str]],
        initials_of: Callable[[str], str] = lambda _name: "",
        random: RandomBytes | None = None,
        boot_id: bytes = b"",
    ) -> None:
        self.path = path
        self._key = key
        self._sealing = sealing_of(key)
        self.pen = Pen(clock, random or RandomBytes(), boot_id)
        self._matter_keys = matter_keys
        self._initials_of = initials_of
        self._lock = Lock()
        self._held = HeldFiles(path)
        self._traces = Traces(path)
        self._pool = engines.Pool(self._open, self._held, Turns(path))
        self._watcher: Any = None
        self._hurried = False

    @property
    def key(self) -> bytes:
        """The key the store was opened with."""
        return self._key

    def has_key(self, key: bytes) -> bool:
        """Whether this is the store's key."""
        return hmac.compare_digest(self._key, key)

    def identity_key(self, number: str) -> str:
        """The keyed hash that stands for an identity number in an index."""
        return identity_key_of(self._key)(number)

    def hurry(self) -> None:
        """Wait for the disk no more, which a power cut may punish: for a store that would be made anew then."""
        self._hurried = True
        self._pool.drain()

    def _open(self) -> Any:
        connection = engines.connect(self.path, self._key)
        if self._hurried:
            connection.execute("PRAGMA synchronous=OFF")
        return connection

    def prepare(self) -> None:
        """Bring the file to this program's schema; makes it when it is new.

        Raises RuleBroken("store_unusable") or "store_newer".
        """
        with self.reading() as connection:
            version = schema.current(connection)
        if version != schema.HEAD:
            with self._translated():
                schema.upgrade(self._open)

    def older_schema(self) -> str | None:
        """The schema of a store of an earlier version of this program; None for a new file and for any other store."""
        with self.reading() as connection:
            version = schema.current(connection)
        return version if version != schema.HEAD and version in schema.KNOWN else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the store."""
        with self._translated(), self._pool.transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One immediate transaction, kept when the block ends without an error.

        Raises RuleBroken("disk_full"), "store_unwritable", "store_busy", "store_gone", "store_log_gone" or
        "store_unusable" when it cannot be kept.
        """
        with self._translated(), self._pool.transaction("BEGIN IMMEDIATE") as connection:
            yield Writing(
                connection, self.pen, self._matter_keys, self.identity_key, self._sealing, self._initials_of
            )

    def give_way(self) -> None:
        """Leave the store to other processes for a moment, between two of many transactions that follow each other."""
        if not self._hurried:
            engines.give_way()

    def look(self) -> Told:
        """What the files tell of writes since the last look; the engine is not asked."""
        return self._traces.look()

    def data_version(self) -> int:
        """A number that changes when another connection has written to the store."""
        with self._translated(), self._lock:
            return int(self._watching().execute("PRAGMA data_version").fetchall()[0][0])

    def require_there(self) -> None:
        """Raise what ``HeldFiles.require`` raises when somebody has deleted or replaced the store's files."""
        with self._translated(), self._lock:
            self._held.require(self._watching())

    def _watching(self) -> Any:
        # One connection must keep asking, since the version compares what that connection has seen.
        if self._watcher is None:
            self._watcher = self._pool.lend()
        return self._watcher

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._pool.close()
            if self._watcher is not None:
                self._pool.end(self._watcher)
                self._watcher = None

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except engines.ConstraintBroken:
            raise
        except engines.StoreError as error:
            raise _broken(error) from error


def identity_key_of(key: bytes) -> Callable[[str], str]:
    """How a store with this key turns an identity number into the keyed hash that stands for it in an index."""
    secret = hmac.digest(key, b"identity-index", sha256)
    return lambda number: hmac.new(secret, number.encode("utf-8"), sha256).hexdigest()[:32]


def _broken(error: BaseException) -> RuleBroken:
    text = str(error)
    if "disk is full" in text or "disk I/O" in text:
        return RuleBroken("disk_full", detail=text)
    if "readonly" in text or "unable to open" in text:
        return RuleBroken("store_unwritable", detail=text)
    if "locked" in text or "busy" in text:
        return RuleBroken("store_busy")
    return RuleBroken("store_unusable", detail=text)
