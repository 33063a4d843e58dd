"""What a person has found on a list of checks and not recorded yet: kept at every answer, gone with the recording."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from counter_tui.db import begun, people
from counter_tui.db.tables.notes import BegunRow
from counter_tui.domain.clock import to_ms
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.station import Station


def act_of(list_code: str, item: str = "") -> str:
    """The act under which answers to a list are kept, or the words for one item being typed."""
    return f"check {list_code} {item}".rstrip()


class CheckWordService:
    """Answers not recorded yet by list, words being typed by list and item; what is of another day is forgotten."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def begun(self, actor: Actor, list_code: str, item: str = "") -> Mapping[str, Any]:
        """What was kept today; empty when nothing."""
        require(actor, "write")
        act = act_of(list_code, item)
        with self._station.store.reading() as connection:
            rows = begun.of(connection, self._station.subject.id, actor.staff_no)
        kept: Mapping[str, Any] = next((json.loads(row.body) for row in rows if row.act == act), {})
        return dict(kept["words"]) if kept.get("day") == self._today() else {}

    def keep(self, actor: Actor, list_code: str, item: str, words: Mapping[str, Any]) -> None:
        """Keep what was found or typed so far; nothing is kept of who has left."""
        require(actor, "write")
        with self._station.store.writing() as writing:
            connection = writing.connection
            person = people.person(connection, actor.staff_no)
            if person is not None and not person.active:
                return
            body = json.dumps({"day": self._today(), "words": words}, ensure_ascii=False)
            about, now = self._station.subject.id, to_ms(self._station.clock.now())
            row = BegunRow(about, actor.staff_no, act_of(list_code, item), body, now)
            begun.save(connection, row, writing.sealing)

    def drop(self, actor: Actor, list_code: str, item: str = "") -> None:
        """Drop what was kept."""
        require(actor, "write")
        with self._station.store.writing() as writing:
            act = act_of(list_code, item)
            begun.discard(writing.connection, self._station.subject.id, actor.staff_no, act)

    def _today(self) -> str:
        return self._station.rules.day_of(self._station.clock.now()).isoformat()
