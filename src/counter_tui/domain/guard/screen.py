"""The verdict of a rule set on a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from counter_tui.domain.guard.judge import (
    LEAST_SIGNS,
    Judge,
    Piece,
    heaviest,
    lean,
    pairs_of,
    pieces_of,
    weigh,
)
from counter_tui.domain.guard.lexicon import Spans
from counter_tui.domain.guard.models import Role, Rule, RuleSet, Verdict
from counter_tui.domain.guard.patterns import find_pattern
from counter_tui.domain.guard.signs import Signs, read_signs

LONGEST = 1000
"""A text is judged by so many characters; a reason is far shorter, and the work stays bounded."""


class Match(Struct, frozen=True):
    """Where a rule's pattern stands, in signs; ``end`` is the place behind the last."""

    rule: Rule
    start: int
    end: int


def screen(rules: RuleSet, text: str) -> Verdict:
    """What the rule set says of the text; depends on nothing else."""
    signs = read_signs(text[:LONGEST], rules.traditional, rules.lexicon.syllables, rules.lexicon.letters)
    found = rules.lexicon.find(signs)
    ruled = _ruled(rules, text, signs, found)
    return ruled if rules.judge is None else _weighed(rules, rules.judge, ruled, text, signs, found)


def _ruled(rules: RuleSet, text: str, signs: Signs, found: Spans) -> Verdict:
    matches = list(_matches(rules, signs, found))
    seen = list(_seen(matches, signs))
    grounds = _grounds(seen, _of(matches, "settles"), _of(matches, "releases"), signs)
    if not grounds:
        return Verdict(False, rules.passed)
    first = min(grounds, key=lambda match: (match.start, -match.end))
    piece = _typed(text, signs, first.start, first.end)
    return Verdict(True, rules.blocked, first.rule.code, piece, first.rule.why, first.rule.instead)


def _weighed(rules: RuleSet, judge: Judge, ruled: Verdict, text: str, signs: Signs, found: Spans) -> Verdict:
    """The rules' verdict, unless the judge is sure of the other."""
    if len(signs.signs) < LEAST_SIGNS:
        return ruled
    pieces = set(pieces_of(signs, found))
    weight = weigh(judge.learned, _kinds(pieces))
    known = ruled.rule in judge.learned.rules and len(signs.signs) > LEAST_SIGNS
    if ruled.blocked and (not known or judge.lets_go is None or weight >= judge.lets_go):
        return ruled
    pair = _heavy_pair(judge, signs, found)
    if ruled.blocked:
        return ruled if pair else Verdict(False, rules.passed)
    if weight <= judge.holds and not pair:
        return ruled
    leaning = lean(judge, found)
    piece = _typed(text, signs, *heaviest(judge.learned, pair or pieces, signs))
    return Verdict(True, rules.blocked, leaning.rule, piece, leaning.why, leaning.instead)


def _heavy_pair(judge: Judge, signs: Signs, found: Spans) -> set[Piece]:
    """The pieces of the first two neighbouring clauses that are held by themselves; none where no such two are."""
    for begin, end in pairs_of(signs):
        pieces = set(pieces_of(signs, found, begin, end))
        if weigh(judge.learned, _kinds(pieces)) > judge.holds_pair:
            return pieces
    return set()


def _kinds(pieces: Iterable[Piece]) -> set[str]:
    return {piece for piece, _start, _end in pieces}


def _typed(text: str, signs: Signs, start: int, end: int) -> str:
    """The signs from one place to another as they were typed."""
    return text[signs.signs[start].start : signs.signs[end - 1].end]


def _matches(rules: RuleSet, signs: Signs, found: Spans) -> Iterator[Match]:
    for rule in rules.rules:
        for pattern in rule.patterns:
            for start, end in find_pattern(pattern, found, signs):
                yield Match(rule, start, end)


def _seen(matches: list[Match], signs: Signs) -> Iterator[Match]:
    """The matches that block by their role, without those that are hidden or whose ``unless`` stands."""
    hidden = [False] * len(signs.signs)
    for match in _of(matches, "hides"):
        for place in range(match.start, _reach(match, signs)):
            hidden[place] = True
    starts: dict[str, list[int]] = {}
    for match in matches:
        starts.setdefault(match.rule.code, []).append(match.start)
    for match in matches:
        blocks = match.rule.role in ("strong", "firm", "weak") and not (
            hidden[match.start] or hidden[match.end - 1]
        )
        if blocks and not _excused(match, starts, signs):
            yield match


def _excused(match: Match, starts: Mapping[str, list[int]], signs: Signs) -> bool:
    """Whether a rule that its ``unless`` names stands before it, or anywhere where that is enough."""
    rule = match.rule
    if not rule.despite.isdisjoint(starts):
        return False
    last = len(signs.signs) if rule.anywhere else signs.clauses[match.end - 1]
    return any(signs.clauses[start] <= last for code in rule.unless for start in starts.get(code, ()))


def _reach(match: Match, signs: Signs) -> int:
    if match.rule.reach == "match":
        return match.end
    if match.rule.reach == "text":
        return len(signs.signs)
    return signs.last_of(signs.clauses[match.end - 1], match.end)


def _grounds(seen: list[Match], settles: list[Match], releases: list[Match], signs: Signs) -> list[Match]:
    """The matches the verdict rests on; none where nothing blocks."""
    strong, firm, weak = (_of(seen, role) for role in ("strong", "firm", "weak"))
    last = max((match.start for match in settles), default=-1)
    firm = [match for match in firm if match.start > last]
    if firm or (strong and (not settles or _begins_anew(strong, weak, settles, signs))):
        return strong + firm
    return [] if settles or releases else weak


def _begins_anew(strong: list[Match], weak: list[Match], settles: list[Match], signs: Signs) -> bool:
    """Whether a later clause than every settled one puts another matter off."""
    last = max(signs.clauses[match.end - 1] for match in settles)
    return all(any(signs.clauses[match.start] > last for match in matches) for matches in (strong, weak))


def _of(matches: Iterable[Match], role: Role) -> list[Match]:
    return [match for match in matches if match.rule.role == role]
