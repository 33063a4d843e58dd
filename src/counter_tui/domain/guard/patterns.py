"""Patterns: how they are written, and where they stand in a text.

``lack ~2 meter`` is a word of *lack*, at most two signs, then a word of *meter*; ``~~2`` lets a clause end in between.
``!negation~3`` at the beginning: no word of *negation* ends within three signs before (no number: right before); at
the end: none begins within three signs after. ``^`` at the beginning and ``$`` at the end are those of a clause. A word
in Chinese stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from counter_tui.domain.guard.lexicon import LONGEST_WORD, Spans
from counter_tui.domain.guard.models import Near, Pattern, Step
from counter_tui.domain.guard.signs import Signs

FARTHEST = 30
"""The widest gap a pattern may have; it bounds the work on a text."""

_GAP = re.compile(r"(~{1,2})(\d{1,2})$")
_GUARD = re.compile(r"!([^~]+)(?:~(\d{1,2}))?$")


def parse_pattern(text: str) -> Pattern | None:
    """The pattern written so; None where it has no meaning."""
    words = text.split()
    opens, closes = words[:1] == ["^"], words[-1:] == ["$"]
    steps: list[Step] = []
    before: list[Near] = []
    after: list[Near] = []
    gap, across, waiting = 0, False, False
    for word in words[opens : len(words) - closes]:
        if guard := _GUARD.match(word):
            (after if steps else before).append(Near(guard[1], int(guard[2] or 0)))
        elif spelled := _GAP.match(word):
            if not steps or waiting or int(spelled[2]) > FARTHEST:
                return None
            gap, across, waiting = int(spelled[2]), len(spelled[1]) == 2, True
        elif "~" in word or "!" in word or after:
            return None
        else:
            steps.append(Step(word, gap, across))
            gap, across, waiting = 0, False, False
    if waiting or not steps:
        return None
    return Pattern(tuple(steps), tuple(before), tuple(after), opens, closes)


def concepts_of(pattern: Pattern) -> Iterator[str]:
    """Every concept and every word the pattern speaks of."""
    yield from (step.concept for step in pattern.steps)
    yield from (near.concept for near in (*pattern.not_before, *pattern.not_after))


def find_pattern(pattern: Pattern, found: Spans, text: Signs) -> list[tuple[int, int]]:
    """Where the pattern stands: first sign and the place behind the last, the shortest for each end."""
    first, *further = pattern.steps
    reached = {end: start for start, ends in found.get(first.concept, {}).items() for end in ends}
    for step in further:
        places = found.get(step.concept)
        if not reached or not places:
            return []
        reached = _next(reached, step, places, text)
    return [
        (start, end)
        for end, start in reached.items()
        if _stands(pattern, text, start, end)
        and not any(_ends_before(near, found, text, start) for near in pattern.not_before)
        and not any(_begins_after(near, found, text, end) for near in pattern.not_after)
    ]


def _stands(pattern: Pattern, text: Signs, start: int, end: int) -> bool:
    """Whether the match begins and ends a clause where the pattern says so."""
    clauses = text.clauses
    opens = start == 0 or clauses[start - 1] != clauses[start]
    closes = end == len(clauses) or clauses[end] != clauses[end - 1]
    return (opens or not pattern.opens) and (closes or not pattern.closes)


def _next(
    reached: dict[int, int], step: Step, places: Mapping[int, tuple[int, ...]], text: Signs
) -> dict[int, int]:
    onward: dict[int, int] = {}
    for end, start in reached.items():
        clause = text.clauses[end - 1]
        for place in range(end, min(end + step.gap + 1, len(text.signs))):
            if not step.across and text.clauses[place] != clause:
                break
            for behind in places.get(place, ()):
                onward[behind] = max(start, onward.get(behind, 0))
    return onward


def _ends_before(near: Near, found: Spans, text: Signs, start: int) -> bool:
    places = found.get(near.concept)
    if not places:
        return False
    clause = text.clauses[start]
    return any(
        start - near.gap <= end <= start
        for place in range(max(0, start - near.gap - LONGEST_WORD), start)
        if text.clauses[place] == clause
        for end in places.get(place, ())
    )


def _begins_after(near: Near, found: Spans, text: Signs, end: int) -> bool:
    places = found.get(near.concept)
    if not places or end >= len(text.signs):
        return False
    clause = text.clauses[end - 1]
    return any(
        place in places and text.clauses[place] == clause
        for place in range(end, min(end + near.gap + 1, len(text.signs)))
    )
