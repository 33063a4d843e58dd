"""Who leads the shift now, and who stands in for whom: read from the facts and the rows of the staff."""

from __future__ import annotations

from counter_tui.db import ledger, people
from counter_tui.db.sql import Connection
from counter_tui.domain.facts.shift import ShiftTaken
from counter_tui.domain.facts.station import SignedIn
from counter_tui.domain.staff.absence import Standing, standing
from counter_tui.domain.staff.leading import lead_now


def lead(connection: Connection) -> str:
    """The staff number of who leads the shift now, as ``domain.staff.leading`` says it; empty when nobody does."""
    taken = lead_taken(connection)
    if taken and (person := people.person(connection, taken)) and person.active and not person.stand_in:
        return taken
    # The store looks into the bodies, so that a lead who signed in thousands of sign-ins ago is found at once.
    latest = ledger.latest(connection, SignedIn.type, _LEAD_ROLE, _LEADS)
    signed_in = (
        entry.fact for entry in latest if isinstance(entry.fact, SignedIn) and entry.fact.role == "lead"
    )
    return lead_now(taken, people.colleagues(connection), [fact.staff_no for fact in signed_in])


def lead_taken(connection: Connection) -> str:
    """Who took the shift last; empty where nobody ever did."""
    latest = ledger.latest(connection, ShiftTaken.type)
    return latest[0].fact.lead if latest and isinstance(latest[0].fact, ShiftTaken) else ""


def standing_now(connection: Connection) -> Standing:
    """Who stands in for whom now."""
    staff = people.colleagues(connection)
    if all(each.present for each in staff):
        return Standing()
    return standing(staff, lead(connection))


_LEADS = 30
"""How many sign-ins as lead are looked back at for somebody who still works here."""


_LEAD_ROLE = b'"role":"lead"'
