"""Receipts at the demo station: every customer of the last days took one home."""

from __future__ import annotations

from datetime import timedelta

from counter_tui.domain.facts.papers import ReceiptPrinted
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.demo.hall import Hall

_PAPER = "80"
_LATELY = timedelta(days=10)
"""Who looks at a demo station looks at its last days: the receipts of the month before would only take time."""


def give(hall: Hall, clerk: Actor, matter_id: str) -> None:
    """The receipt was printed; recorded without the paper: making a demo station writes nothing outside its home."""
    base = hall.services.base
    if hall.now.astimezone(base.zone).date() < hall.today - _LATELY:
        return
    with base.changing(matter_id) as (writing, matter, history):
        base.write(writing, matter, ReceiptPrinted(format=_PAPER), clerk, history)
