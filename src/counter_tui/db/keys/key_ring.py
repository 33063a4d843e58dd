"""The key store of the operating system: keeping a secret in it, asking for it, and having it forgotten."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Protocol

from counter_tui.paths import PROGRAM

SWITCH = "COUNTER_KEYRING"
"""Set to ``off``, this variable keeps new keys out of the system's key store."""

_UNSAFE_BACKENDS = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")


class KeyRing(Protocol):
    """What is asked of a key store."""

    def get_password(self, service: str, username: str) -> str | None:
        """What is kept under this name, None for nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep this under the name."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget what is kept under the name."""


def system_ring() -> KeyRing | None:
    """The key store of the system, None where there is none that keeps a secret."""
    try:
        import keyring

        ring = keyring.get_keyring()
        members = getattr(ring, "backends", None)
        real = [member for member in members or (ring,) if _keeps_secrets(member)]
    except Exception:  # a broken key store must not stop a counter: the key file takes its place
        return None
    return ring if real and len(real) == len(members or (ring,)) else (real[0] if real else None)


def keep(secret: bytes, random: Callable[[int], bytes], environ: Mapping[str, str]) -> str:
    """Keep a secret in the system's key store under a new label; empty when there is none that keeps it."""
    ring = None if environ.get(SWITCH, "").lower() == "off" else system_ring()
    label = random(8).hex()
    return label if ring is not None and kept(ring, label, secret) else ""


def kept(ring: KeyRing, label: str, secret: bytes) -> bool:
    """Keep a secret; whether it is in the key store, read back and compared."""
    try:
        ring.set_password(PROGRAM, label, secret.hex())
        return ring.get_password(PROGRAM, label) == secret.hex()
    except Exception:  # refused, locked or gone: the key file takes its place
        return False


def asked(ring: KeyRing, label: str) -> str | None:
    """What is kept under the label, None when it cannot be told."""
    try:
        return ring.get_password(PROGRAM, label)
    except Exception:  # locked or gone: said as a missing key
        return None


def forgotten(label: str) -> bool:
    """Have the key store forget what is kept under the label; whether it has."""
    ring = system_ring()
    if ring is None:
        return False
    # A key store may refuse to delete what is not there: whether it is gone is asked below.
    with suppress(Exception):
        ring.delete_password(PROGRAM, label)
    try:
        return ring.get_password(PROGRAM, label) is None
    except Exception:  # locked or gone: nobody knows
        return False


def _keeps_secrets(backend: object) -> bool:
    module = type(backend).__module__
    return float(getattr(backend, "priority", 0)) > 0 and not module.startswith(_UNSAFE_BACKENDS)
