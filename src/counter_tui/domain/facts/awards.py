"""What happens to the best clerk of a month: he is named, and the naming is withdrawn where it was wrong."""

from __future__ import annotations

from typing import ClassVar

from counter_tui.domain.facts.base import Fact, Part


class AwardFigures(Part, frozen=True, kw_only=True):
    """What a clerk was named for: tokens armed, ratings from 5 down to 1, his rank among those with ratings enough.

    ``lower`` is the lower end of the interval of the good ratings, in hundredths of a percent.
    """

    armed: int
    levels: tuple[int, int, int, int, int]
    lower: int
    rank: int


class AwardGiven(Fact, frozen=True, kw_only=True):
    """Somebody was named the best clerk of a month such as ``2026-11``, with his figures as they were then.

    Who wrote the fact confirmed it by a PIN; ``words`` say why another than the first was named.
    """

    type: ClassVar[str] = "AwardGiven"

    month: str
    clerk: str
    proposed_by: str
    figures: AwardFigures
    words: str = ""


class AwardWithdrawn(Fact, frozen=True, kw_only=True):
    """The best clerk of a month is it no more, and why (``words``); somebody may be named anew.

    Who wrote the fact confirmed it by a PIN.
    """

    type: ClassVar[str] = "AwardWithdrawn"

    month: str
    clerk: str
    asked_by: str
    words: str
