"""What lets a device in: a nonce for one hello, and a session for the minutes after it. Neither is kept anywhere.

Both carry their own proof, so that any of several servers behind one address takes what another gave out.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from secrets import token_hex

from msgspec import Struct

NONCE_MS = 5 * 60 * 1000
SESSION_MS = 15 * 60 * 1000


class Passes(Struct, frozen=True):
    """Gives out nonces and sessions by a secret all servers of a centre share."""

    secret: bytes

    def __repr__(self) -> str:
        """Without the secret."""
        return "Passes()"

    def nonce(self, now_ms: int) -> str:
        """A nonce for one hello."""
        said = f"{now_ms:x}.{token_hex(8)}"
        return f"{said}.{self._mark('nonce', said)}"

    def is_fresh(self, nonce: str, now_ms: int) -> bool:
        """Whether this was given out here, and not long ago."""
        said, _, mark = nonce.rpartition(".")
        return self._is(mark, "nonce", said) and 0 <= now_ms - int(said.partition(".")[0], 16) <= NONCE_MS

    def session(self, device: bytes, now_ms: int) -> str:
        """A session of a device."""
        said = f"{device.hex()}.{now_ms + SESSION_MS:x}"
        return f"{said}.{self._mark('session', said)}"

    def device_of(self, session: str, now_ms: int) -> bytes | None:
        """Whose session this is; None where it is none, or is over."""
        said, _, mark = session.rpartition(".")
        if not self._is(mark, "session", said):
            return None
        device, _, until = said.partition(".")
        return bytes.fromhex(device) if now_ms <= int(until, 16) else None

    def _mark(self, sort: str, said: str) -> str:
        return hmac.new(self.secret, f"{sort}\0{said}".encode(), sha256).hexdigest()[:32]

    def _is(self, mark: str, sort: str, said: str) -> bool:
        return hmac.compare_digest(mark.encode(), self._mark(sort, said).encode())
