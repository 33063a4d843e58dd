"""Opening the encrypted store: engine version, key, crash safety, and one kind of transaction for writing.

WAL with ``synchronous=FULL`` keeps every acknowledged fact through a power cut; ``BEGIN IMMEDIATE`` lets several
processes write the same file in turn.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any

from sqlcipher3 import dbapi2

from counter_tui.db.files.held import HeldFiles
from counter_tui.db.files.turns import Turns
from counter_tui.domain.errors import RuleBroken

OLDEST_ENGINE = (3, 51, 3)
"""Older versions of SQLite can reset a WAL that several processes write."""

_PRAGMAS: tuple[str, ...] = (
    "busy_timeout=15000",
    "synchronous=FULL",
    "foreign_keys=ON",
    "cache_size=-8000",
    "temp_store=MEMORY",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "wal_autocheckpoint=1000",
)

_PATIENCE = 15.0
"""Seconds to try for before a store is called busy."""

_ASK_AGAIN = 0.005
"""Seconds between two tries of a process that waits for its turn to write."""

_GAP = 0.02
"""Seconds that one who writes again and again leaves to others: longer than the coarsest clock tick of a PC."""

StoreError = (dbapi2.DatabaseError, sqlite3.DatabaseError)
"""What the engine raises when the file, the disk or the key is not as it should be."""

ConstraintBroken = (dbapi2.IntegrityError, sqlite3.IntegrityError)
"""What it raises when a row would break a constraint or a guard: a mistake of the program, not of the file."""


PAGE_BYTES = 4096
_PLAIN_HEAD = b"SQLite format 3\0"


def reason_of(error: BaseException) -> str:
    """The engine's own words for an error; they quote no values."""
    return str(error)


def is_undeciphered(error: BaseException) -> bool:
    """Whether the key does not open the file: it is another's, or the file is damaged where it begins."""
    return "not a database" in reason_of(error)


def version() -> str:
    """The version of SQLite inside."""
    return str(dbapi2.sqlite_version)


def driver() -> Any:
    """The DB-API module of the engine, for a file that is not a store."""
    return dbapi2


def require_engine() -> None:
    """Raise RuleBroken("engine_too_old") when this build of SQLite is not safe for several processes."""
    if tuple(dbapi2.sqlite_version_info) < OLDEST_ENGINE:
        raise RuleBroken("engine_too_old", version=dbapi2.sqlite_version, oldest="3.51.3")


def outer_fault(path: Path) -> str:
    """What is wrong with a store, as it shows without the key: "empty", "cut off", "not encrypted", "" for nothing.

    Raises OSError.
    """
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(len(_PLAIN_HEAD))
    if not size:
        return "empty"
    if head == _PLAIN_HEAD:
        return "not encrypted"
    return "cut off" if size % PAGE_BYTES else ""


_ROOMY = "cache_size=-65536"
"""For what reads the whole store in another order than it lies in: a page that is read again is deciphered again."""


def connect(path: Path, key: bytes, *, read_only: bool = False, roomy: bool = False) -> Any:
    """A DB-API connection to the store at ``path`` with its 32-byte key; ``roomy`` keeps 64 MiB of pages at hand.

    One that is ``read_only`` writes nothing, and leaves no file beside the store that was not there.
    """
    require_engine()
    if not read_only:
        return _connected(path, key, "rwc", roomy=roomy)
    try:
        return _connected(path, key, _mode(path), roomy=roomy)
    except dbapi2.OperationalError:
        if _has_log(path):
            raise
        # Even who reads makes a file beside the store, which a full disk or a folder that is closed to writing does not
        # take. Without a log nothing is in it: nobody has the store open.
        return _connected(path, key, "ro&immutable=1", roomy=roomy)


