"""Entering a day that was taken down on paper in a power cut, from a file with a line for each slip."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import cast

from msgspec import Struct

from counter_tui.db import ledger, people
from counter_tui.db.reading import leading
from counter_tui.db.store import Reading
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.matter import MatterAccepted
from counter_tui.domain.intake.headings import Headings
from counter_tui.domain.intake.records import RawRecord, Reason
from counter_tui.domain.intake.slips import MUST, Slip, SlipVerdict, read_slip, read_slip_headings, recognised
from counter_tui.domain.matter.draft import Draft
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.paper_day import decide_accept_from_paper, paper_ids
from counter_tui.domain.matter.problems import Problem
from counter_tui.domain.staff.roles import ROLES, Actor, require
from counter_tui.services.intake.reports import read_file, write_whole
from counter_tui.services.station import Station, matter_subject, next_number
from counter_tui.services.wording.assess import short_problem


class PaperDayResult(Struct, frozen=True):
    """What became of a file of slips: matters entered (would be, in a dry run), slips entered before, lines refused."""

    entered: int
    again: int
    rejected: int
    report_path: Path | None
    dry_run: bool


class PaperDayService:
    """Takes down later what the counter took down on paper."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def import_file(
        self,
        actor: Actor,
        path: Path,
        *,
        dry_run: bool = False,
        report: Path | None = None,
        on_verdict: Callable[[SlipVerdict], None] | None = None,
    ) -> PaperDayResult:
        """Enter a file of slips, each in a transaction of its own; a slip that was entered before is left alone.

        So an import that was cut off is ended by running it again. Raises RuleBroken as ``read_records`` does or
        "not_allowed", OSError when the report cannot be written.
        """
        require(actor, "import_matters")
        return self.import_data(actor, read_file(path), dry_run=dry_run, report=report, on_verdict=on_verdict)

    def import_data(
        self,
        actor: Actor,
        data: bytes,
        *,
        dry_run: bool = False,
        report: Path | None = None,
        on_verdict: Callable[[SlipVerdict], None] | None = None,
    ) -> PaperDayResult:
        """Enter the bytes of a file of slips, as ``import_file`` does."""
        from counter_tui.services.intake.files import Layout, read_bytes
        from counter_tui.services.wording.paper_day import report_csv

        require(actor, "import_matters")
        source = read_bytes(data, Layout(MUST, recognised, read_slip_headings))
        tally: Counter[str] = Counter()
        verdicts = self._verdicts(actor, source.headings, source.records, dry_run=dry_run)
        told = _told(verdicts, tally, on_verdict)
        if report is None:
            deque(told, maxlen=0)
        else:
            write_whole(report, report_csv(told))
        return PaperDayResult(tally["entered"], tally["again"], tally["reject"], report, dry_run)

    def _verdicts(
        self, actor: Actor, headings: Headings, records: Iterable[RawRecord], *, dry_run: bool
    ) -> Iterator[SlipVerdict]:
        station, seen = self._station, dict[tuple[str, str], int]()
        today = station.rules.day_of(station.clock.now())
        for record in records:
            slip, number, reasons = read_slip(headings, record, station.rules.catalogue, today)
            if slip is None:
                yield SlipVerdict(record.row, number, "reject", tuple(reasons))
                continue
            key = (slip.number, slip.claimed_at.date().isoformat())
            if key in seen:
                reason = Reason("repeated", "slip", {"first_row": seen[key]})
                yield SlipVerdict(record.row, number, "reject", (reason,))
                continue
            seen[key] = record.row
            yield self._enter(actor, record.row, slip, dry_run=dry_run)

    def _enter(self, actor: Actor, row: int, slip: Slip, *, dry_run: bool) -> SlipVerdict:
        station = self._station
        claimed_at = slip.claimed_at.replace(tzinfo=station.rules.zone)
        matter_id, visit = paper_ids(station.code, slip.number, slip.claimed_at.date().isoformat())
        draft = Draft(draft_id=matter_id, visit=visit).with_values(**slip.values)
        subject = matter_subject(matter_id)

        def decide(connection: Reading) -> tuple[MatterAccepted | None, str]:
            known = fold(ledger.facts_of(connection, subject))
            if known is not None:
                return None, known.number
            context = station.context(actor)
            number = next_number(station, connection, context.today, subject.id)
            first = _first_contact(connection, slip.first_contact)
            lead = leading.lead(connection)
            fact = decide_accept_from_paper(draft, context, slip.number, claimed_at, first, number, lead)
            return fact, fact.number

        try:
            if dry_run:
                with station.store.reading() as connection:
                    fact, number = decide(connection)
            else:
                with station.store.writing() as writing:
                    fact, number = decide(writing.connection)
                    if fact is not None:
                        writing.append(subject, [fact], actor.staff_no, history=())
        except RuleBroken as broken:
            return _refused(row, slip, broken)
        shown = "" if dry_run and fact is not None else number
        return SlipVerdict(row, slip.number, "import", number=shown, again=fact is None)


def _first_contact(connection: Reading, staff_no: str) -> Actor:
    row = people.person(connection, staff_no)
    role = next((role for role in ROLES if row is not None and role == row.role), None)
    if row is None or role is None:
        raise RuleBroken("first_contact_unknown")
    return Actor(row.staff_no, row.name, role)


_REFUSALS = {
    "first_contact_unknown": ("unknown", "first_contact"),
    "not_allowed": ("may_not_accept", "first_contact"),
    "paper_time_ahead": ("ahead", "claimed_at"),
    "paper_time_too_old": ("too_old", "claimed_at"),
}


def _refused(row: int, slip: Slip, broken: RuleBroken) -> SlipVerdict:
    """The line refused for what the rules said; what is wrong with the store or the program is no refusal."""
    if broken.code == "draft_unfit":
        problems = cast("tuple[Problem, ...]", broken.facts["problems"])
        reasons = tuple(Reason(each.code, each.field) for each in problems)
        return SlipVerdict(
            row, slip.number, "reject", reasons, tuple(short_problem(each) for each in problems)
        )
    if broken.code not in _REFUSALS:
        raise broken
    code, column = _REFUSALS[broken.code]
    return SlipVerdict(row, slip.number, "reject", (Reason(code, column, dict(broken.facts)),))


def _told(
    verdicts: Iterable[SlipVerdict], tally: Counter[str], on_verdict: Callable[[SlipVerdict], None] | None
) -> Iterator[SlipVerdict]:
    for verdict in verdicts:
        entered = "again" if verdict.again else "entered"
        tally["reject" if verdict.verdict == "reject" else entered] += 1
        if on_verdict is not None:
            on_verdict(verdict)
        yield verdict
