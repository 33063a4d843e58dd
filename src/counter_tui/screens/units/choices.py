"""Units to choose from, as every question that asks for one offers them."""

from __future__ import annotations

from collections.abc import Iterable

from counter_tui.domain.units.directory import Unit
from counter_tui.i18n import language
from counter_tui.services.reference.initials import initials_of
from counter_tui.widgets.choices import Choice


def unit_choices(units: Iterable[Unit]) -> list[Choice]:
    """One choice a unit: found by name, initials or code, with its phone beside it."""
    return [
        Choice(
            unit.code,
            unit.name.say(language()),
            (initials_of(unit.name.zh), unit.code),
            unit.phone,
        )
        for unit in units
    ]
