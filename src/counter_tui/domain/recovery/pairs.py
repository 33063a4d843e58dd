"""Before and after: what a customer pressed, and what he pressed once more when it had been made good.

Both have to be his own press at a pad. What he said on the phone is never one of a pair.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from counter_tui.domain.recovery.state import LOW


class Press(Struct, frozen=True):
    """A rating as a customer pressed it; ``visit`` and ``follows`` in hex, as the tokens have them."""

    visit: str
    clerk: str
    series: str
    level: int
    follows: str = ""


class Pair(Struct, frozen=True):
    """Two presses of one customer; ``visit`` (hex) is the visit rated first."""

    visit: str
    clerk: str
    before: int
    after: int

    @property
    def uplift(self) -> int:
        """By how many levels the second press is better; negative for worse."""
        return self.after - self.before


def pairs(presses: Iterable[Press]) -> tuple[Pair, ...]:
    """The pairs among these, in the order of the visits: a bad counter rating and the one that follows it."""
    known = {each.visit: each for each in presses}
    made: dict[str, Pair] = {}
    for after in known.values():
        before = known.get(after.follows)
        if after.series == "callback" and before and before.series == "counter" and before.level <= LOW:
            made.setdefault(before.visit, Pair(before.visit, before.clerk, before.level, after.level))
    return tuple(made[visit] for visit in sorted(made))
