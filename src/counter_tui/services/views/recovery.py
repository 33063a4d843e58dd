"""A bad rating and what was done about it, as screens and the shell show it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from counter_tui.domain.catalogue.models import Words
    from counter_tui.domain.recovery.state import Step
    from counter_tui.services.views.lines import MatterLine


class SaidView(Struct, frozen=True):
    """What somebody said or did, when."""

    by: str
    at: datetime
    words: str


class CallView(Struct, frozen=True):
    """One call back; ``told`` is the level the customer named on the phone, 0 for none: never a rating."""

    by: str
    at: datetime
    outcome: str
    words: str
    told: int
    recording: str


class RecoveryLine(Struct, frozen=True):
    """A bad rating with its recovery; people by name, the customer masked.

    ``level`` and ``reason`` are None for who may not see the value yet. ``first_contact`` and ``caller`` are names,
    ``caller_no`` a staff number. ``call_by`` and ``correct_by`` are the planned days, the station's limits where there
    is no plan; ``due`` is that of the next step. ``second`` is what became of the second rating, empty where none was
    asked for, ``second_level`` its level for who may see it. ``likely`` is the cause the customer's reason speaks for.
    ``mine`` says that the next step is this person's, ``may`` names what this person can do now.
    """

    visit: str
    matter_id: str
    short: str
    kind: Words
    customer: str
    matter: MatterLine | None
    series: str
    clerk: str
    clerk_no: str
    level: int | None
    reason: Words | None
    pressed_at: datetime
    step: Step
    due: date
    late: bool
    cause: str
    remedy: str
    likely: str
    plan_words: str
    planned_by: str
    first_contact: str
    caller: str
    caller_no: str
    call_by: date
    correct_by: date
    call_limit: date
    correct_limit: date
    calls: tuple[CallView, ...]
    corrected: SaidView | None
    stated: SaidView | None
    ground: str
    appealed: SaidView | None
    finding: str
    decided: SaidView | None
    second: str
    second_visit: str
    second_level: int | None
    closed: SaidView | None
    mine: bool
    may: frozenset[str]
