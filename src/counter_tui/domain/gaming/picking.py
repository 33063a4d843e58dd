"""How a rule counts: what it looked at among one clerk's visits, and what of it looks made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from counter_tui.domain.gaming.hall import Hall
from counter_tui.domain.gaming.visits import Visit


class Picked(Struct, frozen=True):
    """What a rule looked at, and what of it looks made."""

    looked: tuple[Visit, ...]
    hits: tuple[Visit, ...]

    @property
    def count(self) -> tuple[int, int]:
        """How many of how many."""
        return len(self.hits), len(self.looked)


Pick = Callable[[Sequence[Visit], Hall, float], Picked]
"""Visits of one clerk in the order they were armed, the hall, and the rule's limit."""


def where(looked: Iterable[Visit], hit: Callable[[Visit], bool]) -> Picked:
    """All of these, and those of them for which it holds."""
    all_of = tuple(looked)
    return Picked(all_of, tuple(each for each in all_of if hit(each)))
