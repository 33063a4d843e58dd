"""Drafts of acceptances and of acts on matters: saved at every pause in typing, never a fact, gone when submitted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from msgspec.json import encode

from counter_tui.db import begun, ledger, people
from counter_tui.db import drafts as rows
from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.tables.notes import BegunRow, DraftRow
from counter_tui.domain.clock import to_ms
from counter_tui.domain.door.decide import has_come
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.ids import make_id
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.reading import read_json
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.services.acceptance.ended import has_ended
from counter_tui.services.home import draft_line
from counter_tui.services.station import Station, matter_subject
from counter_tui.services.views.lines import DraftLine


class DraftService:
    """A person's requests being taken down."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def new(self, actor: Actor, *, visit: str = "", kind: str = "") -> Draft:
        """An empty draft with the id its matter will have; ``visit`` goes on with the same customer's visit."""
        require(actor, "accept")
        station = self._station
        now, random = station.clock.now(), station.store.pen.random
        return Draft(
            draft_id=make_id(now, random(10)).hex(),
            visit=visit or make_id(now, random(10)).hex(),
            kind=kind,
        )

    def save(self, actor: Actor, draft: Draft) -> None:
        """Keep a draft; an empty one, or one already submitted or ended at the door, is not kept.

        Raises RuleBroken("not_your_draft") for somebody else's, "staff_left" for one who has left meanwhile: nobody
        could reach it.
        """
        require(actor, "accept")
        with self._station.store.writing() as writing:
            connection = writing.connection
            person = people.person(connection, actor.staff_no)
            if person is not None and not person.active:
                raise RuleBroken("staff_left")
            known = rows.read(connection, bytes.fromhex(draft.draft_id))
            _require_own(known, actor)
            if ledger.facts_of(connection, matter_subject(draft.draft_id)) or has_ended(connection, draft):
                return
            if draft.empty:
                # Somebody who was there does not vanish with the letters of his name: only the door leads out.
                if known is None or not self._has_come(actor, known):
                    rows.discard(connection, bytes.fromhex(draft.draft_id))
                return
            row = DraftRow(
                draft_id=bytes.fromhex(draft.draft_id),
                staff_no=actor.staff_no,
                body=encode(draft).decode("utf-8"),
                saved_ms=to_ms(self._station.clock.now()),
            )
            rows.save(connection, row, writing.sealing)

    def load(self, actor: Actor, draft_id: str) -> Draft | None:
        """A person's draft, None when it is gone. Raises RuleBroken("not_your_draft")."""
        require(actor, "accept")
        with self._station.store.reading() as connection:
            row = rows.read(connection, bytes.fromhex(draft_id))
        _require_own(row, actor)
        return read_json(row.body, Draft) if row else None

    def list(self, actor: Actor) -> tuple[DraftLine, ...]:
        """A person's drafts, the latest first."""
        require(actor, "accept")
        with self._station.store.reading() as connection:
            found = rows.of(connection, actor.staff_no)
        return tuple(draft_line(self._station.context(actor), self._station, row) for row in found)

    def discard(self, actor: Actor, draft_id: str) -> None:
        """Drop a person's draft of nobody's request.

        Raises RuleBroken("not_your_draft"), or "door_only" for a draft in which somebody has come already.
        """
        require(actor, "accept")
        with self._station.store.writing() as writing:
            row = rows.read(writing.connection, bytes.fromhex(draft_id))
            _require_own(row, actor)
            if row is not None and self._has_come(actor, row):
                raise RuleBroken("door_only")
            rows.discard(writing.connection, bytes.fromhex(draft_id))

    def _has_come(self, actor: Actor, row: DraftRow) -> bool:
        return has_come(read_json(row.body, Draft), self._station.context(actor))

    def keep_words(self, actor: Actor, matter_id: str, act: str, words: Mapping[str, Any]) -> None:
        """Keep what a person has typed so far for an act on a matter, by field; it comes back in ``MatterView.begun``.

        What nobody could reach is not kept: of an ended matter, or of a person who has left.
        """
        require(actor, "write")
        subject = matter_subject(matter_id)
        with self._station.store.writing() as writing:
            connection = writing.connection
            matter = matter_rows.read(connection, subject.id)
            person = people.person(connection, actor.staff_no)
            if matter is None or matter.ended_ms is not None or (person is not None and not person.active):
                return
            now = to_ms(self._station.clock.now())
            row = BegunRow(subject.id, actor.staff_no, act, json.dumps(words, ensure_ascii=False), now)
            begun.save(connection, row, writing.sealing)

    def drop_words(self, actor: Actor, matter_id: str, act: str) -> None:
        """Drop what a person has typed so far for an act on a matter."""
        require(actor, "write")
        with self._station.store.writing() as writing:
            begun.discard(writing.connection, matter_subject(matter_id).id, actor.staff_no, act)


def _require_own(row: DraftRow | None, actor: Actor) -> None:
    if row is not None and row.staff_no != actor.staff_no:
        raise RuleBroken("not_your_draft")
