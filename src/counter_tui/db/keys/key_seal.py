"""The store's key under a passphrase: sealed with what the passphrase and the key store's secret give together.

The sealing key is HKDF-SHA256(Argon2id(passphrase, salt, 19 MiB, two passes, one lane) || secret); the secret is empty
where the system has no key store. The seal is AES-256-GCM and covers how it was made.
"""

from __future__ import annotations

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.passphrases import tidy

SCHEME = "argon2id-19456-2-1"
"""How the sealing key is made, as the key file names it: memory in KiB, passes, lanes."""

SALT_BYTES = 16
NONCE_BYTES = 12
SECRET_BYTES = 32
_MEMORY_KIB, _PASSES, _LANES = 19 * 1024, 2, 1
_LENGTH = 32


def sealed_length(length: int) -> int:
    """How long a sealed key of this length is: nonce, key, tag."""
    return NONCE_BYTES + length + 16


def seal(key: bytes, passphrase: str, salt: bytes, nonce: bytes, secret: bytes) -> bytes:
    """The key so that only passphrase, salt and secret together give it back; the nonce stands in front."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    sealing = _sealing_key(passphrase, salt, secret)
    return nonce + AESGCM(sealing).encrypt(nonce, key, _about(salt))


def unseal(sealed: bytes, passphrase: str, salt: bytes, secret: bytes) -> bytes:
    """The key again. Raises RuleBroken("passphrase_wrong") for a wrong passphrase, and for a seal that was changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    sealing = _sealing_key(passphrase, salt, secret)
    try:
        return AESGCM(sealing).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _about(salt))
    except InvalidTag:
        raise RuleBroken("passphrase_wrong") from None


def _about(salt: bytes) -> bytes:
    return b"counter-tui station key " + SCHEME.encode("ascii") + salt


def _sealing_key(passphrase: str, salt: bytes, secret: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    stretched = Argon2id(
        salt=salt, length=_LENGTH, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KIB
    ).derive(tidy(passphrase).encode("utf-8", "surrogatepass"))
    return HKDF(SHA256(), _LENGTH, salt=salt, info=b"counter-tui store key").derive(stretched + secret)
