"""What is typed or marked in a step of the meeting and not written yet: kept at every change, gone with the step."""

from __future__ import annotations

import json
from collections.abc import Mapping

from counter_tui.db import begun, people
from counter_tui.db.reading import meetings
from counter_tui.db.rows import meetings as meeting_rows
from counter_tui.db.tables.notes import BegunRow
from counter_tui.domain.clock import to_ms
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.station import Station


class MeetingWordService:
    """Words and marks of the meeting of today, by step."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def begun(self, actor: Actor) -> Mapping[str, Mapping[str, str]]:
        """What this person has begun, by step."""
        require(actor, "write")
        with self._station.store.reading() as connection:
            rows = begun.of(connection, self._about(), actor.staff_no)
        return {row.act: dict(json.loads(row.body)) for row in rows}

    def keep(self, actor: Actor, step: str, words: Mapping[str, str]) -> None:
        """Keep what a person has begun in a step, unless the meeting is over or the person has left."""
        require(actor, "write")
        station = self._station
        today, now = station.rules.day_of(station.clock.now()), to_ms(station.clock.now())
        with station.store.writing() as writing:
            person = people.person(writing.connection, actor.staff_no)
            row = meetings.row(writing.connection, today)
            if (person is not None and not person.active) or row is None or row.ended_ms is not None:
                return
            body = json.dumps(words, ensure_ascii=False)
            begun.save(
                writing.connection, BegunRow(self._about(), actor.staff_no, step, body, now), writing.sealing
            )

    def drop(self, actor: Actor, step: str) -> None:
        """Drop what a person has begun in a step."""
        require(actor, "write")
        with self._station.store.writing() as writing:
            begun.discard(writing.connection, self._about(), actor.staff_no, step)

    def _about(self) -> bytes:
        return meeting_rows.subject_of(self._station.rules.day_of(self._station.clock.now())).id
