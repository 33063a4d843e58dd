"""A second judge beside the rules: the pieces of a text, each weighed by what sentences with known verdicts taught.

Rules know words and their order. What they have no word for is often said with pieces that stand in many reasons: the
judge adds the weights of all of them. It holds what the rules pass where the sum is high, and lets go what they hold
where it is low. ``scripts/train_guard.py`` makes the weights; here they are data.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from math import sqrt

from msgspec import Struct

from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.guard.lexicon import Spans
from counter_tui.domain.guard.signs import Signs

LONGEST_PIECE = 3
"""A piece has at most so many signs, its edges counted."""

LEAST_SIGNS = 4
"""A shorter text says too little for its pieces to tell: the rules alone judge it. One of so many is not let go."""

LEAST_CLAUSES = 5
"""A text of fewer clauses is judged as a whole alone."""

_FIRST, _BREAK, _LAST = "^", "|", "$"
_CONCEPT = "<"

Piece = tuple[str, int, int]
"""What it is, the place of its first sign, and the place behind the last."""


class Leaning(Struct, frozen=True):
    """The rule a held text comes nearest to, by the concepts in it; ``why`` is said in place of the rule's."""

    rule: str
    concepts: frozenset[str]
    why: Words
    instead: Words


class Weights(Struct, frozen=True):
    """What was learned, in hundredths: of every text, and of each piece.

    ``rules`` are the codes of the rules that were known then: of another rule nothing was learned.
    """

    bias: int
    weights: Mapping[str, int]
    rules: frozenset[str] = frozenset()


class Judge(Struct, frozen=True):
    """What was learned, and the sums (in hundredths) that decide.

    A text is held above ``holds``, or, where it has five clauses and more, when two neighbouring ones alone are above
    ``holds_pair``: an excuse is not hidden by talk around it. What a rule holds that was known when this was learned is
    let go below ``lets_go`` (None: never) unless such a pair stands in it. Of equal leanings the first is taken; the
    last where no concept of any stands.
    """

    learned: Weights
    holds: int
    holds_pair: int
    lets_go: int | None
    leanings: tuple[Leaning, ...]


def pieces_of(signs: Signs, found: Spans, begin: int = 0, end: int | None = None) -> Iterator[Piece]:
    """The pieces of the signs from ``begin`` to ``end``, which are edges of clauses.

    All runs of up to three signs, over the ends of clauses too, and each concept, also as one of the first or the last
    clause.
    """
    end = len(signs.signs) if end is None else end
    line = list(_line(signs, begin, end))
    for first in range(len(line)):
        text = ""
        for sign, _start, behind in line[first : first + LONGEST_PIECE]:
            text += sign
            yield text, line[first][1], behind
    clauses = signs.clauses[begin], signs.clauses[end - 1]
    for concept, places in found.items():
        if concept.isascii():
            for start, ends in places.items():
                if begin <= start < end:
                    yield from _of_concept(concept, start, max(ends), signs.clauses[start], clauses)


def _line(signs: Signs, begin: int, end: int) -> Iterator[Piece]:
    """The signs with their places; numbers are all alike, clauses and the text have their edges."""
    yield _FIRST, begin, begin
    for place in range(begin, end):
        if place > begin and signs.clauses[place] != signs.clauses[place - 1]:
            yield _BREAK, place, place
        text = signs.signs[place].text
        yield "0" if text.isdigit() else text, place, place + 1
    yield _LAST, end, end


def _of_concept(concept: str, start: int, end: int, clause: int, clauses: tuple[int, int]) -> Iterator[Piece]:
    yield _CONCEPT + concept, start, end
    if clause == clauses[0]:
        yield _CONCEPT + _FIRST + concept, start, end
    if clause == clauses[1]:
        yield _CONCEPT + _LAST + concept, start, end


def pairs_of(signs: Signs) -> Iterator[tuple[int, int]]:
    """The edges of each two neighbouring clauses, in a text of so many that an excuse could be hidden among them."""
    clauses = signs.clauses
    edges = [place for place in range(len(clauses)) if place == 0 or clauses[place] != clauses[place - 1]]
    if len(edges) >= LEAST_CLAUSES:
        yield from zip(edges, [*edges[2:], len(clauses)], strict=False)


def weigh(learned: Weights, pieces: Collection[str]) -> float:
    """The sum for a text of these pieces, each counted once, in hundredths: a long text weighs no more than a short."""
    known = learned.weights
    return learned.bias + sum(known.get(piece, 0) for piece in pieces) / sqrt(max(1, len(pieces)))


def heaviest(learned: Weights, pieces: Collection[Piece], signs: Signs) -> tuple[int, int]:
    """The run of signs within a clause that weighs most; each piece weighs on all its signs alike."""
    weights = [0.0] * len(signs.signs)
    for piece, start, end in pieces:
        for place in range(start, end):
            weights[place] += learned.weights.get(piece, 0) / (end - start)
    best, best_run, begun, run = -1.0, (0, 1), 0, 0.0
    for place, weight in enumerate(weights):
        if run <= 0 or signs.clauses[place] != signs.clauses[begun]:
            begun, run = place, 0.0
        run += weight
        if run > best:
            best, best_run = run, (begun, place + 1)
    return best_run


def lean(judge: Judge, found: Spans) -> Leaning:
    """The leaning of which most concepts stand in the text."""
    counts = [sum(len(found.get(name, ())) for name in each.concepts) for each in judge.leanings]
    most = max(counts)
    return judge.leanings[counts.index(most) if most else -1]
