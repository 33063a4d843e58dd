"""Taking in what other offices say of outages."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from counter_tui.db.subjects import OUTAGE_LIST
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.intake.outages import LONGEST, OUTAGES, OutageVerdict, judge_outage
from counter_tui.domain.outages import told_in
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.text import fold_prose
from counter_tui.services.intake.reports import read_file
from counter_tui.services.station import Station, require_still_here

MOST = 5_000
"""A list has so many lines at most."""


class OutagesTaken(Struct, frozen=True):
    """What became of a list: outages taken in (would be, in a dry run), and lines that could not be used."""

    taken: int
    rejected: int
    dry_run: bool


class OutageService:
    """Takes in lists of outages until the centre sends them."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def import_file(
        self,
        actor: Actor,
        path: Path,
        *,
        source: str = "",
        dry_run: bool = False,
        on_verdict: Callable[[OutageVerdict], None] | None = None,
    ) -> OutagesTaken:
        """Take in a list of outages (CSV or XLSX) in one transaction; lines that cannot be used are told and left out.

        ``source`` is who the list is from, for lines that do not say so; a list without a line needs it. Taking in the
        same list again says that it still holds. Raises RuleBroken as ``read_records`` does, "not_allowed",
        "outages_without_source" or "outages_too_many".
        """
        require(actor, "import_customers")
        data = read_file(path)
        return self.import_data(actor, data, source=source, dry_run=dry_run, on_verdict=on_verdict)

    def import_data(
        self,
        actor: Actor,
        data: bytes,
        *,
        source: str = "",
        dry_run: bool = False,
        on_verdict: Callable[[OutageVerdict], None] | None = None,
    ) -> OutagesTaken:
        """Take in the bytes of a list of outages, as ``import_file`` does."""
        from counter_tui.services.intake.files import Layout, read_bytes

        require(actor, "import_customers")
        said_by = fold_prose(source)[:LONGEST]
        found = read_bytes(data, Layout(OUTAGES.must, OUTAGES.recognised, OUTAGES.read))
        zone = self._station.rules.zone
        verdicts = [judge_outage(found.headings, each, zone, said_by) for each in found.records]
        for verdict in verdicts if on_verdict else ():
            on_verdict(verdict)  # type: ignore[misc]  # there is one where there are verdicts to tell
        told = [verdict.told for verdict in verdicts if verdict.told is not None]
        if len(verdicts) > MOST:
            raise RuleBroken("outages_too_many", most=MOST)
        if not said_by and not told:
            raise RuleBroken("outages_without_source" if not verdicts else "outages_all_refused")
        rejected = len(verdicts) - len(told)
        facts = told_in(told, sha256(data).hexdigest(), said_by or told[0].source, rejected)
        if not dry_run:
            with self._station.store.writing() as writing:
                require_still_here(writing.connection, actor)
                writing.append(outages_of(self._station), facts, actor.staff_no)
        return OutagesTaken(len(told), rejected, dry_run)


def outages_of(station: Station) -> Subject:
    """The station's list of outages, as the subject of its facts."""
    return Subject(OUTAGE_LIST, station.code.encode("ascii"))
