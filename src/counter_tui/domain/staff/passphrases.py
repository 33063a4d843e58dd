"""The station's passphrase: which are strong enough, and how long to wait after a wrong one."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from counter_tui.domain.errors import RuleBroken

SHORTEST = 12
WORDS = 4
_SIGNS = 5
_LONGEST_WAIT = 60


def tidy(passphrase: str) -> str:
    """The passphrase as it is used: full-width signs as plain ones, one space between words, none around them."""
    return " ".join(unicodedata.normalize("NFKC", passphrase).split())


def require_strong(passphrase: str, code: str, name: str) -> None:
    """Raise RuleBroken for a passphrase that is too short, of too few different signs, or the station's own name.

    It is guessed at leisure by whoever has the disk, so it is longer than a PIN: ``SHORTEST`` characters or ``WORDS``
    different words. "passphrase_short", "passphrase_simple", "passphrase_is_station".
    """
    text = tidy(passphrase)
    if not _long_enough(text):
        raise RuleBroken("passphrase_short", shortest=SHORTEST, count=WORDS)
    signs = text.replace(" ", "")
    steps = {ord(second) - ord(first) for first, second in pairwise(signs)}
    if len(set(signs)) < _SIGNS or (len(steps) == 1 and steps <= {-1, 1}):
        raise RuleBroken("passphrase_simple")
    rest = text.casefold()
    for known in (name, code):
        rest = rest.replace(tidy(known).casefold(), " ") if known.strip() else rest
    if rest != text.casefold() and not _long_enough(tidy(rest)):
        raise RuleBroken("passphrase_is_station")


def _long_enough(text: str) -> bool:
    words = {word for word in text.split() if len(word) > 1}
    return len(text) >= SHORTEST or len(words) >= WORDS


def wait_after(wrong: int) -> int:
    """Seconds before the next try after so many wrong ones in a row: two, then doubling, a minute at most."""
    return min(2**wrong, _LONGEST_WAIT) if wrong > 0 else 0
