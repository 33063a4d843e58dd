"""Being away and leaving: never without a colleague who answers from that moment on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from counter_tui.db import ledger, people
from counter_tui.db.reading import leading
from counter_tui.db.reading import matters as matter_rows
from counter_tui.db.store import Writing
from counter_tui.db.tables.matters import MatterRow
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.absence import StandInNamed
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.matter.context import Context
from counter_tui.domain.matter.evolve import fold
from counter_tui.domain.matter.hand_over import decide_handling
from counter_tui.domain.matter.sharing import share_out
from counter_tui.domain.matter.work import written
from counter_tui.domain.staff.absence import Colleague, decide_away, decide_back, decide_gone
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.text import fold_code
from counter_tui.services.lines.matters import matter_lines
from counter_tui.services.matter.service import require_worker
from counter_tui.services.staff.held import require_nothing_held
from counter_tui.services.staff.leaving import let_go, require_may_leave
from counter_tui.services.station import Station, matter_subject, require_still_here
from counter_tui.services.views.staff import Gone


class AbsenceService:
    """Who is away and who stands in; each act is one transaction with its stand-in."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def away(
        self, actor: Actor, staff_no: str, stand_in: str, reason: str, until: date | None = None
    ) -> None:
        """A person is away from now on, and a colleague stands in for all he answers for; again: another one does.

        Raises what ``domain.staff.absence.decide_away`` raises.
        """
        require(actor, "manage_staff")
        station, number = self._station, fold_code(staff_no)
        with station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            who = _known(writing, number)
            other = people.colleague(people.person(writing.connection, fold_code(stand_in)))
            today = station.rules.day_of(station.clock.now())
            lead = leading.lead(writing.connection)
            fact = decide_away(actor, who, other, reason, until, today=today, lead=lead)
            self._name(writing, actor, fact)

    def back(self, actor: Actor, staff_no: str) -> None:
        """A person is at work again. Raises what ``domain.staff.absence.decide_back`` raises."""
        number = fold_code(staff_no)
        with self._station.store.writing() as writing:
            require_still_here(writing.connection, actor)
            fact = decide_back(actor, _known(writing, number))
            people.keep_back(writing.connection, number)
            writing.append(self._station.subject, [fact], actor.staff_no)

    def leave(
        self, actor: Actor, staff_no: str, stand_in: str, to: Sequence[str] = (), reason: str = ""
    ) -> Gone:
        """A person leaves for good: stand-in, new handlers and leaving in one transaction, or nothing of it.

        What the person handles or is offered is shared out among ``to``, without them it goes to the stand-in, each
        with this reason as a lead's decision; anything else in hand has to be given away before. Raises RuleBroken:
        what ``require_may_leave``, ``require_nothing_held``, ``domain.staff.absence.require_stand_in`` and
        ``require_worker`` raise, "reason_missing" where there is something to give, or "receiver_is_handler" for the
        person himself.
        """
        require(actor, "manage_staff")
        station, number = self._station, fold_code(staff_no)
        with station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            who = people.colleague(require_may_leave(writing, actor, number))
            assert who is not None
            require_nothing_held(connection, number, matters=False)
            fact = decide_gone(who, people.colleague(people.person(connection, fold_code(stand_in))))
            in_hand = matter_rows.in_hand(connection, number)
            takers = dict.fromkeys(map(fold_code, to)) or {fact.stand_in: None}
            shares = share_out(len(in_hand), self._on_hand(writing, number, takers) if in_hand else {})
            context = station.context(actor, connection)
            for row, taker in zip(in_hand, shares, strict=True):
                self._give(writing, context, row, taker, reason)
            self._name(writing, actor, fact)
            drafts = let_go(station, writing, actor, number)
            lines, name_of = matter_lines(station, connection, in_hand), station.names(connection)
        return Gone(drafts, tuple(zip(lines, map(name_of, shares), strict=True)))

    def _name(self, writing: Writing, actor: Actor, fact: StandInNamed) -> None:
        (recorded,) = writing.append(self._station.subject, [fact], actor.staff_no)
        people.keep_away(writing.connection, fact, recorded.at)

    def _on_hand(self, writing: Writing, number: str, takers: Collection[str]) -> dict[str, int]:
        counts = matter_rows.open_counts(writing.connection)
        for taker in takers:
            if taker == number:
                raise RuleBroken("receiver_is_handler")
            require_worker(people.person(writing.connection, taker), taker)
        return {taker: counts.get(taker, 0) for taker in takers}

    def _give(self, writing: Writing, context: Context, row: MatterRow, to: str, reason: str) -> None:
        subject: Subject = matter_subject(row.matter_id.hex())
        history = ledger.facts_of(writing.connection, subject)
        matter = fold(history)
        if matter is None:
            raise RuleBroken("matter_unknown")
        fact = decide_handling(matter, context, to, written(reason, "reason_missing"))
        self._station.write(writing, matter, fact, context.actor, history)


def _known(writing: Writing, number: str) -> Colleague:
    """The person with this number. Raises RuleBroken("staff_unknown")."""
    who = people.colleague(people.person(writing.connection, number))
    if who is None:
        raise RuleBroken("staff_unknown", staff_no=number)
    return who
