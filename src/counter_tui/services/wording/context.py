"""What is known around a request, in words."""

from __future__ import annotations

from collections.abc import Sequence

from counter_tui.domain.facts.links import EarlierMatter
from counter_tui.domain.ids import parse_number
from counter_tui.domain.matter.repeats import REPEAT_DAYS
from counter_tui.i18n import _


def say_repeats(repeats: Sequence[EarlierMatter]) -> str:
    """That a matter comes up again, and which it goes back to; empty where it is the first."""
    if not repeats:
        return ""
    number = parse_number(repeats[0].number)
    return _("{count} times in {days} days, goes back to {number}").format(
        count=len(repeats) + 1, days=REPEAT_DAYS, number=number.short if number else repeats[0].number
    )
