"""The table of what follows bad ratings."""

from __future__ import annotations

from typing import ClassVar

from counter_tui.db.sql import Row


class RecoveryRow(Row, frozen=True):
    """What has been done about one bad rating; ``recovery`` is the rated visit.

    ``tries`` counts the calls back, ``tried_ms`` is the first of them, ``answered_ms`` the first the customer answered;
    ``told`` is the level he named on the phone, 0 for none.
    """

    TABLE: ClassVar[str] = "recovery"

    recovery: bytes
    state: str
    cause: str
    remedy: str
    caller: str
    call_by: str | None
    correct_by: str | None
    planned_by: str
    planned_ms: int | None
    tries: int
    tried_ms: int | None
    answered_ms: int | None
    told: int
    corrected_by: str
    corrected_ms: int | None
    stated_ms: int | None
    ground: str
    appealed_by: str
    appealed_ms: int | None
    finding: str
    decided_by: str
    decided_ms: int | None
    closed_by: str
    closed_ms: int | None
    head: bytes
    facts: int
