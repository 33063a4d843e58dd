"""What the facts of a day's close tell. Total: what comes after the close, or does not fit, changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.close.models import Cash, Closing, Figure, Gap, Opens, Place
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.close import CashCounted, ClosedGap, DayClosed, GapExplained


class Explained(Struct, frozen=True):
    """The words for a gap, and who said them."""

    words: str
    by: str


class CloseDay(Struct, frozen=True):
    """A day as far as its close has come: what was counted by payment, what was explained by gap, and the close."""

    counts: Mapping[str, int]
    explained: Mapping[str, Explained]
    closed: DayClosed | None = None
    closed_at: datetime | None = None
    counted_by: str = ""
    head: bytes = b""
    facts: int = 0


def fold(recorded: Iterable[Recorded]) -> CloseDay:
    """The day the facts tell, whatever order they come in."""
    day = CloseDay({}, {})
    for entry in sorted(recorded, key=lambda fact: fact.order):
        day = replace(_evolve(day, entry), head=entry.fact_id, facts=day.facts + 1)
    return day


def _evolve(day: CloseDay, entry: Recorded) -> CloseDay:
    fact = entry.fact
    if day.closed is not None:
        return day
    if isinstance(fact, CashCounted):
        counts = {each.paid: each.fen for each in fact.counts}
        return replace(day, counts=counts, counted_by=entry.actor)
    if isinstance(fact, GapExplained):
        said = Explained(fact.words, entry.actor)
        return replace(day, explained={**day.explained, **dict.fromkeys(fact.gaps, said)})
    if isinstance(fact, DayClosed):
        return replace(day, closed=fact, closed_at=entry.at)
    return day


def sheet_of(fact: DayClosed, at: datetime) -> Closing:
    """The sheet as it was when the day was closed."""
    gaps = [_gap(each) for each in fact.gaps]
    return Closing(
        day=fact.day,
        figures=tuple(
            Figure(
                each.code,
                tuple(each.counts.items()) if each.source else None,
                tuple(gap for gap in gaps if gap.figure == each.code),
                each.unnamed,
                each.unnamed_open,
            )
            for each in fact.figures
        ),
        cash=tuple(Cash(each.paid, each.fen, each.counted) for each in fact.cash),
        place=Place(fact.epoch, fact.seq, fact.hash),
        at=at,
        decided_by=fact.decided_by,
    )


def _gap(gap: ClosedGap) -> Gap:
    return Gap(
        figure=gap.figure,
        what=gap.what,
        id=gap.id,
        kind=cast(Opens, gap.kind),
        opens=gap.opens,
        name=gap.name,
        thing=Words(zh=gap.thing_zh, en=gap.thing_en) if gap.thing_zh else None,
        fen=gap.fen,
        words=gap.words,
        by=gap.by,
    )
