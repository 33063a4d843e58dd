"""The minutes of the morning meetings: on paper, found by what was said, proved by the ledger, given out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from counter_tui.db import ledger, people
from counter_tui.db.checks import chain as chain_checks
from counter_tui.db.reading import checklists, meetings
from counter_tui.db.rows.meetings import subject_of
from counter_tui.db.store import Reading
from counter_tui.domain.close.fingerprint import fingerprint, read_fingerprint
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.station import DataExported
from counter_tui.domain.meeting.state import Meeting
from counter_tui.domain.meeting.words import searchable
from counter_tui.domain.receipt.blocks import plain
from counter_tui.domain.receipt.slip import CELLS, Receipt, layout
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.paths import is_inside, make_private_folder, named_path, write_private
from counter_tui.services.lines.checks import named_items
from counter_tui.services.meeting.lines import line_of, lines_of
from counter_tui.services.reference.checks import load_checks
from counter_tui.services.reference.meeting import load_questions, load_steps
from counter_tui.services.station import Once, Station
from counter_tui.services.views.meeting import MeetingLine
from counter_tui.services.views.printing import Printed
from counter_tui.services.wording.minutes import Told, say_paper

MOST = 200
"""So many meetings are found at most."""

Checked = Literal["stands", "broken", "gone"]
"""What a fingerprint on minutes proves: nothing was changed, facts before it were, or there is no such meeting."""


class Minutes(Struct, frozen=True):
    """The minutes of a day's meeting: the paper, and the fingerprint of a meeting that is over (else empty)."""

    meeting: Meeting
    paper: Receipt
    fingerprint: str

    @property
    def text(self) -> str:
        """The paper as text, as wide as a sheet of A4."""
        return plain(layout(self.paper, "a4"), CELLS["a4"])


class MinuteService:
    """Whoever sees matters reads minutes; whoever may give out data gives them out."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._checks, self._steps, self._questions = Once(load_checks), Once(load_steps), Once(load_questions)

    def of(self, actor: Actor, day: date | None = None) -> Minutes:
        """The minutes of a day's meeting (else today's), as far as it has come. Raises RuleBroken("minutes_none")."""
        require(actor, "see_matters")
        day = day or self._station.rules.day_of(self._station.clock.now())
        with self._station.store.reading() as connection:
            return self._of(connection, day)

    def print(self, actor: Actor, day: date | None = None) -> Printed:
        """Put the minutes into the folder for papers, as PDF too, and on the printer.

        Raises RuleBroken("minutes_none"), "minutes_unfinished", "papers_folder_inside_home" or "papers_unwritable".
        """
        from counter_tui.services.papers.printing import hand_out

        minutes = self._over(actor, day)
        return hand_out(self._station, minutes.paper, f"minutes-{minutes.meeting.day.isoformat()}")

    def pdf(self, actor: Actor, day: date | None = None) -> bytes:
        """The minutes as PDF of A4. Raises RuleBroken("minutes_none") or "minutes_unfinished"."""
        return _pdf(self._over(actor, day).paper)

    def search(self, actor: Actor, words: str) -> tuple[MeetingLine, ...]:
        """The meetings in which all these words were said, or in which somebody of the name was; the newest first.

        Words are parted by blanks. Without any it is the newest meetings, and the days of the month that had none.
        """
        require(actor, "see_matters")
        station, now = self._station, self._station.clock.now()
        with station.store.reading() as connection:
            staff = people.names(connection)
            terms = [
                (each, [number for number, name in staff.items() if each in (number, searchable(name))])
                for each in searchable(words).split()
            ]
            found = meetings.spoken_of(connection, terms, MOST)
            name_of = station.names(connection)
            month = () if terms else lines_of(station, connection, station.rules.day_of(now), now)
        said = (line_of(station, date.fromisoformat(row.day), row, now, name_of) for row in found)
        shown = {line.day for line in month}
        return (*month, *(line for line in said if line.day not in shown))

    def check(self, actor: Actor, day: date, typed: str) -> Checked:
        """Whether the ledger still has the meeting whose minutes have this fingerprint, and every fact before it.

        Raises RuleBroken("fingerprint_unfit").
        """
        require(actor, "see_matters")
        digits = read_fingerprint(typed)
        with self._station.store.reading() as connection:
            for entry in ledger.facts_of(connection, subject_of(day)):
                if entry.hash.hex().startswith(digits):
                    before = (
                        each
                        for each in chain_checks.check_since(connection, entry.epoch, 0)
                        if chain_checks.is_before(each, entry.seq)
                    )
                    return "broken" if any(before) else "stands"
        return "gone"

    def give_out(self, actor: Actor, first: date, last: date, folder: str) -> tuple[date, ...]:
        """Write the minutes of all meetings of these days that are over into a folder, each as text and as PDF.

        What leaves is recorded before it does. Raises RuleBroken("not_allowed"), "papers_folder_inside_home" or
        "papers_unwritable".
        """
        require(actor, "export")
        station, where = self._station, named_path(folder)
        if is_inside(where, station.store.path.parent):
            raise RuleBroken("papers_folder_inside_home")
        with station.store.reading() as connection:
            rows = meetings.between(connection, first, last)
            days = tuple(day for day, row in rows.items() if row.ended_ms is not None)
        with station.store.writing() as writing:
            fact = DataExported(what="minutes", rows=len(days), format="pdf")
            writing.append(station.subject, [fact], actor.staff_no)
        try:
            make_private_folder(where)
            for day in days:
                minutes = self.of(actor, day)
                write_private(where / f"minutes-{day.isoformat()}.txt", minutes.text.encode("utf-8"))
                write_private(where / f"minutes-{day.isoformat()}.pdf", _pdf(minutes.paper))
        except OSError as error:
            raise RuleBroken("papers_unwritable", folder=str(where)) from error
        return days

    def _over(self, actor: Actor, day: date | None) -> Minutes:
        minutes = self.of(actor, day)
        if not minutes.fingerprint:
            raise RuleBroken("minutes_unfinished", day=minutes.meeting.day)
        return minutes

    def _of(self, connection: Reading, day: date) -> Minutes:
        meeting = meetings.of(connection, day)
        if meeting is None:
            raise RuleBroken("minutes_none", day=day)
        told = self._told(connection, meeting)
        print_ = fingerprint(meeting.end_head) if meeting.end_head else ""
        paper = say_paper(meeting, told, self._station.name, self._station.zone, print_)
        return Minutes(meeting, paper, print_)

    def _told(self, connection: Reading, meeting: Meeting) -> Told:
        lists = self._checks()
        items = named_items(lists, checklists.changes(connection))
        return Told(
            people=people.names(connection),
            steps={each.code: each.name for each in self._steps()},
            questions={each.code: each.ask for each in self._questions()},
            items={**{each.code: each.name for each in lists}, **items},
            looks=_looks(connection, [each.item for each in meeting.problems]),
        )


def _looks(connection: Reading, items: Sequence[str]) -> dict[str, str]:
    """How each of these action items is looked at, of those that are known."""
    found = meetings.items(connection, [bytes.fromhex(each) for each in items])
    return {row.item_id.hex(): row.check_words for row in found}


def _pdf(paper: Receipt) -> bytes:
    from counter_tui.services.printers.pdf import pdf

    return pdf(layout(paper, "a4"), "a4")
