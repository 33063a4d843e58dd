"""Yearly surveys of a third party: taken in, compared over two years, beside the counter's own figure."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Literal

from msgspec import Struct

from counter_tui.db.reading import survey as rows
from counter_tui.db.store import Reading
from counter_tui.db.subjects import SURVEY
from counter_tui.domain.clock import to_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.facts.survey import SurveyTaken
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.survey.models import Compared, compared, is_same, scores_now
from counter_tui.domain.survey.reading import COLUMNS, Problem, read_scores
from counter_tui.domain.text import fold_prose
from counter_tui.services.reference.survey import load_dimensions
from counter_tui.services.station import Once, Station, require_still_here

LONGEST = 60
"""Characters of who made a survey."""


class SurveyRead(Struct, frozen=True):
    """What became of a table: how many scores, of which years; what is wrong with it, and nothing was taken in then.

    ``again`` when it said nothing new; ``corrected`` are scores that were otherwise before.
    """

    scores: int
    years: tuple[int, ...]
    problems: tuple[Problem, ...] = ()
    again: bool = False
    corrected: int = 0


class Own(Struct, frozen=True):
    """The counter's own figure of a year: so many of so many ratings. A scale of its own, never mixed with a score."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """The share of a hundred with two places, None of nothing."""
        return round(100 * self.part / self.whole, 2) if self.whole else None


class SurveyLine(Struct, frozen=True):
    """A dimension in both years, and the counter's figures of these years where one belongs beside it."""

    line: Compared
    own: Literal["", "satisfied"] = ""
    own_before: Own | None = None
    own_now: Own | None = None


class SurveyView(Struct, frozen=True):
    """Two years side by side; ``before`` is None where there is only one survey, both where there is none."""

    before: int | None
    now: int | None
    lines: tuple[SurveyLine, ...]
    source: str = ""


class SurveyService:
    """Whoever takes data in takes surveys in; whoever oversees reads them."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._dimensions = Once(load_dimensions)

    def take_file(self, actor: Actor, path: Path, *, source: str = "", dry_run: bool = False) -> SurveyRead:
        """Take in a table of scores (CSV or XLSX), whole or not at all; one taken in before changes nothing.

        Raises RuleBroken as ``read_records`` does, "not_allowed" or "staff_left".
        """
        from counter_tui.services.intake.reports import read_file

        require(actor, "import_customers")
        return self.take_data(actor, read_file(path), source=source, dry_run=dry_run)

    def take_data(self, actor: Actor, data: bytes, *, source: str = "", dry_run: bool = False) -> SurveyRead:
        """Take in the bytes of such a table, as ``take_file`` does."""
        from counter_tui.services.intake.files import Layout, read_bytes

        require(actor, "import_customers")
        station = self._station
        this_year = station.rules.day_of(station.clock.now()).year
        found = read_bytes(data, Layout(COLUMNS.must, COLUMNS.recognised, COLUMNS.read))
        read = read_scores(
            found.headings, found.records, self._dimensions(), this_year, above=found.title_lines + 1
        )
        years = tuple(sorted({each.year for each in read.scores}))
        if read.problems:
            return SurveyRead(0, (), read.problems)
        fact = SurveyTaken(scores=read.scores, source=fold_prose(source)[:LONGEST])
        if dry_run:
            with station.store.reading() as connection:
                return _judged(connection, fact, years)
        with station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            judged = _judged(writing.connection, fact, years)
            if not judged.again:
                subject = Subject(SURVEY, station.code.encode("ascii"))
                writing.append(subject, [fact], actor.staff_no)
        return judged

    def view(self, actor: Actor, year: int | None = None) -> SurveyView:
        """The survey of a year (else the newest) beside the one before it.

        Raises RuleBroken("survey_unknown") for a year nobody took in.
        """
        require(actor, "oversee")
        with self._station.store.reading() as connection:
            taken = rows.taken(connection)
            scores = scores_now(taken)
            years = sorted({known for known, _dimension in scores})
            if not years and year is None:
                return SurveyView(None, None, ())
            now = years[-1] if year is None else year
            if now not in years:
                raise RuleBroken("survey_unknown", year=now)
            before = max((each for each in years if each < now), default=None)
            lines = compared(self._dimensions(), scores, before or 0, now)
            own = {each: self._own(connection, each) for each in (before, now) if each is not None}
        return SurveyView(
            before,
            now,
            tuple(_line(each, own.get(before or 0), own[now]) for each in lines),
            next((each.source for each in reversed(taken) if each.source), ""),
        )

    def _own(self, connection: Reading, year: int) -> Own:
        zone = self._station.zone
        start, end = (datetime.combine(date(each, 1, 1), time.min, zone) for each in (year, year + 1))
        rated, good = rows.satisfied(connection, to_ms(start), to_ms(end))
        return Own(good, rated)


def _judged(connection: Reading, fact: SurveyTaken, years: tuple[int, ...]) -> SurveyRead:
    known = scores_now(rows.taken(connection))
    corrected = sum(known.get((each.year, each.dimension), each.score) != each.score for each in fact.scores)
    return SurveyRead(len(fact.scores), years, again=is_same(known, fact.scores), corrected=corrected)


def _line(line: Compared, before: Own | None, now: Own) -> SurveyLine:
    if not line.dimension.own:
        return SurveyLine(line)
    return SurveyLine(line, line.dimension.own, before, now)
