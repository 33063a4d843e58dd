"""The store's key: made once, kept in the system's key store or in a key file, and found again.

A random key of 32 bytes encrypts the store. It lies in the key store of the operating system where there is one, else
in the home's key file, which only its owner may read. In both cases the key file says where the key is, so a home that
was moved still finds it. Nothing here ever writes over a key.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import PROGRAM, Home, make_private_folder

KEY_BYTES = 32
SWITCH = "COUNTER_KEYRING"
"""Set to ``off``, this variable keeps new keys out of the system's key store."""

KeyPlace = Literal["keyring", "key_file"]

_UNSAFE_BACKENDS = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")


class _KeyRing(Protocol):
    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...


@dataclass(frozen=True, slots=True)
class StoreKey:
    """A store's key and where it is kept."""

    key: bytes = field(repr=False)
    place: KeyPlace


def make_key(home: Home, random: Callable[[int], bytes], environ: Mapping[str, str]) -> StoreKey:
    """Make a key for the home and keep it safely; the key that is there already when there is one.

    The key is on the disk or in the key store before this returns, so a store made with it can always be opened.
    Raises RuleBroken("key_missing") as ``find_key`` does, OSError when the file cannot be written.
    """
    if home.key_file.exists():
        return find_key(home)
    _place_key(home, random(KEY_BYTES), random, environ)
    return find_key(home)


def put_key_back(
    home: Home, key: bytes, random: Callable[[int], bytes], environ: Mapping[str, str]
) -> KeyPlace:
    """Put a key that was found again where the home's was, or where a new one would go; the place it is in then.

    A key file that is of no use any more, or has another key, is kept under another name. Raises OSError.
    """
    with suppress(RuleBroken):
        place, label = _entry(home)
        ring = _system_ring() if place == "keyring" else None
        if ring is not None and _asked(ring, label) is None and _kept(ring, label, key):
            return "keyring"
    if home.key_file.exists():
        home.key_file.rename(_unused_name(home.key_file))
    _place_key(home, key, random, environ)
    return find_key(home).place


def _place_key(home: Home, key: bytes, random: Callable[[int], bytes], environ: Mapping[str, str]) -> None:
    """Keep a key in the system's key store, else in the key file; the file says which."""
    ring = None if environ.get(SWITCH, "").lower() == "off" else _system_ring()
    label = random(8).hex()
    kept = ring is not None and _kept(ring, label, key)
    # Another process may have made one at the same moment: the one that is there is the home's.
    with suppress(FileExistsError):
        place_once(
            home.key_file, f"keyring {label}\n".encode() if kept else f"key_file {key.hex()}\n".encode()
        )


def _unused_name(path: Path) -> Path:
    number = 1
    while (name := path.with_name(f"{path.name}.old{number}")).exists():
        number += 1
    return name


@contextmanager
def alone(home: Home) -> Iterator[None]:
    """Hold the home for as long as the block runs: one process at a time sets a station up in it.

    The key file is what is held; the system lets go of it when the process ends, however it ends.
    Raises RuleBroken("home_in_use") when another process holds it.
    """
    with home.key_file.open("rb") as handle:
        try:
            _hold(handle.fileno())
        except OSError:
            raise RuleBroken("home_in_use") from None
        yield


def _hold(handle: int) -> None:
    """Lock a file without waiting; raises OSError when another process has it."""
    if sys.platform == "win32":
        import msvcrt

        # A place after the end, so that the file can be read meanwhile.
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def find_key(home: Home) -> StoreKey:
    """The key of the home's store.

    Raises RuleBroken("key_missing", place=...) when the key file, or what it points to, is not there or unreadable.
    """
    place, value = _entry(home)
    if place == "keyring":
        ring = _system_ring()
        value = (_asked(ring, value) if ring is not None else None) or ""
    try:
        key = bytes.fromhex(value)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise RuleBroken("key_missing", place=place)
    return StoreKey(key, place)


def key_place(home: Home) -> KeyPlace:
    """Where the home's key is kept, without asking for the key. Raises RuleBroken("key_missing")."""
    return _entry(home)[0]


def place_once(path: Path, content: bytes) -> None:
    """Put a new file in its place whole and readable by its owner only, after a power cut too.

    Raises FileExistsError when there is one already, OSError when it cannot be written.
    """
    make_private_folder(path.parent)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        move_once(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def move_once(source: Path, target: Path) -> None:
    """Give a finished file its name unless the name is taken; raises FileExistsError then."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems know no second name for a file.
        if target.exists():
            raise FileExistsError(target) from None
        source.rename(target)
    else:
        source.unlink()
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _entry(home: Home) -> tuple[KeyPlace, str]:
    try:
        words = home.key_file.read_text("ascii").split()
    except (OSError, UnicodeDecodeError):
        raise RuleBroken("key_missing", place="key_file") from None
    if len(words) == 2 and words[0] == "keyring":
        return "keyring", words[1]
    if len(words) == 2 and words[0] == "key_file":
        return "key_file", words[1]
    raise RuleBroken("key_missing", place="key_file")


def _system_ring() -> _KeyRing | None:
    """The key store of the system, None where there is none that keeps a secret."""
    try:
        import keyring

        ring = keyring.get_keyring()
        members = getattr(ring, "backends", None)
        real = [member for member in members or (ring,) if _keeps_secrets(member)]
    except Exception:  # a broken key store must not stop a counter: the key file takes its place
        return None
    return ring if real and len(real) == len(members or (ring,)) else (real[0] if real else None)


def _keeps_secrets(backend: object) -> bool:
    module = type(backend).__module__
    return float(getattr(backend, "priority", 0)) > 0 and not module.startswith(_UNSAFE_BACKENDS)


def _kept(ring: _KeyRing, label: str, key: bytes) -> bool:
    """Whether the key is in the key store, read back and compared."""
    try:
        ring.set_password(PROGRAM, label, key.hex())
        return ring.get_password(PROGRAM, label) == key.hex()
    except Exception:  # refused, locked or gone: the key file takes its place
        return False


def _asked(ring: _KeyRing, label: str) -> str | None:
    try:
        return ring.get_password(PROGRAM, label)
    except Exception:  # locked or gone: said as a missing key
        return None
