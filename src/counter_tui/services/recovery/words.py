"""What a person types for a recovery and has not sent: kept at every pause, gone with the act it was for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from counter_tui.db import begun, people
from counter_tui.db.tables.notes import BegunRow
from counter_tui.domain.clock import to_ms
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.recovery.lines import known_recovery
from counter_tui.services.recovery.service import recovery_subject
from counter_tui.services.station import Station


class RecoveryWordService:
    """Words of questions about recoveries, by visit (hex) and act."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def begun(self, actor: Actor, visit: str, act: str) -> Mapping[str, Any]:
        """What a person has typed for this act and not sent, by field; empty when nothing."""
        require(actor, "write")
        with self._station.store.reading() as connection:
            rows = begun.of(connection, recovery_subject(visit).id, actor.staff_no)
        return next((dict(json.loads(row.body)) for row in rows if row.act == act), {})

    def keep(self, actor: Actor, visit: str, act: str, words: Mapping[str, Any]) -> None:
        """Keep what a person has typed so far for this act, unless nobody could reach it any more."""
        require(actor, "write")
        about = recovery_subject(visit).id
        with self._station.store.writing() as writing:
            connection = writing.connection
            person = people.person(connection, actor.staff_no)
            if (person is not None and not person.active) or known_recovery(connection, about).closed:
                return
            body, now = json.dumps(words, ensure_ascii=False), to_ms(self._station.clock.now())
            begun.save(connection, BegunRow(about, actor.staff_no, act, body, now), writing.sealing)

    def drop(self, actor: Actor, visit: str, act: str) -> None:
        """Drop what a person has typed so far for this act."""
        require(actor, "write")
        with self._station.store.writing() as writing:
            begun.discard(writing.connection, recovery_subject(visit).id, actor.staff_no, act)
