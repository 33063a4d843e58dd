"""What a finding of ``verify`` is about: the fact, the visit, the matter, the day."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, tzinfo

from msgspec import Struct

from counter_tui.db import ledger
from counter_tui.db import station as station_rows
from counter_tui.db.checks import seals as seal_checks
from counter_tui.db.finding import Finding
from counter_tui.db.reading import close
from counter_tui.db.store import Reading
from counter_tui.db.subjects import MATTER, VISIT
from counter_tui.db.tables.ledger import FactRow
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.visit import TokenArmed


class Found(Struct, frozen=True):
    """Something that was changed: the finding, and the fact it is about, as far as it can still be told.

    ``seq`` is its place, ``kind`` the fact's type, ``visit`` (hex) and ``number`` (of the matter) what it is about,
    ``day`` when it was written.
    """

    finding: Finding
    seq: int | None = None
    kind: str = ""
    visit: str = ""
    number: str = ""
    day: date | None = None


class Trace:
    """Findings traced in one view of the store, days by one time zone."""

    def __init__(self, connection: Reading, zone: tzinfo) -> None:
        self._connection, self._zone = connection, zone

    def told(self, finding: Finding) -> Found:
        """A finding with the fact it is about."""
        place = self.place(finding)
        if place is not None and place[1]:
            about = self.about(finding, seal_checks.fact_at(self._connection, *place), self._connection)
            first = finding.facts.get("first")
            # What is missing is not there to be told of: its place and the day of the fact behind it are all.
            return Found(finding, first, day=about.day) if finding.code == "facts_missing" else about
        with suppress(ValueError):
            visit = bytes.fromhex(finding.where)
            return Found(finding, visit=visit.hex(), number=self._number(visit, self._connection))
        facts = finding.facts
        if finding.code == "head_wrong":
            # The first that is too much, or not there.
            return Found(finding, min(facts["head"], facts["last"]) + 1)
        return Found(finding)

    def about(self, finding: Finding, row: FactRow | None, connection: Reading) -> Found:
        """A finding about the fact in this row, with what ``connection`` knows of it."""
        if row is None:
            return Found(finding)
        visit = row.subject_id if row.subject_kind == VISIT else b""
        number = ""
        if visit:
            number = self._number(visit, connection)
        elif row.subject_kind == MATTER:
            number = close.numbers_of(connection, [row.subject_id]).get(row.subject_id, "")
        day = datetime.fromtimestamp(row.wall_ms / 1000, UTC).astimezone(self._zone).date()
        return Found(finding, row.seq, row.type, visit.hex(), number, day)

    def _number(self, visit: bytes, connection: Reading) -> str:
        """The number of the matter a visit was about, by the facts."""
        try:
            history = ledger.facts_of(connection, Subject(VISIT, visit))
        except RuleBroken:
            return ""
        armed = next((entry.fact for entry in history if isinstance(entry.fact, TokenArmed)), None)
        if armed is None:
            return ""
        with suppress(ValueError):
            matter = bytes.fromhex(armed.matter)
            return close.numbers_of(connection, [matter]).get(matter, "")
        return ""

    def place(self, finding: Finding) -> tuple[bytes, int] | None:
        """The run and the place a finding names; 0 where it is about the whole run, None where about none."""
        parts = finding.where.split("/")
        for row in station_rows.epochs(self._connection):
            if len(parts) > 1 and row.epoch.hex().startswith(parts[1]):
                return row.epoch, int(parts[2]) if len(parts) > 2 and parts[2].isdigit() else 0
        return None

    def name(self, epoch: bytes, seq: int) -> str:
        """What the doctor calls a place of the ledger."""
        rows = station_rows.epochs(self._connection)
        letter = next((row.device_letter for row in rows if row.epoch == epoch), "?")
        return f"{letter}/{epoch.hex()[:8]}/{seq}"
