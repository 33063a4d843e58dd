"""A PC that the centre has closed down: the note of it, removing what is left on it, and telling the centre.

The keys go first, then the ledger, its copies, and the rest of the home. Killed at any step, the next start goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from msgspec import DecodeError, Struct
from msgspec.json import encode
from msgspec.structs import replace

from counter_tui.db.files.removing import blot_out, take_out
from counter_tui.db.keys import key_ring
from counter_tui.domain.reading import read_json
from counter_tui.paths import Home, write_private
from counter_tui.sync.carrier import Denied, NoAnswer
from counter_tui.wire.messages import Noted, ObeyedTold
from counter_tui.wire.sticks import FOLDER

Step = Callable[[str], None]
"""Told the name of each step before it is taken."""


class Closed(Struct, frozen=True):
    """That this PC was closed down.

    ``sealed`` is the file in the folder of bundles and ``digest`` its hash, ``facts`` how many are in it; ``key`` is
    the hash of the key file of this home and ``labels`` what the key store is to forget; ``stays`` what else is not
    this PC's. ``told`` is said to the centre at ``address``; ``gone`` and ``noted`` are set when everything is removed
    and the centre has heard of it.
    """

    sealed: str
    digest: bytes
    facts: int
    key: bytes
    told: ObeyedTold
    address: str
    authority: str = ""
    labels: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()
    gone: bool = False
    noted: bool = False


def go_on_removing(home: Home, on_step: Step = lambda _: None) -> Closed | None:
    """Go on removing where this PC was closed down; None where it was not, or the note is of another home.

    Where what was sealed is not there and the keys still are, nothing was removed: the store is sealed anew.
    """
    noted = read_closed(home)
    if noted is None:
        return None
    if noted.gone and not _is_left(home, noted):
        return noted
    if _has_key(home):
        sealed = home.folder / FOLDER / noted.sealed
        if (digest_of(home.key_file), digest_of(sealed)) != (noted.key, noted.digest):
            home.closed.unlink(missing_ok=True)
            return None
    return _remove(home, noted, on_step)


def read_closed(home: Home) -> Closed | None:
    """That this PC was closed down; None where it was not, or where that cannot be read."""
    try:
        return read_json(home.closed.read_bytes(), Closed)
    except (OSError, DecodeError):
        return None


def tell_centre(home: Home, tell: Callable[[ObeyedTold], Noted] | None = None) -> bool:
    """Tell the centre that this PC is closed down, unless it knows; whether it knows now."""
    noted = read_closed(home)
    if noted is None or not noted.gone:
        return False
    if not noted.noted:
        try:
            _say(noted, tell)
        except (NoAnswer, Denied):
            return False
        with suppress(OSError):
            write_private(home.closed, encode(replace(noted, noted=True)))
    return True


def _say(noted: Closed, tell: Callable[[ObeyedTold], Noted] | None) -> None:
    if tell is not None:
        tell(noted.told)
        return
    from counter_tui.sync.addresses import NoAddress
    from counter_tui.sync.http import HttpLine

    try:
        with HttpLine(noted.address, noted.authority) as line:
            line.obeyed(noted.told)
    except NoAddress:
        raise NoAnswer("not_reached") from None


def _remove(home: Home, noted: Closed, on_step: Step) -> Closed:
    """Remove the keys, then the ledger, its copies, and whatever else is in the home."""
    stays = {home.closed, home.folder / FOLDER / noted.sealed, *(home.folder / name for name in noted.stays)}
    on_step("keys")
    left = tuple(label for label in noted.labels if not key_ring.forgotten(label))
    keys = [each for each in home.folder.iterdir() if each.name.lstrip(".").startswith(home.key_file.name)]
    blotted = [blot_out(each) for each in keys]
    gone = all(blotted)
    on_step("ledger")
    gone &= take_out(home.folder, stays, lambda each: each.name.startswith((home.store.stem, home.hub.stem)))
    on_step("copies")
    gone &= take_out(home.folder, stays, lambda each: each in (home.backups, home.set_aside))
    on_step("rest")
    gone &= take_out(home.folder, stays)
    on_step("over")
    noted = replace(noted, labels=left, gone=gone and not left)
    write_private(home.closed, encode(noted))
    return noted


def _has_key(home: Home) -> bool:
    """Whether the key file is there and was not blotted out."""
    try:
        return bool(home.key_file.read_bytes().strip(b"\0"))
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _is_left(home: Home, noted: Closed) -> bool:
    """Whether anything lies in the home that is not to stay: a program that was open may have written it."""
    stay = {home.closed.name, FOLDER, *noted.stays}
    return any(each.name not in stay for each in home.folder.iterdir())


def digest_of(file: Path) -> bytes:
    """The hash of a file's content, empty where it cannot be read."""
    try:
        return sha256(file.read_bytes()).digest()
    except OSError:
        return b""
