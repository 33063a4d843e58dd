"""The key that proves receipts, taken from one PC of the station to another in a sealed file.

The join file holds the station's code, and, under a passphrase typed on both PCs, all keys the station ever used and
which of them were renewed, so that a PC that is behind never brings an old one back. It is
sealed as the store's own key is (``db.key_seal``), with the station's code in the seal. The fact is there before the
file is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from counter_tui.db import following, key_seal, ledger, station_keys
from counter_tui.db.ledger import RandomBytes
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.keys import StationKeyRenewed, StationKeyShared, StationKeyTaken
from counter_tui.domain.receipt.keys import keys_to_take, renewed_marks
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


class TakenKeys(Struct, frozen=True):
    """How many keys a join file brought; ``outdated`` where its key in use was renewed: that PC takes this one's."""

    count: int
    outdated: bool


class StationKeyService:
    """Making a new key, sharing and taking them all; each by a lead or head."""

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
            renewed = renewed_marks(ledger.facts_of(writing.connection, station.subject))
            shared = StationKeyShared(mark=key_mark(keys[-1]))
            writing.append(station.subject, [shared], actor.staff_no)
        try:
            write_private(file.absolute(), _sealed(station.code, keys, renewed, passphrase).encode("ascii"))
        except OSError:
            raise RuleBroken("join_file_unwritable", file=str(file)) from None

    def renew(self, actor: Actor) -> None:
        """Make a new key and use it from now on; receipts of older ones stay true.

        Raises RuleBroken("not_allowed").
        """
        require(actor, "share_key")
        station = self._station
        key = RandomBytes()(KEY_BYTES)
        with station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            before = dict.fromkeys(map(key_mark, station_keys.known(writing.connection)))
            station_keys.put(writing.connection, key)
            fact = StationKeyRenewed(mark=key_mark(key), renewed=tuple(before))
            writing.append(station.subject, [fact], actor.staff_no)

    def take(self, actor: Actor, passphrase: str, file: Path) -> TakenKeys:
        """Keep the keys of another PC's join file, and use its key from now on where it was not renewed since.

        Raises RuleBroken: "not_allowed", "join_file_unreadable", "join_other_station", "join_passphrase_wrong".
        """
        require(actor, "share_key")
        station = self._station
        join = _read(file)
        if join.code != station.code:
            raise RuleBroken("join_other_station", station=join.code)
        theirs, theirs_renewed = _opened(join, passphrase)
        with station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            ours = station_keys.known(writing.connection)
            renewed = renewed_marks(ledger.facts_of(writing.connection, station.subject)) | theirs_renewed
            taken = keys_to_take(ours, theirs, renewed)
            for key in taken:
                station_keys.put(writing.connection, key)
            if taken:
                told = tuple(sorted(theirs_renewed))
                facts = [StationKeyTaken(mark=key_mark(key), renewed=told) for key in taken]
                writing.append(station.subject, facts, actor.staff_no)
                following.open_pins(writing)
        return TakenKeys(len(taken), outdated=key_mark(theirs[-1]) in renewed)


def _sealed(code: str, keys: list[bytes], renewed: Iterable[str], passphrase: str) -> str:
    random = RandomBytes()
    salt, nonce = random(key_seal.SALT_BYTES), random(key_seal.NONCE_BYTES)
    told = {"keys": [key.hex() for key in keys], "renewed": sorted(renewed)}
    content = json.dumps(told).encode("ascii")
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


def _opened(join: _JoinFile, passphrase: str) -> tuple[list[bytes], frozenset[str]]:
    """The keys in the file, the one in use last, and the marks of those that were renewed.

    Raises RuleBroken("join_passphrase_wrong").
    """
    try:
        content = key_seal.unseal(join.sealed, tidy(passphrase), join.salt, _secret(join.code))
    except RuleBroken:
        raise RuleBroken("join_passphrase_wrong") from None
    told = json.loads(content)
    keys = [bytes.fromhex(key) for key in told["keys"]]
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise RuleBroken("join_passphrase_wrong")
    return keys, frozenset(told["renewed"])


def _secret(code: str) -> bytes:
    """Keeps a join file from being opened as anything else, or for another station."""
    return b"join file of station " + code.encode("ascii")
