"""Answering a query from the sets of an index, with the answers that ``matching`` defines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce
from itertools import pairwise
from operator import and_, or_
from typing import Protocol

from counter_tui.domain.search import matching, terms
from counter_tui.domain.search.keys import LONGEST_INITIALS, LONGEST_PERSON, LONGEST_SPELLING, MORE
from counter_tui.domain.search.matching import Searchable
from counter_tui.domain.search.query import Query, Run, Word
from counter_tui.domain.search.readings import SPELLED_LENGTH
from counter_tui.domain.search.terms import END, GRAM

LONGEST_READING = 6
"""No character's reading has more letters."""

_STRIDE = 10

FEW = 4
"""So many customers of a part are read sooner than told apart by further sets."""
STRETCHES = 3
"""A long text is looked for by every so many-th of its stretches first."""


class Part(Protocol):
    """A part of an index: sets of its customers, as bits."""

    def beginning(self, term: str) -> int:
        """The customers with a term that begins so."""

    def where(self, bits: int, test: Callable[[Searchable], bool]) -> int:
        """Those of these customers who pass a test; each is read, so there should be few."""


def answer(query: Query, part: Part) -> Iterator[int]:
    """The customers of a part who fit a query: a set for each tier of ``matching``, the best first."""
    answers = {word: _Answer(word, part) for word in dict.fromkeys(query.words)}
    left = _any_of(_all_of(answers[word].fits for word in words) for words in query.alternatives)
    for tier in range(matching.ELSEWHERE):
        best = left and left & _any_of(each.tiers[tier] for each in answers.values())
        yield best
        left &= ~best
    yield left


def whole_number(number: str, part: Part) -> int:
    """The customers of a part who have this folded number."""
    return part.beginning(terms.NUMBER + number[::-1] + END)


class _Answer:
    """The customers whom one word fits, and how well."""

    def __init__(self, word: Word, part: Part) -> None:
        self._word, self._part = word, part
        self.tiers = [0] * matching.ELSEWHERE
        name, spelled, tail = self._in_name(), self._spelled(), self._tail()
        self.tiers[matching.IN_NAME] = name | spelled
        address = self._part_of(
            terms.IN_ADDRESS, terms.TWICE_IN_ADDRESS, lambda customer: word.literal in customer.address
        )
        self.fits = name | spelled | tail | address

    def _tail(self) -> int:
        number = self._word.number
        found = self._part.beginning(terms.NUMBER + number[::-1]) if number else 0
        if found:
            self.tiers[matching.WHOLE_NUMBER] = whole_number(number, self._part)
            self.tiers[matching.NUMBER_END] = found
        return found

    def _in_name(self) -> int:
        text = self._word.literal
        found = self._part_of(terms.IN_NAME, terms.TWICE_IN_NAME, lambda customer: text in customer.keys.name)
        if found:
            self._start(terms.NAME + text, matching.NAME_START, matching.WHOLE_NAME)
        return found

    def _start(self, term: str, start: int, whole: int) -> None:
        found = self._part.beginning(term)
        if found:
            self.tiers[start] = found
            self.tiers[whole] = self._part.beginning(term + END)

    def _part_of(self, kind: str, twice: str, test: Callable[[Searchable], bool]) -> int:
        """The customers with the word as a part of the text of this kind."""
        text, part = self._word.literal, self._part
        if len(text) <= GRAM:
            return part.beginning(kind + text)
        last = len(text) - GRAM
        found = _all_of(part.beginning(kind + text[at : at + GRAM]) for at in range(last, -1, -STRETCHES))
        if found.bit_count() <= FEW:
            return part.where(found, test) if found else 0
        found &= _all_of(part.beginning(kind + text[at : at + GRAM]) for at in range(last + 1))
        doubt = found and found & _any_of(
            part.beginning(twice + text[at : at + GRAM - 1]) for at in range(1, last + 1)
        )
        return found & ~doubt | part.where(doubt, test) if doubt else found

    def _spelled(self) -> int:
        word = self._word
        if not word.runs:
            return 0
        if not word.spelled:
            found, self.tiers[matching.SPELLED_START] = mixed(word.runs, self._part)
            return found
        found = _letters(word, self._part)
        if found:
            self._start(terms.USUAL + word.spelled, matching.SPELLED_START, matching.SPELLED_WHOLE)
        return found


def _letters(word: Word, part: Part) -> int:
    """The customers with letters as a part of the spelling of their names."""
    letters = word.spelled
    found = part.beginning(terms.SPELLED + letters[:LONGEST_SPELLING])
    if len(letters) <= LONGEST_INITIALS:
        return found
    cut = part.beginning(terms.SPELLED + letters[:LONGEST_INITIALS] + MORE)
    for at in range(LONGEST_INITIALS, len(letters), LONGEST_INITIALS):
        cut = cut and cut & part.beginning(terms.SPELLED + letters[at : at + LONGEST_INITIALS])
    if len(letters) > LONGEST_SPELLING:
        cut, found = cut | _narrowed(letters, found, part), 0
    doubt = cut & ~found
    return (
        found | part.where(doubt, lambda customer: matching.spells(word, customer.keys)) if doubt else found
    )


def _narrowed(letters: str, found: int, part: Part) -> int:
    """Fewer of those found by the first letters only: further on, too, a character begins with what follows."""
    for start in range(LONGEST_READING, len(letters) - LONGEST_READING, _STRIDE):
        if not found:
            break
        found &= _any_of(
            part.beginning(terms.SPELLED + letters[at : at + LONGEST_SPELLING])
            for at in range(start, start + LONGEST_READING)
        )
    return found


