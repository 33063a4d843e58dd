"""Who asks for a restore: known already, or looked up by number and PIN in the copy that is gone back to."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from counter_tui.db import people, schema
from counter_tui.db.copies import restore
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.roles import ROLES, Actor
from counter_tui.domain.text import fold_code
from counter_tui.paths import Home
from counter_tui.services.staff import wrong_pins
from counter_tui.services.staff.pin_hashing import verify_pin


class Wanted(Struct, frozen=True):
    """Who asks and with what: an actor known already, or a staff number and PIN to look up in the copy."""

    actor: Actor | None = None
    staff_no: str = ""
    pin: str = ""

    def __repr__(self) -> str:
        """Without the PIN."""
        return f"Wanted({self.actor!r}, {self.staff_no!r})"


def asker_in(copy: Path, home: Home, wanted: Wanted, key: bytes, now: datetime) -> Actor:
    """The person with this number and PIN as the copy knows them; a wrong PIN is counted in the home.

    Raises RuleBroken("sign_in_refused").
    """
    number = fold_code(wanted.staff_no)
    with restore.looking_at(copy, key) as connection:
        row = people.person(connection, number) if schema.current(connection) in schema.KNOWN else None
    role = next((role for role in ROLES if row is not None and role == row.role), None)
    if row is None or role is None or not row.active:
        raise RuleBroken("sign_in_refused", failures=0, wait_seconds=0)
    if not verify_pin(fold_code(wanted.pin), row.pin_hash):
        raise wrong_pins.count(home, number, now)
    wrong_pins.forgive(home, number)
    return Actor(row.staff_no, row.name, role)
