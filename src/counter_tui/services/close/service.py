"""The day's close: what agrees and what does not, words for what does not, the money counted, the sheet by PIN."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from counter_tui.db import begun, ledger, people
from counter_tui.db.reading import close as rows
from counter_tui.db.reading import leading
from counter_tui.db.rows.closes import close_subject
from counter_tui.db.store import Reading
from counter_tui.db.subjects import MATTER
from counter_tui.domain.clock import to_ms
from counter_tui.domain.close import decide
from counter_tui.domain.close.fingerprint import read_fingerprint
from counter_tui.domain.close.models import Closing
from counter_tui.domain.close.seals import Seal
from counter_tui.domain.close.state import CloseDay, fold, sheet_of
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.close import DayClosed
from counter_tui.domain.staff.roles import Actor, may, require
from counter_tui.paths import Home
from counter_tui.services.close.paper import Checked, check_paper
from counter_tui.services.close.sheet import compiled, known_day, place_now
from counter_tui.services.close.unclosed import unclosed_days
from counter_tui.services.reference.checks import load_checks
from counter_tui.services.staff.service import StaffService
from counter_tui.services.station import Once, Station, require_still_here
from counter_tui.services.views.close import CloseView, Later
from counter_tui.services.views.printing import Printed

if TYPE_CHECKING:
    from counter_tui.domain.receipt.slip import Receipt

_TRIES = 3


class CloseService:
    """Who works at the counter counts and explains; a lead closes."""

    def __init__(self, station: Station, staff: StaffService | None = None) -> None:
        self._station = station
        self._staff = staff or StaffService(station)
        self._lists = Once(load_checks)

    def view(self, actor: Actor, day: date | None = None) -> CloseView:
        """The sheet of a day (else of today): as it was closed, or as it stands now. Raises "day_ahead"."""
        require(actor, "see_matters")
        station, now = self._station, self._station.clock.now()
        today = station.rules.day_of(now)
        day = day or today
        if day > today:
            raise RuleBroken("day_ahead")
        with station.store.reading() as connection:
            known = known_day(connection, day)
            sheet = self._sheet(connection, known, day, now)
            later_of, later = self._later(connection, known.closed, day)
            names = people.names(connection)
            return CloseView(
                sheet=sheet,
                later_of=later_of,
                later=later,
                unclosed=unclosed_days(station, connection, today),
                counted_by=names.get(known.counted_by, known.counted_by),
                money=may(actor.role, "see_charges"),
                lead=leading.lead(connection),
                names=names,
            )

    def count(self, actor: Actor, day: date, counts: Mapping[str, int]) -> None:
        """The money of a day was counted, in fen by way of payment; the last count holds.

        Raises RuleBroken("staff_left") or what ``decide_count`` raises.
        """
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            history, known = _known(connection, day)
            fact = decide.decide_count(known, self._station.context(actor, connection), day, counts)
            writing.append(close_subject(day), [fact], actor.staff_no, known.head, history)
            begun.discard(connection, close_subject(day).id, actor.staff_no, COUNTING)

    def explain(self, actor: Actor, day: date, gaps: Sequence[str], words: str) -> None:
        """Words for gaps of a day, by their keys. Raises RuleBroken("staff_left") or what ``decide_explain`` raises."""
        station = self._station
        with station.store.reading() as connection:
            sheet = self._sheet(connection, known_day(connection, day), day, station.clock.now())
        with station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            history, known = _known(connection, day)
            context, there = station.context(actor, connection), {gap.key for gap in sheet.gaps}
            fact = decide.decide_explain(known, context, day, gaps, there, words)
            writing.append(close_subject(day), [fact], actor.staff_no, known.head, history)
            begun.discard(connection, close_subject(day).id, actor.staff_no, explaining(gaps))

    def close(self, actor: Actor, day: date, lead_no: str, lead_pin: str) -> Closing:
        """A lead closes the day by the own PIN; the sheet as it was closed.

        Raises what ``StaffService.identify`` raises for that PIN, "staff_left" and what ``decide_close`` raises.
        """
        require(actor, "write")
        lead = self._staff.identify(lead_no, lead_pin)
        for _try in range(_TRIES):
            # Looking over a busy day takes longer than anybody should wait to write: only the end is written alone.
            with self._station.store.reading() as connection:
                sheet = self._fresh(connection, day)
            if (closed := self._closed(actor, day, lead, sheet)) is not None:
                return closed
        closed = self._closed(actor, day, lead, None)
        assert closed is not None, "nothing is written beside a writer"
        return closed

    def _closed(self, actor: Actor, day: date, lead: Actor, sheet: Closing | None) -> Closing | None:
        """Close with this sheet, None where something was written since; without one with what is there now."""
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            require_still_here(connection, lead)
            history, known = _known(connection, day)
            sheet = sheet or self._fresh(connection, day)
            if sheet.place != place_now(connection):
                return None
            fact = decide.decide_close(known, self._station.context(actor, connection), sheet, lead)
            (entry,) = writing.append(close_subject(day), [fact], actor.staff_no, known.head, history)
            begun.end(connection, close_subject(day).id)
            return sheet_of(fact, entry.at)

    def text(self, actor: Actor, day: date) -> str:
        """The closing sheet of a day as the folder for papers gets it. Raises as ``print``."""
        from counter_tui.domain.receipt.slip import compose

        return compose(self._receipt(self._closed_view(actor, day)), "a4")

    def print(self, actor: Actor, day: date) -> Printed:
        """Put the closing sheet of a closed day into the folder for papers, as PDF too, and on the printer.

        What the sheet vouches for is noted beside the store first: no sheet is in the binder that ``verify`` knows
        nothing of. Raises RuleBroken("day_not_closed"), "seals_unwritable", "papers_folder_inside_home" or
        "papers_unwritable".
        """
        from counter_tui.services.backup import seals
        from counter_tui.services.papers.printing import hand_out

        view = self._closed_view(actor, day)
        place, home = view.sheet.place, Home(self._station.store.path.parent)
        seals.note(home, Seal(day, place.epoch, place.seq, place.hash))
        return hand_out(self._station, self._receipt(view), f"close-{day.isoformat()}")

    def _closed_view(self, actor: Actor, day: date) -> CloseView:
        view = self.view(actor, day)
        if view.sheet.at is None:
            raise RuleBroken("day_not_closed", day=day)
        return view

    def _receipt(self, view: CloseView) -> Receipt:
        from counter_tui.services.wording.close import say_sheet

        return say_sheet(view, self._station.name, self._station.device, self._station.zone)

    def check(self, actor: Actor, day: date, typed: str) -> Checked:
        """Whether the ledger still has the fingerprint of a printed sheet, and every fact before it.

        Raises RuleBroken("fingerprint_unfit").
        """
        require(actor, "see_matters")
        digits = read_fingerprint(typed)
        with self._station.store.reading() as connection:
            return check_paper(connection, day, digits)

    def _fresh(self, connection: Reading, day: date) -> Closing:
        return compiled(self._station, connection, self._lists(), day, self._station.clock.now())

    def _sheet(self, connection: Reading, known: CloseDay, day: date, now: datetime) -> Closing:
        if known.closed is not None and known.closed_at is not None:
            return sheet_of(known.closed, known.closed_at)
        return compiled(self._station, connection, self._lists(), day, now)

    def _later(
        self, connection: Reading, closed: DayClosed | None, day: date
    ) -> tuple[date | None, tuple[Later, ...]]:
        """What was written after the close of this day, or else of the day closed last before it, within that day."""
        if closed is not None:
            of, epoch, seq = day, bytes.fromhex(closed.epoch), closed.seq
        else:
            row = rows.newest_closed(connection, day.isoformat())
            if row is None or row.seq is None:
                return None, ()
            of, epoch, seq = date.fromisoformat(row.close_day.decode()), row.epoch, row.seq
        end = datetime.combine(of + timedelta(days=1), time.min, self._station.zone)
        count: dict[bytes, int] = {}
        for fact in rows.after(connection, epoch, seq, to_ms(end)):
            if fact.subject_kind == MATTER:
                count[fact.subject_id] = count.get(fact.subject_id, 0) + 1
        numbers = rows.numbers_of(connection, list(count))
        return of, tuple(Later(each.hex(), numbers.get(each, ""), count[each]) for each in count)


COUNTING = "cash"
"""The act under which a count that is being typed is kept."""


def explaining(gaps: Sequence[str]) -> str:
    """The act under which the words for these gaps are kept while they are typed."""
    return f"explain {gaps[0]}" if gaps else "explain"


def _known(connection: Reading, day: date) -> tuple[list[Recorded], CloseDay]:
    history = ledger.facts_of(connection, close_subject(day))
    return history, fold(history)
