"""A printed closing sheet beside the ledger as it is now."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from counter_tui.db.checks import chain as chain_checks
from counter_tui.db.finding import Finding
from counter_tui.db.reading import close as rows
from counter_tui.db.store import Reading
from counter_tui.domain.close.models import Place
from counter_tui.services.close.sheet import known_day


class Checked(Struct, frozen=True):
    """Whether the ledger still has what a printed sheet vouches for.

    ``stands``: at the place the day's close names, and every link up to there holds. ``broken``: it stands there, but a
    fact before it was changed. ``elsewhere``: it stands at another place than the close of that day names. ``gone``: no
    fact has it: the ledger before that sheet was changed. ``findings`` are what is wrong, and where. ``day`` is None
    where nobody said it and no close has the fingerprint.
    """

    verdict: Literal["stands", "broken", "elsewhere", "gone"]
    day: date | None
    seq: int | None
    findings: tuple[Finding, ...] = ()


def check_paper(connection: Reading, day: date | None, digits: str) -> Checked:
    """Whether the close of a day has the hash that begins with these digits, and every fact before it its own.

    Without a day it is the one whose close has them.
    """
    day = day or day_of(connection, digits)
    closed = known_day(connection, day).closed if day else None
    place = Place(closed.epoch, closed.seq, "") if closed else None
    if place is not None and _hash_at(connection, place).startswith(digits):
        broken = tuple(
            each
            for each in chain_checks.check_since(connection, bytes.fromhex(place.epoch), 0)
            if chain_checks.is_before(each, place.seq)
        )
        return Checked("broken" if broken else "stands", day, place.seq, broken)
    found = rows.beginning_with(connection, digits)
    return Checked("gone", day, None) if found is None else Checked("elsewhere", day, found[1])


def day_of(connection: Reading, digits: str) -> date | None:
    """The day whose close names a hash that begins with these digits."""
    found = (row for row in rows.closes(connection) if row.hash.hex().startswith(digits))
    row = next(found, None)
    return None if row is None else date.fromisoformat(row.close_day.decode())


def _hash_at(connection: Reading, place: Place) -> str:
    try:
        found = rows.hash_at(connection, bytes.fromhex(place.epoch), place.seq)
    except ValueError:
        found = None
    return found.hex() if found else ""
