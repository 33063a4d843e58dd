"""Who of the staff is away, and who stands in for him: facts about the station."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from counter_tui.domain.facts.base import Fact

AbsenceReason = Literal["ill", "leave", "training", "other_duty", "left"]
"""Why somebody is away; ``left`` is for good and never chosen by itself: it is said by the leaving."""


class StandInNamed(Fact, frozen=True, kw_only=True):
    """A person is away from now on, and a colleague answers in his place for all he answers for.

    He stays the first contact of his matters (首问负责制). ``until`` is the last day of it as far as that is known; a
    second fact about the same person names another stand-in.
    """

    type: ClassVar[str] = "StandInNamed"

    staff_no: str
    stand_in: str
    reason: AbsenceReason
    until: date | None = None


class CameBack(Fact, frozen=True, kw_only=True):
    """A person who was away is at work again and answers for his own matters."""

    type: ClassVar[str] = "CameBack"

    staff_no: str
