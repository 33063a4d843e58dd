"""A rule set out of its TOML text, refused as a whole where anything in it does not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from msgspec import Meta

from counter_tui.domain.catalogue.blocks import Place, Table, build, read_toml, tables, twice
from counter_tui.domain.catalogue.models import Block, Code, Words
from counter_tui.domain.guard.judge import Judge, Leaning, Weights
from counter_tui.domain.guard.lexicon import LONGEST_WORD, ORDINARY, Concept, make_lexicon
from counter_tui.domain.guard.models import Rule, RuleSet, RuleText
from counter_tui.domain.guard.patterns import concepts_of, parse_pattern
from counter_tui.domain.search.readings import Readings

_MEMBERS = ("verdicts", "concept", "rule", "judge", "leaning")
_BLOCKING = ("strong", "firm", "weak")


class _Verdicts(Block, frozen=True, kw_only=True):
    blocked: Code
    passed: Code


class _ConceptText(Block, frozen=True, kw_only=True):
    name: Code
    words: Annotated[str, Meta(min_length=1)]
    sounds: Annotated[int, Meta(ge=0, le=LONGEST_WORD)] = 0
    initials: bool = False
    but: str = ""
    always: bool = False


class _JudgeText(Block, frozen=True, kw_only=True):
    holds: int
    holds_pair: int
    lets_go: int | None = None


class _LeaningText(Block, frozen=True, kw_only=True):
    rule: Code
    concepts: str
    why: Words


def parse_rules(
    text: str,
    file: str,
    readings: Readings,
    traditional: Mapping[str, str],
    learned: Weights | None = None,
) -> RuleSet:
    """The rule set of this TOML text; ``traditional`` gives characters that are read as others.

    Where the text speaks of a judge, it judges by what was ``learned``.

    Raises:
        CatalogueBroken: something does not fit; it names file, concept or rule, and field.
    """
    top = read_toml(file, text)
    place = Place(file, "top")
    for key in top:
        if key not in _MEMBERS:
            place.refuse(key, "unknown_field")
    verdicts = build(_Verdicts, top.get("verdicts", {}), Place(file, "verdicts"))
    concepts = [
        _concept(table, Place(file, "").inner("concept", _named(table), n))
        for n, table in _all(top, "concept", place)
    ]
    rules = [_rule(table, Place(file, "").inner("rule", table, n)) for n, table in _all(top, "rule", place)]
    _refuse_doubles([each.name for each in concepts], Place(file, "top"), "concept")
    _refuse_doubles([each.code for each in rules], Place(file, "top"), "rule")
    literal = _checked(concepts, rules, file)
    lexicon = make_lexicon([*concepts, *literal], readings.of, _syllables(readings))
    judge = _judge(top, concepts, rules, learned, file) if "judge" in top and learned else None
    return RuleSet(verdicts.blocked, verdicts.passed, tuple(rules), lexicon, traditional, judge)


def _judge(
    top: Table, concepts: Sequence[Concept], rules: Sequence[Rule], learned: Weights, file: str
) -> Judge:
    read = build(_JudgeText, top["judge"], Place(file, "judge"))
    names = {concept.name for concept in concepts}
    by_code = {rule.code: rule for rule in rules}
    leanings = []
    for number, table in _all(top, "leaning", Place(file, "top")):
        place = Place(file, "").inner("leaning", {"code": table.get("rule")}, number)
        leaning = build(_LeaningText, table, place)
        instead = by_code[leaning.rule].instead if leaning.rule in by_code else None
        if instead is None:
            place.refuse("rule", "no_such_rule", leaning.rule)
        for name in leaning.concepts.split():
            if name not in names:
                place.refuse("concepts", "no_such_concept", name)
        leanings.append(Leaning(leaning.rule, frozenset(leaning.concepts.split()), leaning.why, instead))
    return Judge(learned, read.holds, read.holds_pair, read.lets_go, tuple(leanings))


def _all(top: Table, key: str, place: Place) -> list[tuple[int, Table]]:
    listed = list(tables(top, key, place))
    if not listed:
        place.refuse(key, "missing")
    return listed


def _named(table: Table) -> Table:
    return {"code": table.get("name")}


def _concept(table: Table, place: Place) -> Concept:
    read = build(_ConceptText, table, place)
    if read.name == ORDINARY and (read.sounds or read.initials):
        place.refuse("sounds", "reserved", ORDINARY)
    # Words of letters stand with an underscore where a blank belongs into them.
    words, exceptions = (
        tuple(word.replace("_", " ").lower() for word in text.split()) for text in (read.words, read.but)
    )
    _refuse_doubles(words, place, "words")
    for word in (*words, *exceptions):
        if len(word.split() if word.isascii() else word) > LONGEST_WORD:
            place.refuse("words", "out_of_range", word)
    return Concept(read.name, words, read.sounds, read.initials, exceptions, read.always)


def _rule(table: Table, place: Place) -> Rule:
    read = build(RuleText, table, place)
    patterns = []
    for written in read.patterns:
        pattern = parse_pattern(written)
        if pattern is None:
            place.refuse("patterns", "wrong_form", written)
        patterns.append(pattern)
    for name in ("why", "instead"):
        if (getattr(read, name) is None) == (read.role in _BLOCKING):
            place.refuse(name, "missing" if read.role in _BLOCKING else "unknown_field")
    return Rule(
        code=read.code,
        role=read.role,
        patterns=tuple(patterns),
        reach=read.reach,
        unless=frozenset(read.unless),
        anywhere=read.anywhere,
        despite=frozenset(read.despite),
        why=read.why,
        instead=read.instead,
    )


def _checked(concepts: Sequence[Concept], rules: Sequence[Rule], file: str) -> list[Concept]:
    """The words that stand for themselves in patterns, each as a concept; refuses names nothing is known by."""
    known = {concept.name for concept in concepts} - {ORDINARY}
    codes = {rule.code for rule in rules}
    literal: dict[str, Concept] = {}
    for rule in rules:
        place = Place(file, f"rule {rule.code}")
        for field in ("unless", "despite"):
            for name in getattr(rule, field) - codes:
                place.refuse(field, "no_such_rule", name)
        for name in (name for pattern in rule.patterns for name in concepts_of(pattern)):
            if name not in known and (name.isascii() or len(name) > LONGEST_WORD):
                place.refuse("patterns", "no_such_concept", name)
            if name not in known:
                literal[name] = Concept(name, (name,))
    return list(literal.values())


def parse_traditional(table: str) -> Mapping[str, str]:
    """The characters of a table of pairs like ``沒没``: what the first of each is read as."""
    lines = (line for line in table.splitlines() if not line.startswith("#"))
    return {pair[0]: pair[1] for line in lines for pair in line.split()}


def _syllables(readings: Readings) -> frozenset[str]:
    """Every syllable somebody may spell."""
    spelled = {reading.replace("v", kind) for reading in readings.first.values() for kind in "vu"}
    return frozenset(each for each in spelled if len(each) > 1 and any(vowel in each for vowel in "aeiouv"))


def _refuse_doubles(names: Sequence[str], place: Place, field: str) -> None:
    double = twice(names)
    if double is not None:
        place.refuse(field, "twice", double)
