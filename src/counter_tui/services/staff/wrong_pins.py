"""Wrong PINs while there is no store to count them in: a note in the home keeps them, with the waits of sign-in.

Whoever may write into the home can take the note away; it slows hands down, as sign-in does.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from counter_tui.domain.clock import from_ms, to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.pins import wait_after
from counter_tui.paths import Home, write_private


def require_wait_over(home: Home, staff_no: str, now: datetime) -> None:
    """Raise RuleBroken("sign_in_wait") while the time after this person's last wrong PIN runs."""
    failures, until_ms = _noted(home).get(staff_no, (0, 0))
    left = from_ms(until_ms) - now
    # A clock that was set back must not lock anybody out for longer than the wait itself.
    if timedelta(0) < left <= wait_after(failures):
        raise RuleBroken("sign_in_wait", wait_seconds=int(left.total_seconds()) + 1)


def count(home: Home, staff_no: str, now: datetime) -> RuleBroken:
    """Note one more wrong PIN of this person; what is to be raised for it. Raises OSError."""
    noted = _noted(home)
    failures = noted.get(staff_no, (0, 0))[0] + 1
    wait = wait_after(failures)
    _note(home, noted | {staff_no: (failures, to_ms(now + wait))})
    return RuleBroken("sign_in_refused", failures=failures, wait_seconds=int(wait.total_seconds()))


def forgive(home: Home, staff_no: str) -> None:
    """Forget this person's wrong PINs: the right one was given. Raises OSError."""
    noted = _noted(home)
    if noted.pop(staff_no, None) is not None:
        _note(home, noted)


def _note(home: Home, noted: dict[str, tuple[int, int]]) -> None:
    if noted:
        write_private(home.wrong_pins, json.dumps(noted).encode("ascii"))
    else:
        home.wrong_pins.unlink(missing_ok=True)


def _noted(home: Home) -> dict[str, tuple[int, int]]:
    """Wrong PINs in a row and the end of the wait (ms) by staff number; a note that cannot be read counts as none."""
    try:
        values = json.loads(home.wrong_pins.read_bytes())
        noted = {str(number): (int(tries), int(until)) for number, (tries, until) in values.items()}
        for _tries, until in noted.values():
            from_ms(until)
    except (OSError, ValueError, TypeError, AttributeError, OverflowError):
        return {}
    return noted
