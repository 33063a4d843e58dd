"""Receipts at the demo station: every customer took one home."""

from __future__ import annotations

from counter_tui.domain.facts.papers import ReceiptPrinted
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.demo.hall import Hall

_PAPER = "80"


def give(hall: Hall, clerk: Actor, matter_id: str) -> None:
    """The receipt was printed; recorded without the paper: making a demo station writes nothing outside its home."""
    base = hall.services.base
    with base.changing(matter_id) as (writing, matter, history):
        base.write(writing, matter, ReceiptPrinted(format=_PAPER), clerk, history)