def mixed(runs: tuple[Run, ...], part: Part) -> tuple[int, int]:
    """The customers whose names the runs are a part of, and those whose names they begin."""
    candidates = _all_of(_superset(run, part) for run in runs)
    if not candidates:
        return 0, 0
    odd = candidates & part.beginning(terms.UNSPELLED)
    found = part.where(odd, lambda customer: matching.spelled_in(runs, customer.keys)) if odd else 0
    start = (
        part.where(found, lambda customer: matching.spelled_from_start(runs, customer.keys)) if found else 0
    )
    left = _beside(runs, candidates & ~odd, part)
    if len(runs) == 2 and all(len(run.text) == 1 for run in runs):
        return found | left, start | _Places(part, 0).aligned(runs, 0, left)
    long = part.beginning(terms.LONG) if left else 0
    places = _Places(part, long)
    for place in range(SPELLED_LENGTH if left & long else LONGEST_PERSON):
        if left.bit_count() <= FEW:
            break
        fitting = places.aligned(runs, place, left)
        found, left = found | fitting, left & ~fitting
        if place == 0:
            start |= fitting
    else:
        left = 0
    if left:
        found |= part.where(left, lambda customer: matching.spelled_in(runs, customer.keys))
        start |= part.where(left, lambda customer: matching.spelled_from_start(runs, customer.keys))
    return found, start


def _beside(runs: tuple[Run, ...], bits: int, part: Part) -> int:
    """Fewer of these customers: a character stands beside one that is read as the letters beside it begin.

    Of every name of which each character can be spelled, one character and one letter are found for certain.
    """
    for one, other in pairwise(runs):
        if other.spelled:
            bits = bits and bits & part.beginning(terms.BEFORE + one.text[-1] + other.text[0])
        else:
            bits = bits and bits & _any_of(map(part.beginning, _read_before(other.text[0], one.text)))
    return bits


def _read_before(char: str, letters: str) -> Iterator[str]:
    """The terms of a character behind one that the last of the letters spell, by its initial or in full."""
    yield terms.AFTER + char + letters[-1]
    for length in range(2, min(len(letters), LONGEST_READING) + 1):
        yield terms.AFTER + char + letters[-length:] + END


def _superset(run: Run, part: Part) -> int:
    if run.spelled:
        return part.beginning(terms.SPELLED + run.text[:LONGEST_INITIALS])
    text = run.text
    return _all_of(
        part.beginning(terms.IN_NAME + text[at : at + GRAM]) for at in range(max(1, len(text) - GRAM + 1))
    )


class _Places:
    """Names of which every character can be spelled, by the character and the readings at each place."""

    def __init__(self, part: Part, long: int) -> None:
        self._part, self._long = part, long

    def aligned(self, runs: tuple[Run, ...], place: int, bits: int) -> int:
        """Those of these customers in whose names the runs stand from this place on."""
        if not runs or not bits:
            return bits
        run, rest = runs[0], runs[1:]
        if not run.spelled:
            return self.aligned(rest, place + len(run.text), self._chars(run.text, place, bits))
        if len(run.text) == 1 and rest:
            # One letter is one character of the name: the fewer who have what follows are found first.
            bits = self._chars(rest[0].text, place + 1, bits)
        return (
            self._initials(run.text, place, bits, rest)
            | self._syllables(run.text, place, bits, rest)
            | (self._surname(run.text, bits & ~self._long, rest) if place == 0 else 0)
        )

    def _chars(self, text: str, place: int, bits: int) -> int:
        for at, char in enumerate(text, place):
            bits = bits and bits & self._part.beginning(terms.char_at(at, char))
        return bits

    def _initials(self, letters: str, place: int, bits: int, rest: tuple[Run, ...]) -> int:
        for at, letter in enumerate(letters, place):
            bits = bits and bits & self._part.beginning(terms.reading_at(at, letter))
        return self.aligned(rest, place + len(letters), bits)

    def _syllables(self, letters: str, place: int, bits: int, rest: tuple[Run, ...]) -> int:
        """Full readings; the last syllable of the last run may be cut."""
        if not letters:
            return self.aligned(rest, place, bits)
        found = 0 if rest else bits & self._part.beginning(terms.reading_at(place, letters))
        for length, spelled in self._one_spelled(letters, place, bits):
            found |= self._syllables(letters[length:], place + 1, spelled, rest)
        return found

    def _surname(self, letters: str, bits: int, rest: tuple[Run, ...]) -> int:
        """One or two spelled characters at the start and the initials of what follows."""
        found = 0
        for length, one in self._one_spelled(letters, 0, bits):
            found |= self._initials(letters[length:], 1, one, rest)
            for further, two in self._one_spelled(letters[length:], 1, one):
                found |= self._initials(letters[length + further :], 2, two, rest)
        return found

    def _one_spelled(self, letters: str, place: int, bits: int) -> Iterator[tuple[int, int]]:
        """How many of the letters can be one whole reading at this place, and of whom."""
        for length in range(1, min(len(letters), LONGEST_READING) + 1 if bits else 1):
            spelled = bits & self._part.beginning(terms.reading_at(place, letters[:length]) + END)
            if spelled:
                yield length, spelled


def _all_of(sets: Iterator[int]) -> int:
    """What is in all sets; after the first empty one no other is asked for."""
    found = next(sets, 0)
    while found:
        other = next(sets, None)
        if other is None:
            break
        found = and_(found, other)
    return found


def _any_of(sets: Iterator[int]) -> int:
    return reduce(or_, sets, 0)
