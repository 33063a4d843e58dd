"""The site card of the station: who answers for it, set by whoever leads, with everything it ever said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from counter_tui.db import begun, people
from counter_tui.db.reading import site_card as rows
from counter_tui.db.store import Reading
from counter_tui.domain.clock import from_ms
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.staff.absence import Colleague
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.staff.site_card import (
    FILLING_IN,
    INSPECTIONS,
    CardState,
    Gap,
    decide_card,
    gaps,
    next_inspection,
    states,
)
from counter_tui.domain.text import fold_code
from counter_tui.services.station import Station, require_still_here
from counter_tui.services.views.site_card import CardLine, CardView


class SiteCardService:
    """Everybody reads the card; whoever leads sets it."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def view(self, actor: Actor) -> CardView:
        """The card as it stands, with its history."""
        require(actor, "see_matters")
        with self._station.store.reading() as connection:
            return self._view(connection)

    def set(self, actor: Actor, responsible: str, deputy: str, phone: str, every_days: int) -> CardView:
        """Let the card say this from now on; where it says so already nothing is written.

        People are given by staff number, ``deputy`` may be empty. Raises RuleBroken("staff_left"), "staff_unknown" or
        what ``decide_card`` raises.
        """
        require(actor, "manage_staff")
        with self._station.store.writing() as writing:
            connection = writing.connection
            require_still_here(connection, actor)
            known = states(rows.newest(connection))
            now = known[-1] if known else None
            who, second = _named(connection, responsible), _named(connection, deputy)
            fact = decide_card(actor, now, who, second, phone, every_days)
            if fact is not None:
                writing.append(self._station.subject, [fact], actor.staff_no, now.head if now else b"")
            begun.discard(connection, self._station.subject.id, actor.staff_no, FILLING_IN)
            return self._view(connection)

    def _view(self, connection: Reading) -> CardView:
        station = self._station
        name_of, today = station.names(connection), station.rules.day_of(station.clock.now())
        known = states(rows.all_set(connection))
        staff = [row for row in people.everybody(connection) if row.active]
        inspected = inspected_on(station, connection)
        due_on = _due_on(station, known[-1], inspected) if known else None
        here = {row.staff_no for row in staff}
        lines = tuple(_line(each, name_of) for each in reversed(known))
        return CardView(
            card=lines[0] if lines else None,
            gaps=gaps(known[-1] if known else None, here, due_on, today),
            inspected_on=inspected,
            due_on=due_on,
            history=lines,
            people=tuple((row.staff_no, row.name, row.initials) for row in staff),
        )


def card_gaps(station: Station, connection: Reading, today: date) -> tuple[tuple[Gap, CardState | None], ...]:
    """What is wrong with the card today, with the card where there is one; two looks by a key, no more."""
    known = states(rows.newest(connection))
    if not known:
        return (("nobody", None),)
    card = known[-1]
    named = filter(None, (card.card.responsible, card.card.deputy))
    found = (people.person(connection, each) for each in named)
    here = {row.staff_no for row in found if row is not None and row.active}
    due_on = _due_on(station, card, inspected_on(station, connection))
    return tuple((each, card) for each in gaps(card, here, due_on, today))


def inspected_on(station: Station, connection: Reading) -> date | None:
    """The last day a weekly or monthly check of the hall was done."""
    done = [ms for code in INSPECTIONS if (ms := rows.last_done(connection, code)) is not None]
    return station.rules.day_of(from_ms(max(done))) if done else None


def _due_on(station: Station, card: CardState, inspected: date | None) -> date:
    return next_inspection(card, station.rules.day_of(card.set_at), inspected)


def _named(connection: Reading, staff_no: str) -> Colleague | None:
    """Somebody of the staff, nobody for an empty number. Raises RuleBroken("staff_unknown")."""
    number = fold_code(staff_no)
    if not number:
        return None
    known = people.colleague(people.person(connection, number))
    if known is None:
        raise RuleBroken("staff_unknown", staff_no=number)
    return known


def _line(state: CardState, name_of: Callable[[str], str]) -> CardLine:
    card = state.card
    return CardLine(
        responsible=card.responsible,
        responsible_name=name_of(card.responsible),
        deputy=card.deputy,
        deputy_name=name_of(card.deputy) if card.deputy else "",
        phone=card.phone,
        every_days=card.every_days,
        set_by=name_of(state.set_by),
        set_at=state.set_at,
    )
