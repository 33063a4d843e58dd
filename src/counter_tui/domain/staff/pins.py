"""PINs: which are strong enough, and how long to wait after wrong ones."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from itertools import pairwise

from counter_tui.domain.errors import RuleBroken

SHORTEST = 6
LONGEST = 12
FREE_TRIES = 3
_LONGEST_WAIT = timedelta(minutes=15)


def require_strong(pin: str, staff_no: str) -> None:
    """Raise RuleBroken for a PIN that is too short, too long, not digits, or easily guessed.

    Level protection (GB/T 22239-2019) asks for a check of complexity and forbids default passwords.
    """
    if not (pin.isascii() and pin.isdigit()):
        raise RuleBroken("pin_not_digits")
    if not SHORTEST <= len(pin) <= LONGEST:
        raise RuleBroken("pin_length", shortest=SHORTEST, longest=LONGEST)
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    half = len(pin) // 2
    if steps in ({1}, {9}) or len(set(pin)) < 3 or pin[:half] * 2 == pin:
        raise RuleBroken("pin_too_simple")
    if staff_no and (staff_no in pin or pin in staff_no):
        raise RuleBroken("pin_is_staff_no")


def pin_mark(pin_hash: str) -> str:
    """What a fact says of a PIN: a digest of its kept hash. Without that hash's salt it tells nothing of the PIN."""
    return sha256(pin_hash.encode("utf-8")).hexdigest()[:32]


def wait_after(failures: int) -> timedelta:
    """How long to wait after this many wrong PINs in a row: nothing for the first three, then doubling."""
    if failures < FREE_TRIES:
        return timedelta(0)
    return min(timedelta(seconds=5 * 2 ** min(failures - FREE_TRIES, 10)), _LONGEST_WAIT)
