"""What a person types for a day's close and has not sent: counts of money, words for a gap; kept at every pause."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from counter_tui.db import begun, people
from counter_tui.db.rows.closes import close_subject
from counter_tui.db.tables.notes import BegunRow
from counter_tui.domain.clock import to_ms
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.close.sheet import known_day
from counter_tui.services.station import Station


class CloseWordService:
    """Words of questions about a day's close, by day and act."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def begun(self, actor: Actor, day: date, act: str) -> Mapping[str, Any]:
        """What a person has typed for this act and not sent, by field; empty when nothing."""
        require(actor, "write")
        with self._station.store.reading() as connection:
            rows = begun.of(connection, close_subject(day).id, actor.staff_no)
        return next((dict(json.loads(row.body)) for row in rows if row.act == act), {})

    def keep(self, actor: Actor, day: date, act: str, words: Mapping[str, Any]) -> None:
        """Keep what a person has typed so far for this act, unless nobody could reach it any more."""
        require(actor, "write")
        with self._station.store.writing() as writing:
            connection = writing.connection
            person = people.person(connection, actor.staff_no)
            if (person is not None and not person.active) or known_day(connection, day).closed is not None:
                return
            body, now = json.dumps(words, ensure_ascii=False), to_ms(self._station.clock.now())
            row = BegunRow(close_subject(day).id, actor.staff_no, act, body, now)
            begun.save(connection, row, writing.sealing)

    def drop(self, actor: Actor, day: date, act: str) -> None:
        """Drop what a person has typed so far for this act."""
        require(actor, "write")
        with self._station.store.writing() as writing:
            begun.discard(writing.connection, close_subject(day).id, actor.staff_no, act)
