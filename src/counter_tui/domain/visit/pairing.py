"""Letting one tablet of the hall be the pad: by a code that stands on the counter's screen, once.

Instants are seconds of a clock that is never set: a wrong date neither lengthens nor shortens a code's life.
"""

from __future__ import annotations

import hmac
import re
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

PAD = "pad"
"""Who acts when the pad of a PC does something by itself: nobody of the staff, and no customer."""

Verdict = Literal["right", "wrong", "closed", "over"]
"""``closed``: too many wrong tries, nothing is looked at for a while; ``over``: no code is open."""

DIGITS = 8
GOOD_FOR = 600.0
"""Seconds for which a code can be used."""
TRIES = 5
"""Wrong codes in a row after which nothing is looked at for a while."""
CLOSED_FOR = 300.0


LONGEST_NAME = 40
_ABOUT = re.compile(r"\(([^()]*)\)")


def tablet_name(agent: str) -> str:
    """What a browser's line about itself calls the device: a model, or what it is; empty where it says nothing.

    ``Mozilla/5.0 (Linux; Android 9; SM-T510) …`` is an ``SM-T510``, ``(iPad; CPU OS 12_5 like Mac OS X)`` an ``iPad``.
    """
    found = _ABOUT.search(agent)
    parts = [part.strip() for part in found[1].split(";")] if found else []
    name = parts[-1].partition(" Build/")[0] if "Android" in agent and parts else "".join(parts[:1])
    return "".join(each for each in name if each.isprintable())[:LONGEST_NAME].strip()


class Pairing(Struct, frozen=True):
    """One code and what was tried: with 100 million codes, ten tries in ten minutes guess nothing."""

    code: str
    made: float
    wrong: int = 0
    closed_until: float = 0.0
    used: bool = False

    def over(self, now: float) -> bool:
        """Whether it cannot be used any more."""
        return self.used or now - self.made >= GOOD_FOR


def tried(pairing: Pairing, given: str, now: float) -> tuple[Pairing, Verdict]:
    """The pairing after somebody gave a code, and what to say to it."""
    if pairing.over(now):
        return pairing, "over"
    if now < pairing.closed_until:
        return pairing, "closed"
    if hmac.compare_digest(given.encode("utf-8", "replace"), pairing.code.encode("ascii")):
        return replace(pairing, used=True), "right"
    wrong = pairing.wrong + 1
    if wrong < TRIES:
        return replace(pairing, wrong=wrong), "wrong"
    return replace(pairing, wrong=0, closed_until=now + CLOSED_FOR), "closed"
