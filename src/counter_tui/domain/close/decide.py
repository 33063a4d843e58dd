"""What may be done at the end of a day. A day is closed once, with its gaps: they stay on the sheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import cast

from msgspec.json import encode

from counter_tui.domain.close.models import Closing, Gap
from counter_tui.domain.close.state import CloseDay
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.close import (
    CashCount,
    CashCounted,
    ClosedCash,
    ClosedFigure,
    ClosedGap,
    DayClosed,
    GapExplained,
)
from counter_tui.domain.facts.prices import PAYMENTS, Payment
from counter_tui.domain.matter.context import Context
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.typed import words_within

MOST_NAMED = 200 * 1024
"""Bytes the gaps of a close have at most as JSON, where they are named; a fact has little more room than that."""
LONGEST = 200
"""Characters of the words for a gap."""
MOST_FEN = 10**10
"""More money than any till holds: beyond it somebody typed something else."""


def decide_count(known: CloseDay, context: Context, day: date, counts: Mapping[str, int]) -> CashCounted:
    """Somebody counted the money of a day, in fen by way of payment.

    Raises RuleBroken("not_allowed"), "day_ahead", "day_closed", "count_missing" or "count_unfit".
    """
    require(context.actor, "work")
    _require_open(known, context, day)
    if not counts:
        raise RuleBroken("count_missing")
    if any(paid not in PAYMENTS or not 0 <= fen < MOST_FEN for paid, fen in counts.items()):
        raise RuleBroken("count_unfit")
    counted = tuple(CashCount(paid=paid, fen=counts[paid]) for paid in PAYMENTS if paid in counts)
    return CashCounted(day=day, counts=counted)


def decide_explain(
    known: CloseDay, context: Context, day: date, gaps: Sequence[str], there: Collection[str], words: str
) -> GapExplained:
    """Somebody says why this does not agree; ``there`` are the keys of the gaps there are.

    Raises RuleBroken("not_allowed"), "day_ahead", "day_closed", "gap_unknown", "gap_words_missing" or
    "reason_too_long".
    """
    require(context.actor, "write")
    _require_open(known, context, day)
    if not gaps or not set(gaps) <= set(there):
        raise RuleBroken("gap_unknown")
    words = words_within(words, LONGEST)
    if not words:
        raise RuleBroken("gap_words_missing")
    return GapExplained(day=day, gaps=tuple(gaps), words=words)


def decide_close(known: CloseDay, context: Context, sheet: Closing, lead: Actor) -> DayClosed:
    """The lead, who gave the own PIN for it, closes the day with this sheet.

    However many gaps there are the day can be closed: as many as one fact has room for are named in the order of the
    sheet, the others counted.

    Raises RuleBroken("not_allowed"), also for one who does not lead, "day_ahead" or "day_closed".
    """
    require(context.actor, "write")
    require(lead, "lead_matter")
    _require_open(known, context, sheet.day)
    named = _named(sheet.gaps)
    left = sheet.gaps[len(named) :]
    return DayClosed(
        day=sheet.day,
        decided_by=lead.staff_no,
        figures=tuple(
            ClosedFigure(
                code=each.code,
                counts=dict(each.counts or ()),
                source=each.counts is not None,
                unnamed=sum(gap.figure == each.code for gap in left),
                unnamed_open=sum(gap.figure == each.code and not gap.words for gap in left),
            )
            for each in sheet.figures
        ),
        cash=tuple(
            ClosedCash(paid=cast(Payment, each.paid), fen=each.fen, counted=each.counted)
            for each in sheet.cash
        ),
        gaps=named,
        epoch=sheet.place.epoch,
        seq=sheet.place.seq,
        hash=sheet.place.hash,
    )


def _named(gaps: Sequence[Gap]) -> tuple[ClosedGap, ...]:
    """As many of the gaps, from the first one on, as there is room for."""
    named, room = [], MOST_NAMED
    for gap in gaps:
        closed = _closed(gap)
        room -= len(encode(closed)) + 1
        if room < 0:
            break
        named.append(closed)
    return tuple(named)


def _closed(gap: Gap) -> ClosedGap:
    return ClosedGap(
        figure=gap.figure,
        what=gap.what,
        id=gap.id,
        name=gap.name,
        kind=gap.kind,
        opens=gap.opens,
        thing_zh=gap.thing.zh if gap.thing else "",
        thing_en=gap.thing.en if gap.thing else "",
        fen=gap.fen,
        words=gap.words,
        by=gap.by,
    )


def _require_open(known: CloseDay, context: Context, day: date) -> None:
    if day > context.today:
        raise RuleBroken("day_ahead")
    if known.closed is not None:
        raise RuleBroken("day_closed", day=day)
