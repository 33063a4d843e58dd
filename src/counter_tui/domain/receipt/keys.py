"""Which of the station's keys is used, where its PCs exchange them and one of them has made a new one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.keys import StationKeyRenewed, StationKeyTaken
from counter_tui.domain.receipt.proof import key_mark


def renewed_marks(history: Iterable[Recorded]) -> frozenset[str]:
    """The marks of keys that another took the place of, as the facts about the station tell."""
    told = (entry.fact for entry in history)
    return frozenset(
        mark
        for fact in told
        if isinstance(fact, (StationKeyRenewed, StationKeyTaken))
        for mark in fact.renewed
    )


def keys_to_take(ours: Sequence[bytes], theirs: Sequence[bytes], renewed: Iterable[str]) -> list[bytes]:
    """What to put behind our keys, in this order, when another PC's are taken; the one in use is the last of all.

    Theirs is used from then on, also where it was known here before, unless it was renewed since: then ours stays.
    """
    gone = frozenset(renewed)
    used = next((key for key in (theirs[-1], ours[-1]) if key_mark(key) not in gone), theirs[-1])
    new = [key for key in theirs if key not in ours and key != used]
    return new if [*ours, *new][-1] == used else [*new, used]
