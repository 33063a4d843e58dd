"""The join file: what a station's next PC has to know of the station, and the keys that prove its receipts.

It holds the station's code, and, under a passphrase typed on both PCs, all keys the station ever used with which of
them were renewed, so that a PC that is behind never brings an old one back; and what a new PC is set up by. It is
sealed as the store's own key is (``db.key_seal``), with the station's code in the seal.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import DecodeError, Struct, ValidationError
from msgspec.json import encode

from counter_tui.db.keys import key_seal
from counter_tui.db.ledger import RandomBytes
from counter_tui.domain.catalogue.models import AreaClass, Profile
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.reading import read_json
from counter_tui.domain.receipt.proof import KEY_BYTES
from counter_tui.domain.staff.passphrases import tidy

_HEAD = "counter-tui join 1"
_LONGEST = 100_000


class NextPc(Struct, frozen=True):
    """What the station's next PC is set up by: the station, its own letter, and the centre it is to belong to.

    ``written_by`` is who wrote the file, ``address`` and ``authority`` are those of the centre and ``centre`` is the
    name of its key; ``enrolment`` is a code that lets one PC in, once, where one was given out.
    """

    name: str
    area: AreaClass
    profile: Profile
    letter: str
    written_by: str
    address: str = ""
    authority: str = ""
    centre: str = ""
    enrolment: str = ""


class Joining(Struct, frozen=True):
    """The content of a join file; the key in use is the last. ``next_pc`` is missing in one of an older program."""

    keys: tuple[bytes, ...]
    renewed: frozenset[str]
    next_pc: NextPc | None = None

    def __repr__(self) -> str:
        """Without the keys and the code."""
        return "Joining()"


class _Sealed(Struct, frozen=True):
    keys: tuple[str, ...]
    renewed: tuple[str, ...]
    next_pc: NextPc | None = None


class JoinFile(Struct, frozen=True):
    """A join file before it is opened: whose it is, and what is sealed in it."""

    code: str
    salt: bytes
    sealed: bytes

    def opened(self, passphrase: str) -> Joining:
        """What is in it. Raises RuleBroken("join_passphrase_wrong")."""
        try:
            content = key_seal.unseal(self.sealed, tidy(passphrase), self.salt, _secret(self.code))
            told = read_json(content, _Sealed)
            keys = tuple(bytes.fromhex(key) for key in told.keys)
        except (RuleBroken, DecodeError, ValidationError, ValueError):
            raise RuleBroken("join_passphrase_wrong") from None
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            raise RuleBroken("join_passphrase_wrong")
        return Joining(keys, frozenset(told.renewed), told.next_pc)


def sealed(code: str, joining: Joining, passphrase: str) -> str:
    """The text of a join file of the station with this code."""
    random = RandomBytes()
    salt, nonce = random(key_seal.SALT_BYTES), random(key_seal.NONCE_BYTES)
    keys = tuple(key.hex() for key in joining.keys)
    content = encode(_Sealed(keys, tuple(sorted(joining.renewed)), joining.next_pc))
    closed = key_seal.seal(content, tidy(passphrase), salt, nonce, _secret(code))
    return f"{_HEAD}\nstation {code}\nscheme {key_seal.SCHEME}\nsalt {salt.hex()}\nsealed {closed.hex()}\n"


def read_join_file(file: Path) -> JoinFile:
    """A join file as it lies there. Raises RuleBroken("join_file_unreadable")."""
    try:
        with open(file, "rb") as stream:
            lines = stream.read(_LONGEST).decode("ascii").split("\n")
        head, *rest = (line.strip() for line in lines if line.strip())
        named = dict(line.split(" ", 1) for line in rest)
        if head != _HEAD or named["scheme"] != key_seal.SCHEME:
            raise ValueError(head)
        return JoinFile(named["station"], bytes.fromhex(named["salt"]), bytes.fromhex(named["sealed"]))
    except (OSError, ValueError, KeyError):
        raise RuleBroken("join_file_unreadable", file=str(file)) from None


def _secret(code: str) -> bytes:
    """Keeps a join file from being opened as anything else, or for another station."""
    return b"join file of station " + code.encode("ascii")
