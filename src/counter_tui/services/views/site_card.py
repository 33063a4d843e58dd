"""The site card as it is shown."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from counter_tui.domain.staff.site_card import Gap


class CardLine(Struct, frozen=True):
    """One state of the card, with names; ``deputy`` and ``deputy_name`` are empty where there is none."""

    responsible: str
    responsible_name: str
    deputy: str
    deputy_name: str
    phone: str
    every_days: int
    set_by: str
    set_at: datetime


class CardView(Struct, frozen=True):
    """The card as it stands (None before anybody set it), what is wrong with it, and its states, the newest first.

    ``inspected_on`` is the last day a weekly or monthly check was done, ``due_on`` the day of the next inspection.
    ``people`` are those who may be named: staff number and name.
    """

    card: CardLine | None
    gaps: tuple[Gap, ...]
    inspected_on: date | None
    due_on: date | None
    history: tuple[CardLine, ...]
    people: tuple[tuple[str, str, str], ...]
