"""Entries in the demo station's register of first contacts: printed for the customer, mostly signed."""

from __future__ import annotations

from counter_tui.domain.matter.register import decide_print_entry
from counter_tui.domain.staff.roles import Actor
from counter_tui.services.demo.hall import Hall

_PAPER = "80"
_PRINTED, _SIGNED = 0.35, 0.85


def enter(hall: Hall, clerk: Actor, matter_id: str) -> None:
    """Some customers want the entry on paper, and most of them sign it.

    That it was printed is recorded without the paper: making a demo station writes nothing outside its home.
    """
    if hall.random.random() >= _PRINTED:
        return
    base = hall.services.base
    with base.changing(matter_id) as (writing, matter, history):
        fact = decide_print_entry(matter, base.context(clerk, writing.connection), _PAPER)
        base.write(writing, matter, fact, clerk, history)
    if hall.random.random() < _SIGNED:
        hall.services.register.sign(clerk, matter_id)
