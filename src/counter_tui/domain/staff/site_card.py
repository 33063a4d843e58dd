"""The site card (站点卡): who answers for the station, who stands in, how to reach them, how often it is inspected."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Literal

from msgspec import Struct

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.station import StationCardSet
from counter_tui.domain.staff.absence import Colleague
from counter_tui.domain.staff.roles import Actor, require

INSPECTIONS = ("weekly", "monthly")
"""The lists of checks that are an inspection of the station."""
LONGEST = 92
"""Days between two inspections at most: this program's, the source only names a rhythm."""

FILLING_IN = "site_card"
"""The act under which a card that is being filled in is kept."""

Gap = Literal["nobody", "left", "deputy_left", "inspection"]
"""What is wrong with the card: nobody was ever named, who was named has left, an inspection is due."""


class CardState(Struct, frozen=True):
    """The card as somebody set it; ``head`` tells this state from another."""

    card: StationCardSet
    set_by: str
    set_at: datetime
    head: bytes


def states(recorded: Iterable[Recorded]) -> tuple[CardState, ...]:
    """Every state of the card of the facts about it, in whatever order they come; the newest last."""
    return tuple(
        CardState(entry.fact, entry.actor, entry.at, entry.fact_id)
        for entry in sorted(recorded, key=lambda each: each.order)
        if isinstance(entry.fact, StationCardSet)
    )


def next_inspection(known: CardState, set_on: date, inspected_on: date | None) -> date:
    """The day by which the station is inspected again: so many days after the last time, or after the card was set."""
    return max(set_on, inspected_on or set_on) + timedelta(days=known.card.every_days)


def gaps(known: CardState | None, here: Collection[str], due_on: date | None, today: date) -> tuple[Gap, ...]:
    """What is wrong with the card on a day, the heaviest first; ``here`` are those who are on the staff."""
    if known is None:
        return ("nobody",)
    found: list[Gap] = []
    if known.card.responsible not in here:
        found.append("left")
    if known.card.deputy and known.card.deputy not in here:
        found.append("deputy_left")
    if due_on is not None and due_on <= today:
        found.append("inspection")
    return tuple(found)


def decide_card(
    actor: Actor,
    known: CardState | None,
    responsible: Colleague | None,
    deputy: Colleague | None,
    phone: str,
    every_days: int,
) -> StationCardSet | None:
    """The card says this from now on; None where it says so already.

    Raises RuleBroken: "not_allowed", "card_nobody", "staff_unknown", "card_deputy_same", "card_phone_missing",
    "unit_phone_unfit" or "card_rhythm" (``days``).
    """
    # Loaded here: the first screen of a lead asks for the gaps alone.
    from counter_tui.domain.units.directory import unit_phone

    require(actor, "manage_staff")
    if responsible is None:
        raise RuleBroken("card_nobody")
    for each in filter(None, (responsible, deputy)):
        if not each.active:
            raise RuleBroken("staff_unknown", staff_no=each.staff_no)
    if deputy is not None and deputy.staff_no == responsible.staff_no:
        raise RuleBroken("card_deputy_same")
    if not (kept := unit_phone(phone)):
        raise RuleBroken("card_phone_missing")
    if not 1 <= every_days <= LONGEST:
        raise RuleBroken("card_rhythm", days=LONGEST)
    fact = StationCardSet(
        responsible=responsible.staff_no,
        deputy=deputy.staff_no if deputy else "",
        phone=kept,
        every_days=every_days,
    )
    return None if known is not None and known.card == fact else fact
