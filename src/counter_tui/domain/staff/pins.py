"""PINs: which are strong enough, and how long to wait after wrong ones."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from hashlib import sha256
from itertools import pairwise

from counter_tui.domain.errors import RuleBroken

SHORTEST = 6
LONGEST = 12
FREE_TRIES = 3
_LONGEST_WAIT = timedelta(minutes=15)
_KEYPAD = frozenset({"123", "456", "789", "147", "258", "369", "159", "357"})
"""The lines of a keypad, as a finger runs along them."""
_DATE = len("19900101")


def require_strong(pin: str, staff_no: str) -> None:
    """Raise RuleBroken for a PIN that is too short, too long, not digits, or easily guessed.

    Level protection (GB/T 22239-2019) asks for a check of complexity and forbids default passwords.
    """
    if not (pin.isascii() and pin.isdigit()):
        raise RuleBroken("pin_not_digits")
    if not SHORTEST <= len(pin) <= LONGEST:
        raise RuleBroken("pin_length", shortest=SHORTEST, longest=LONGEST)
    if _is_simple(pin):
        raise RuleBroken("pin_too_simple")
    if staff_no and (staff_no in pin or pin in staff_no):
        raise RuleBroken("pin_is_staff_no")


def _is_simple(pin: str) -> bool:
    """Whether a PIN is of the sort that is tried first: rows, repeats, a mirror, lines of the keypad, a date."""
    half = len(pin) // 2
    return (
        _is_row(pin)
        or (pin[::2] == pin[1::2] and _is_row(pin[::2]))
        or len(set(pin)) < 3
        or pin[:half] * 2 == pin
        or pin[::-1] == pin
        or all({line, line[::-1]} & _KEYPAD for line in (pin[at : at + 3] for at in range(0, len(pin), 3)))
        or _is_date(pin)
    )


def _is_row(digits: str) -> bool:
    """Whether each digit is the next one, or each the one before."""
    return {(int(b) - int(a)) % 10 for a, b in pairwise(digits)} in ({1}, {9})


def _is_date(pin: str) -> bool:
    """Whether the PIN is a day of the last or this century, written with its whole year."""
    if len(pin) != _DATE or pin[:2] not in ("19", "20"):
        return False
    with suppress(ValueError):
        date(int(pin[:4]), int(pin[4:6]), int(pin[6:]))
        return True
    return False


def pin_mark(pin_hash: str) -> str:
    """What a fact says of a PIN: a digest of its kept hash. Without that hash's salt it tells nothing of the PIN."""
    return sha256(pin_hash.encode("utf-8")).hexdigest()[:32]


def wait_after(failures: int) -> timedelta:
    """How long to wait after this many wrong PINs in a row: nothing for the first three, then doubling."""
    if failures < FREE_TRIES:
        return timedelta(0)
    return min(timedelta(seconds=5 * 2 ** min(failures - FREE_TRIES, 10)), _LONGEST_WAIT)


def wait_left(failures: int, by_date: timedelta, since: timedelta | None) -> timedelta:
    """How much of the wait after this many wrong PINs in a row is left; nothing or less when it is over.

    ``since`` is how long ago the last of them was by the clock that nobody can set, None where the PC was started anew
    meanwhile. Only then ``by_date`` counts, what the date of the PC leaves of the wait; a date that was set back must
    not lock anybody out for longer than the wait itself.
    """
    wait = wait_after(failures)
    if since is not None:
        return wait - since
    return by_date if by_date <= wait else timedelta(0)
