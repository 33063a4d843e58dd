"""Which tablet is the pad: one, by a secret that it got for a code and that is nowhere kept in clear.

Beside the store lies a digest of the secret with the day. A server started again on that day knows the tablet by it;
nobody gets in with the digest, since the secret is 256 random bits.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from counter_tui.domain.reading import read_json
from counter_tui.domain.visit.pairing import DIGITS, Pairing, Verdict, tried
from counter_tui.paths import write_private


class Note(Struct, frozen=True, forbid_unknown_fields=True):
    """What is kept of a pairing: the day, and the digest of the secret."""

    day: date
    digest: str


class Session:
    """The paired tablet, or the code that waits for one."""

    def __init__(self, note: Path, today: Callable[[], date], seconds: Callable[[], float]) -> None:
        self._note, self._today, self._seconds = note, today, seconds
        self._digest = self._kept()
        self._pairing: Pairing | None = None

    @property
    def paired(self) -> bool:
        """Whether a tablet is the pad."""
        return bool(self._digest)

    def new_code(self) -> str:
        """A code for a tablet; the one that was paired is thrown out.

        Raises OSError where what is kept of it cannot be taken away: it would be let in again after a restart.
        """
        self.let_go()
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        self._pairing = Pairing(code, self._seconds())
        return code

    def let_go(self) -> None:
        """No tablet is the pad, and no code is open. Raises OSError as ``new_code``."""
        self._digest, self._pairing = "", None
        self._note.unlink(missing_ok=True)

    def pair(self, given: str) -> tuple[Verdict, str]:
        """What to say to a code, and the secret of the tablet that gave the right one."""
        if self._pairing is None:
            return "over", ""
        self._pairing, verdict = tried(self._pairing, given, self._seconds())
        if verdict != "right":
            return verdict, ""
        secret = secrets.token_urlsafe(32)
        self._digest = _digest(secret)
        with suppress(OSError):
            # Without the note it is paired until the server ends, and that is all.
            write_private(self._note, msgspec.json.encode(Note(self._today(), self._digest)))
        return verdict, secret

    def knows(self, secret: str) -> bool:
        """Whether this is the secret of the paired tablet."""
        return bool(self._digest) and hmac.compare_digest(_digest(secret), self._digest)

    def _kept(self) -> str:
        """The digest of a tablet paired earlier today; a note that cannot be read counts as none."""
        try:
            note = read_json(self._note.read_bytes(), Note)
        except (OSError, msgspec.DecodeError):
            return ""
        return note.digest if note.day == self._today() else ""


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
