"""The centre's secrets: the key that signs, the key bundles are sealed to, and the secret of nonces and sessions.

Each stands in a file of its own in the data folder, made at the first start, 32 random bytes as 64 hexadecimal digits.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from secrets import token_bytes

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from msgspec import Struct

from counter_centre.private_files import demand_private, make_folder, make_once
from counter_centre.refusing import NotAllowed, Unusable
from counter_tui.wire.keys import KEY_BYTES, SigningKey

NAMES = ("signing.key", "sealing.key", "session.key")
_FEWEST_BYTES = 16
"""Of 32 random bytes some 30 differ; that only 15 do never happens by chance."""


class Keys(Struct, frozen=True):
    """What the centre keeps to itself."""

    signing: SigningKey
    sealing: bytes
    session: bytes

    def __repr__(self) -> str:
        """Without the keys."""
        return "Keys()"

    @property
    def sealing_public(self) -> bytes:
        """The key bundles are sealed to, 32 bytes."""
        return X25519PrivateKey.from_private_bytes(self.sealing).public_key().public_bytes_raw()


def read_keys(folder: Path) -> Keys:
    """The keys of this data folder; those that are missing are made if none is there.

    Raises:
        NotAllowed: a key others may read, or one that is no random key.
        Unusable: some keys are there and some are not, or the folder cannot be written.
    """
    make_folder(folder)
    demand_private(folder)
    paths = [folder / name for name in NAMES]
    missing = [path for path in paths if not path.exists()]
    if missing and paths[-1].exists():
        raise Unusable(f"{missing[0]} is gone. Put it back from a copy; devices know the centre by it.")
    for path in missing:
        make_once(path, token_bytes(KEY_BYTES).hex() + "\n")
    signing, sealing, session = (_read(path) for path in paths)
    if len({signing, sealing, session}) < len(NAMES):
        raise NotAllowed(f"Two of the keys in {folder} are the same. Each has to be random for itself.")
    return Keys(SigningKey(signing), sealing, session)


def _read(path: Path) -> bytes:
    demand_private(path)
    try:
        secret = bytes.fromhex(path.read_text("ascii").strip())
    except ValueError:
        secret = b""
    steps = {(after - before) % 256 for before, after in pairwise(secret)}
    if len(secret) != KEY_BYTES or len(set(secret)) < _FEWEST_BYTES or len(steps) < _FEWEST_BYTES // 2:
        raise NotAllowed(
            f"{path} is no key of {KEY_BYTES} random bytes in hexadecimal digits. "
            "Put the true one back from a copy, or delete all keys of a centre nobody is enrolled at."
        )
    return secret
