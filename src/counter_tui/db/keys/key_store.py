"""The store's key: made once, kept in the system's key store or in a key file, and found again.

A random key of 32 bytes encrypts the store. It lies in the key store of the operating system where there is one, else
in the home's key file, which only its owner may read. In both cases the key file says where the key is, so a home that
was moved still finds it. With a passphrase the key file holds the key sealed, and the key store a secret that is needed
to open the seal (``key_seal``). Nothing here ever writes over a key that may still be needed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from counter_tui import paths
from counter_tui.db.keys import key_ring, key_seal
from counter_tui.domain.errors import RuleBroken
from counter_tui.paths import Home, make_private_folder, write_private

KEY_BYTES = 32
KeyPlace = Literal["keyring", "key_file"]


class StoreKey(Struct, frozen=True):
    """A store's key and where it is kept."""

    key: bytes
    place: KeyPlace

    def __repr__(self) -> str:
        """Without the key."""
        return f"StoreKey({self.place!r})"


class Entry(Struct, frozen=True):
    """What the key file says.

    ``value`` is the key in hex, or the label of what the key store keeps: the key, or with ``sealed`` the secret of
    the seal. ``old`` are labels whose content the key store must forget.
    """

    place: KeyPlace
    value: str
    sealed: bytes = b""
    salt: bytes = b""
    old: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Without what opens the store."""
        return f"Entry({self.place!r}, {self.old!r})"

    def written(self) -> bytes:
        """The key file's content."""
        if not self.sealed:
            return f"{self.place} {self.value}\n".encode("ascii")
        words = [paths.SEALED, key_seal.SCHEME, self.salt.hex(), self.sealed.hex(), self.place, self.value]
        return (" ".join(word for word in (*words, *self.old) if word) + "\n").encode("ascii")


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
        entry = entry_of(home)
        ring = key_ring.system_ring() if entry.place == "keyring" and not entry.sealed else None
        if (
            ring is not None
            and key_ring.asked(ring, entry.value) is None
            and key_ring.kept(ring, entry.value, key)
        ):
            return "keyring"
    if home.key_file.exists():
        home.key_file.rename(_unused_name(home.key_file))
    _place_key(home, key, random, environ)
    return find_key(home).place


def _place_key(home: Home, key: bytes, random: Callable[[int], bytes], environ: Mapping[str, str]) -> None:
    """Keep a key in the system's key store, else in the key file; the file says which."""
    entry = plain_entry(key, random, environ)
    # Another process may have made one at the same moment: the one that is there is the home's.
    with suppress(FileExistsError):
        place_once(home.key_file, entry.written())


def plain_entry(key: bytes, random: Callable[[int], bytes], environ: Mapping[str, str]) -> Entry:
    """The key kept without a passphrase: in the key store under a new label where there is one, else in the entry."""
    label = key_ring.keep(key, random, environ)
    return Entry("keyring", label) if label else Entry("key_file", key.hex())


def sealed_entry(
    key: bytes, passphrase: str, random: Callable[[int], bytes], environ: Mapping[str, str]
) -> Entry:
    """The key under a passphrase, with a new secret in the key store where there is one."""
    salt, secret = random(key_seal.SALT_BYTES), random(key_seal.SECRET_BYTES)
    label = key_ring.keep(secret, random, environ)
    sealed = key_seal.seal(key, passphrase, salt, random(key_seal.NONCE_BYTES), secret if label else b"")
    return Entry("keyring" if label else "key_file", label, sealed, salt)


def put_entry(home: Home, entry: Entry, before: Entry) -> bool:
    """Put another entry in the place of the one before, in one step, and let the key store forget the old one.

    Stopped at any moment the home has the one or the other. False when the key store does not forget: then the key file
    says what is to be forgotten. A secret without its seal opens nothing and may stay. Raises OSError.
    """
    old = (*before.old, before.value) if before.place == "keyring" else before.old
    if not entry.sealed:
        write_private(home.key_file, entry.written())
        return True
    write_private(home.key_file, replace(entry, old=old).written())
    left = tuple(label for label in old if not key_ring.forgotten(label))
    if left != old:
        write_private(home.key_file, replace(entry, old=left).written())
    return not left


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


def find_key(home: Home, passphrase: str = "") -> StoreKey:
    """The key of the home's store.

    Raises RuleBroken("passphrase_needed") when it is under a passphrase and none is given, "passphrase_wrong",
    "key_missing" with its place when the key file, or what it points to, is not there or unreadable.
    """
    entry = entry_of(home)
    if entry.sealed and not passphrase:
        raise RuleBroken("passphrase_needed")
    value = entry.value
    if entry.place == "keyring":
        ring = key_ring.system_ring()
        value = (key_ring.asked(ring, value) if ring is not None else None) or ""
    try:
        found = bytes.fromhex(value)
    except ValueError:
        found = b""
    if len(found) != KEY_BYTES and not (entry.sealed and entry.place == "key_file"):
        raise RuleBroken("key_missing", place=entry.place)
    return StoreKey(
        key_seal.unseal(entry.sealed, passphrase, entry.salt, found) if entry.sealed else found, entry.place
    )


def key_place(home: Home) -> KeyPlace:
    """Where the home's key is kept, without asking for the key. Raises RuleBroken("key_missing")."""
    return entry_of(home).place


def is_open_to_others(home: Home) -> bool:
    """Whether somebody besides its owner may read or write the key file, where the system tells."""
    try:
        return os.name == "posix" and bool(home.key_file.stat().st_mode & 0o077)
    except OSError:
        return False


def is_sealed(home: Home) -> bool:
    """Whether a passphrase is needed to open the store; False where the key file cannot be read."""
    try:
        return bool(entry_of(home).sealed)
    except RuleBroken:
        return False


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


def entry_of(home: Home) -> Entry:
    """What the key file says. Raises RuleBroken("key_missing") when it cannot be read."""
    try:
        words = home.key_file.read_text("ascii").split()
    except (OSError, UnicodeDecodeError):
        raise RuleBroken("key_missing", place="key_file") from None
    match words:
        case ["keyring", label]:
            return Entry("keyring", label)
        case ["key_file", key]:
            return Entry("key_file", key)
        case [paths.SEALED, key_seal.SCHEME, salt, sealed, "key_file" | "keyring" as place, *labels]:
            label, old = ("", labels) if place == "key_file" else ("".join(labels[:1]), labels[1:])
            with suppress(ValueError):
                entry = Entry(place, label, bytes.fromhex(sealed), bytes.fromhex(salt), tuple(old))
                if len(entry.sealed) == key_seal.sealed_length(KEY_BYTES) and entry.salt:
                    return entry
    raise RuleBroken("key_missing", place="key_file")
