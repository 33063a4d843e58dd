"""PINs as they are kept: Argon2id with a salt of their own, never in the clear.

Memory 19 MiB, two passes, one lane: the smallest setting the OWASP password storage guidance calls safe, and
short enough for a counter PC.
"""

from __future__ import annotations

from base64 import b64decode, b64encode

SALT_BYTES = 16
MEMORY_KIB = 19 * 1024
PASSES = 2
LANES = 1
_LENGTH = 32
_HEAD = f"$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$"


def hash_pin(pin: str, salt: bytes) -> str:
    """The PIN's hash as text: ``$argon2id$v=19$m=19456,t=2,p=1$salt$hash`` (base64 without padding)."""
    return f"{_HEAD}{_encode(salt)}${_encode(_derive(pin, salt, MEMORY_KIB, PASSES, LANES, _LENGTH))}"


def verify_pin(pin: str, encoded: str) -> bool:
    """Whether the PIN is the hashed one, compared in constant time; False for a hash that cannot be read."""
    from cryptography.exceptions import InvalidKey
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    try:
        _, name, version, costs, salt, expected = encoded.split("$")
        if (name, version) != ("argon2id", "v=19"):
            return False
        cost = {key: int(value) for key, value in (part.split("=") for part in costs.split(","))}
        wanted = _decode(expected)
        kdf = Argon2id(
            salt=_decode(salt),
            length=len(wanted),
            iterations=cost["t"],
            lanes=cost["p"],
            memory_cost=cost["m"],
        )
        kdf.verify(pin.encode("utf-8", "surrogatepass"), wanted)
    except (InvalidKey, ValueError, KeyError):
        return False
    return True


def _derive(pin: str, salt: bytes, memory: int, passes: int, lanes: int, length: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(salt=salt, length=length, iterations=passes, lanes=lanes, memory_cost=memory)
    return kdf.derive(pin.encode("utf-8", "surrogatepass"))


def _encode(value: bytes) -> str:
    return b64encode(value).decode("ascii").rstrip("=")


def _decode(text: str) -> bytes:
    return b64decode(text + "=" * (-len(text) % 4), validate=True)
