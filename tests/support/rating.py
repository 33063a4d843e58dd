"""What became of a visit's rating, and turning the screen for it, for pilot tests."""

from __future__ import annotations

from textual.pilot import Pilot

from counter_tui.db import ledger
from counter_tui.db.subjects import VISIT
from counter_tui.domain.facts.base import Subject
from counter_tui.domain.visit.rating import Token, fold
from support.apps import signed_in
from support.matter_screen import pane_of, press, view_of
from support.stations import BILL, LI, SmallStation


def token_of(small: SmallStation, matter: str) -> Token:
    """The token of the matter's visit, as its facts tell it."""
    visit = view_of(small, LI, matter).visit
    with small.services.base.store.reading() as connection:
        token = fold(ledger.facts_of(connection, Subject(VISIT, bytes.fromhex(visit))))
    assert token is not None
    return token


def last_facts(small: SmallStation, matter: str) -> list[object]:
    """The visit's facts."""
    visit = view_of(small, LI, matter).visit
    with small.services.base.store.reading() as connection:
        return [each.fact for each in ledger.facts_of(connection, Subject(VISIT, bytes.fromhex(visit)))]


async def turned(pilot: Pilot[None], matter: str) -> None:
    """Open the matter and turn the screen with F4."""
    await signed_in(pilot, LI, "matter", matter)
    await press(pilot, "f4")
    pane_of(pilot)


def just_served(small: SmallStation) -> str:
    """A matter accepted a moment ago, whose customer stands at the counter still."""
    return small.accept(LI, BILL, name="何静", phone="13812340009", fields={"content": "电费多了"})
