"""What is kept of a PIN, on its way to the station's other PCs: sealed by the station's key, which does not travel.

A PIN has few digits, so whoever has its hash has the PIN after some hours. The hash is sealed with AES-256-GCM under a
key made of the station's (``domain.receipt.keys``); the nonce is a keyed digest of what is sealed, which holds a random
salt, so none comes twice. The seal covers the staff number: it opens for nobody else.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable
from hashlib import blake2b

_NONCE_BYTES = 12


def seal_pin(key: bytes, staff_no: str, pin_hash: str) -> str:
    """The hash of a person's PIN so that only the station's key gives it back."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    content = pin_hash.encode("ascii")
    nonce = blake2b(content, digest_size=_NONCE_BYTES, key=key, person=b"staff-pin-once").digest()
    sealed = nonce + AESGCM(_sealing(key)).encrypt(nonce, content, staff_no.encode("utf-8"))
    return b64encode(sealed).decode("ascii")


def open_pin(keys: Iterable[bytes], staff_no: str, sealed: str) -> str | None:
    """The hash again, by whichever of the station's keys opens the seal; None where none does."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        content = b64decode(sealed, validate=True)
    except ValueError:
        return None
    if len(content) <= _NONCE_BYTES:
        return None
    for key in keys:
        try:
            opened = AESGCM(_sealing(key)).decrypt(
                content[:_NONCE_BYTES], content[_NONCE_BYTES:], staff_no.encode("utf-8")
            )
            return opened.decode("ascii")
        except (InvalidTag, UnicodeDecodeError):
            continue
    return None


def _sealing(key: bytes) -> bytes:
    return blake2b(digest_size=32, key=key, person=b"staff-pin-1").digest()