def _connected(path: Path, key: bytes, mode: str, *, roomy: bool) -> Any:
    target = f"file:{_quoted(path)}?mode={mode}"
    connection = dbapi2.connect(target, uri=True, timeout=15, check_same_thread=False, isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if roomy:
            connection.execute(f"PRAGMA {_ROOMY}")
        if mode == "rwc":
            _use_log(connection)
        else:
            connection.execute("PRAGMA query_only=ON")
            _look_into(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _mode(path: Path) -> str:
    """How the engine opens a store that is only read.

    Where there is no log, every reader makes one, and only who might have written takes it away again. What stands in
    a log that is there would go into the store then.
    """
    logs = (path.with_name(path.name + ending) for ending in ("-wal", "-journal"))
    return "ro" if any(log.exists() for log in logs) else "rw"


def _look_into(connection: Any) -> None:
    """Read something, which makes the engine want its files; what is wrong with the store itself is met later."""
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except dbapi2.OperationalError:
        raise
    except dbapi2.DatabaseError:
        return


def _has_log(path: Path) -> bool:
    """Whether something stands in the log beside a store, or may."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _use_log(connection: Any) -> None:
    """Turn write-ahead logging on; processes that make the same store at once try until one has done it.

    The busy timeout does not hold for this one statement.
    """
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except dbapi2.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)


def _quoted(path: Path) -> str:
    return path.resolve().as_posix().replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def give_way() -> None:
    """Let whoever waits for the store have it, between two of many transactions that follow each other."""
    time.sleep(_GAP)


def _begin(connection: Any, statement: str, turns: Turns | None = None) -> None:
    """Begin a transaction; one that writes waits until nobody else does.

    The engine's own waiting asks ever more seldom, and would miss the gaps that a long import leaves.
    """
    if statement == "BEGIN":
        connection.execute(statement)
        return
    until = time.monotonic() + _PATIENCE
    connection.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.execute(statement)
                return
            except dbapi2.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > until:
                    raise
                if turns:
                    turns.wanted()
                time.sleep(_ASK_AGAIN)
    finally:
        connection.execute(f"PRAGMA busy_timeout={_PATIENCE * 1000:.0f}")


class Pool:
    """Connections to one store, taken for a moment and given back; as many as are used at once."""

    def __init__(
        self, opener: Callable[[], Any], held: HeldFiles | None = None, turns: Turns | None = None
    ) -> None:
        self._opener = opener
        self._held = held
        self._turns = turns
        self._idle: list[Any] = []
        self._lock = Lock()
        self._closed = False

    @contextmanager
    def transaction(self, begin: str) -> Iterator[Any]:
        """One transaction begun with this statement: kept when the block ends, undone when it raises.

        One that writes is refused by ``HeldFiles.require`` also after it was kept, in files whose names are gone.
        """
        turn = self._turns.turn() if self._turns and begin != "BEGIN" else nullcontext()
        with turn, self._begun(begin) as connection:
            yield connection

    @contextmanager
    def _begun(self, begin: str) -> Iterator[Any]:
        connection = self._take()
        guarded = self._held if begin != "BEGIN" else None
        try:
            _begin(connection, begin, self._turns)
            if guarded:
                guarded.require(connection)
            yield connection
            connection.execute("COMMIT")
            if guarded:
                guarded.require(connection)
        except BaseException:
            self._undo(connection)
            raise
        else:
            self._give_back(connection)

    def _take(self) -> Any:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return self.lend()

    def lend(self) -> Any:
        """A connection of its own, to be given to ``end`` some time."""
        if not self._held:
            return self._opener()
        self._held.require()
        connection = self._opener()
        self._held.opened()
        return connection

    def end(self, connection: Any) -> None:
        """Close a connection."""
        connection.close()
        if self._held:
            self._held.closed()

    def _give_back(self, connection: Any) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(connection)
                return
        self.end(connection)

    def _undo(self, connection: Any) -> None:
        """Undo and close: a connection that met an error is not used again. A full disk has undone it already."""
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        finally:
            self.end(connection)

    def drain(self) -> None:
        """Close the idle connections; the next ones are opened anew."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            self.end(connection)

    def close(self) -> None:
        """Let go of the file; a connection in use is closed when it is given back."""
        self._closed = True
        self.drain()
        if self._turns:
            self._turns.close()
