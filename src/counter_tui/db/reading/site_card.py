"""Reading the site card: straight from its facts, of which there are few in a year."""

from __future__ import annotations

from counter_tui.db import ledger, sql
from counter_tui.db.sql import Connection
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.station import StationCardSet


def all_set(connection: Connection) -> list[Recorded]:
    """Every setting of the card, the newest last."""
    return ledger.of_types(connection, StationCardSet.type)


def newest(connection: Connection) -> list[Recorded]:
    """The setting that counts now; none where nobody ever set the card."""
    return ledger.latest(connection, StationCardSet.type)


def last_done(connection: Connection, list_code: str) -> int | None:
    """When the newest week or month of a list of checks was done; None where none ever was."""
    # By the key, which begins with the code of the list: no walk over the checks of all days.
    text = (
        "SELECT done_ms FROM check_day WHERE check_day > ? AND check_day < ? AND done_ms IS NOT NULL"
        " ORDER BY check_day DESC LIMIT 1"
    )
    code = list_code.encode()
    done = sql.scalar(connection, text, (code + b" ", code + b"!"))
    return None if done is None else int(done)
