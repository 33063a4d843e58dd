"""What a person types for an action item and has not sent: kept at every pause, gone with the act it was for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from counter_tui.db import begun, ledger, people
from counter_tui.db.store import Reading
from counter_tui.db.tables.notes import BegunRow
from counter_tui.domain.actions.state import fold
from counter_tui.domain.clock import to_ms
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.actions.service import action_subject
from counter_tui.services.station import Station


class ActionWordService:
    """Words of questions about action items, by item (hex; empty for a problem not named yet) and act."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def begun(self, actor: Actor, item: str, act: str) -> Mapping[str, Any]:
        """What a person has typed for this act and not sent, by field; empty when nothing."""
        require(actor, "write")
        with self._station.store.reading() as connection:
            rows = begun.of(connection, self._about(item), actor.staff_no)
        return next((dict(json.loads(row.body)) for row in rows if row.act == act), {})

    def keep(self, actor: Actor, item: str, act: str, words: Mapping[str, Any]) -> None:
        """Keep what a person has typed so far for this act, unless nobody could reach it any more."""
        require(actor, "write")
        with self._station.store.writing() as writing:
            connection = writing.connection
            person = people.person(connection, actor.staff_no)
            if (person is not None and not person.active) or _is_done(connection, item):
                return
            body, now = json.dumps(words, ensure_ascii=False), to_ms(self._station.clock.now())
            begun.save(
                connection, BegunRow(self._about(item), actor.staff_no, act, body, now), writing.sealing
            )

    def drop(self, actor: Actor, item: str, act: str) -> None:
        """Drop what a person has typed so far for this act."""
        require(actor, "write")
        with self._station.store.writing() as writing:
            begun.discard(writing.connection, self._about(item), actor.staff_no, act)

    def _about(self, item: str) -> bytes:
        return action_subject(item).id if item else self._station.subject.id


def _is_done(connection: Reading, item: str) -> bool:
    known = fold(ledger.facts_of(connection, action_subject(item))) if item else None
    return known is not None and known.state == "verified"
