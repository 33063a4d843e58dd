"""The key that proves receipts, taken from one PC of the station to another in a sealed file.

The join file holds the station's code, and, under a passphrase typed on both PCs, all keys the station ever used. It is
sealed as the store's own key is (``db.key_seal``), with the station's code in the seal. The fact is there before the
file is.
"""

from __future__ import annotations

import json
from pathlib import Path

from msgspec import Struct

from counter_tui.db import key_seal, station_keys
from counter_tui.db.ledger import RandomBytes
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.keys import StationKeyShared, StationKeyTaken
from counter_tui.domain.receipt.proof import KEY_BYTES, key_mark
from counter_tui.domain.staff.passphrases import require_strong, tidy
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.paths import write_private
from counter_tui.services.station import Station, require_still_here

_HEAD = "counter-tui join 1"
_LONGEST = 100_000


class _JoinFile(Struct, frozen=True):
    code: str
    salt: bytes
    sealed: bytes


class StationKeyService:
    """Sharing and taking the keys; both by a lead or head."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def share(self, actor: Actor, passphrase: str, file: Path) -> None:
        """Write the keys into a new file, sealed by this passphrase.

        Raises RuleBroken: "not_allowed", "join_file_exists", "join_file_unwritable", what ``require_strong`` raises.
        """
        require(actor, "share_key")
        station = self._station
        require_strong(passphrase, station.code, station.name)
        if file.exists():
            raise RuleBroken("join_file_exists", file=str(file))
        with station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            keys = station_keys.known(writing.connection)
            shared = StationKeyShared(mark=key_mark(keys[-1]))
            writing.append(station.subject, [shared], actor.staff_no)
        try:
            write_private(file.absolute(), _sealed(station.code, keys, passphrase).encode("ascii"))
        except OSError:
            raise RuleBroken("join_file_unwritable", file=str(file)) from None

    def take(self, actor: Actor, passphrase: str, file: Path) -> int:
        """Use the keys of another PC's join file from now on; how many were new.

        Raises RuleBroken: "not_allowed", "join_file_unreadable", "join_other_station", "join_passphrase_wrong".
        """
        require(actor, "share_key")
        station = self._station
        join = _read(file)
        if join.code != station.code:
            raise RuleBroken("join_other_station", station=join.code)
        theirs = _opened(join, passphrase)
        with station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            ours = station_keys.known(writing.connection)
            new = [key for key in theirs if key not in ours]
            # Theirs is the one in use, also where it was known here before.
            taken = new if [*ours, *new][-1] == theirs[-1] else [*new, theirs[-1]]
            for key in taken:
                station_keys.put(writing.connection, key)
            if taken:
                facts = [StationKeyTaken(mark=key_mark(key)) for key in taken]
                writing.append(station.subject, facts, actor.staff_no)
        return len(taken)


def _sealed(code: str, keys: list[bytes], passphrase: str) -> str:
    random = RandomBytes()
    salt, nonce = random(key_seal.SALT_BYTES), random(key_seal.NONCE_BYTES)
    content = json.dumps({"keys": [key.hex() for key in keys]}).encode("ascii")
    sealed = key_seal.seal(content, tidy(passphrase), salt, nonce, _secret(code))
    return f"{_HEAD}\nstation {code}\nscheme {key_seal.SCHEME}\nsalt {salt.hex()}\nsealed {sealed.hex()}\n"


def _read(file: Path) -> _JoinFile:
    try:
        with open(file, "rb") as stream:
            lines = stream.read(_LONGEST).decode("ascii").split("\n")
        head, *rest = (line.strip() for line in lines if line.strip())
        named = dict(line.split(" ", 1) for line in rest)
        if head != _HEAD or named["scheme"] != key_seal.SCHEME:
            raise ValueError(head)
        return _JoinFile(named["station"], bytes.fromhex(named["salt"]), bytes.fromhex(named["sealed"]))
    except (OSError, ValueError, KeyError):
        raise RuleBroken("join_file_unreadable", file=str(file)) from None


def _opened(join: _JoinFile, passphrase: str) -> list[bytes]:
    """The keys in the file, the one in use last. Raises RuleBroken("join_passphrase_wrong")."""
    try:
        content = key_seal.unseal(join.sealed, tidy(passphrase), join.salt, _secret(join.code))
    except RuleBroken:
        raise RuleBroken("join_passphrase_wrong") from None
    keys = [bytes.fromhex(key) for key in json.loads(content)["keys"]]
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise RuleBroken("join_passphrase_wrong")
    return keys


def _secret(code: str) -> bytes:
    """Keeps a join file from being opened as anything else, or for another station."""
    return b"join file of station " + code.encode("ascii")
