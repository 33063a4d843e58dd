"""Whether a customer fits a query, and how well: the meaning of every search, with no index involved."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from msgspec import Struct

from counter_tui.domain.search.folding import fold_number, fold_phone, fold_words
from counter_tui.domain.search.keys import LONGEST_PERSON, NameKeys, name_keys
from counter_tui.domain.search.query import Query, Run, Word
from counter_tui.domain.search.readings import Readings

_BETWEEN_PHONES = re.compile("[/,;、，；\\s]+")

WHOLE_NUMBER, WHOLE_NAME, NAME_START, SPELLED_WHOLE, SPELLED_START, IN_NAME, NUMBER_END, ELSEWHERE = range(8)
"""How well a word fits, the best first."""


class Customer(Protocol):
    """What a search looks at of a customer."""

    @property
    def account(self) -> str:
        """The account number."""

    @property
    def name(self) -> str:
        """The name as registered."""

    @property
    def phone1(self) -> str | None:
        """The first telephone number."""

    @property
    def phone2(self) -> str | None:
        """The second telephone number."""

    @property
    def address(self) -> str | None:
        """The address of supply."""

    @property
    def meter_asset(self) -> str | None:
        """The asset number of the meter."""


class Searchable(Struct, frozen=True):
    """A customer made ready to be compared: the name's keys, the folded address, the folded numbers."""

    account: str
    keys: NameKeys
    address: str
    numbers: frozenset[str]


def searchable(customer: Customer, readings: Readings) -> Searchable:
    """Make a customer ready to be compared with queries."""
    return Searchable(
        customer.account,
        name_keys(customer.name, readings),
        fold_words(customer.address or ""),
        numbers_of(customer),
    )


def phones_of(customer: Customer) -> frozenset[str]:
    """The customer's telephone numbers, folded; a field may hold several."""
    fields = (customer.phone1, customer.phone2)
    parts = (part for field in fields if field for part in _BETWEEN_PHONES.split(field))
    return frozenset(map(fold_phone, parts)) - {""}


def numbers_of(customer: Customer) -> frozenset[str]:
    """The customer's account, meter and telephone numbers, folded."""
    others = {fold_number(customer.account), fold_number(customer.meter_asset or "")}
    return phones_of(customer) | others - {""}


def matches(query: Query, customer: Searchable) -> bool:
    """Whether all words of one of the query's alternatives fit the customer."""
    return any(all(_fits(word, customer) for word in words) for words in query.alternatives)


def rank(query: Query, customer: Searchable) -> tuple[int, str]:
    """Where a customer that fits stands among the others: by the word that fits best, then by account."""
    return min((_tier(word, customer) for word in query.words), default=ELSEWHERE), customer.account


def spells(word: Word, keys: NameKeys) -> bool:
    """Whether letters, or letters and characters mixed, are a part of the name."""
    return spelled_in(word.runs, keys)


def spelled_in(runs: tuple[Run, ...], keys: NameKeys) -> bool:
    """Whether the runs, one after the other, are a part of the name."""
    return bool(runs) and any(
        _aligned(runs, keys, start)
        for start in range(len(keys.name))
        if runs[0].spelled or keys.name.startswith(runs[0].text, start)
    )


def spelled_from_start(runs: tuple[Run, ...], keys: NameKeys) -> bool:
    """Whether the name begins with the runs, one after the other."""
    return bool(runs) and _aligned(runs, keys, 0)


def _fits(word: Word, customer: Searchable) -> bool:
    return (
        word.literal in customer.keys.name
        or word.literal in customer.address
        or _ends_a_number(word.number, customer.numbers)
        or spells(word, customer.keys)
    )


def _tier(word: Word, customer: Searchable) -> int:
    keys = customer.keys
    if word.number in customer.numbers:
        return WHOLE_NUMBER
    if word.literal == keys.name:
        return WHOLE_NAME
    if keys.name.startswith(word.literal):
        return NAME_START
    usual = (keys.usual_initials, keys.usual_full)
    if word.spelled and word.spelled in usual:
        return SPELLED_WHOLE
    if word.spelled and any(form.startswith(word.spelled) for form in usual):
        return SPELLED_START
    if not word.spelled and spelled_from_start(word.runs, keys):
        return SPELLED_START
    if word.literal in keys.name or spells(word, keys):
        return IN_NAME
    return NUMBER_END if _ends_a_number(word.number, customer.numbers) else ELSEWHERE


def _ends_a_number(tail: str, numbers: Iterable[str]) -> bool:
    return bool(tail) and any(number.endswith(tail) for number in numbers)


def _aligned(runs: tuple[Run, ...], keys: NameKeys, start: int) -> bool:
    places = {start}
    for run in runs:
        final = run is runs[-1]
        places = {end for place in places for end in _ends(run, keys, place, final)}
    return bool(places)


def _ends(run: Run, keys: NameKeys, place: int, final: bool) -> set[int]:
    """Where in the name the run can end when it begins at this place; ``final`` lets its last syllable be cut."""
    if not run.spelled:
        return {place + len(run.text)} if keys.name.startswith(run.text, place) else set()
    ends = _ends_by_initials(run.text, keys, place) | _ends_by_syllables(run.text, keys, place, final)
    if place == 0 and sum(map(bool, keys.readings)) <= LONGEST_PERSON:
        ends |= _ends_by_surname(run.text, keys)
    return ends


def _ends_by_initials(letters: str, keys: NameKeys, place: int) -> set[int]:
    for letter in letters:
        place = _next_spelled(keys, place)
        if place == len(keys.readings) or all(reading[0] != letter for reading in keys.readings[place]):
            return set()
        place += 1
    return {place}


def _ends_by_syllables(letters: str, keys: NameKeys, start: int, final: bool) -> set[int]:
    ends: set[int] = set()
    open_places = {(start, 0)}
    while open_places:
        place, used = open_places.pop()
        if used == len(letters):
            ends.add(place)
            continue
        place = _next_spelled(keys, place)
        for reading in keys.readings[place : place + 1]:
            open_places |= {
                (place + 1, used + len(form)) for form in reading if letters.startswith(form, used)
            }
            if final and any(form.startswith(letters[used:]) for form in reading):
                ends.add(place + 1)
    return ends


def _ends_by_surname(letters: str, keys: NameKeys) -> set[int]:
    """Ends of one or two spelled characters at the start of a name and the initials of what follows."""
    ends: set[int] = set()
    spelled = {(0, 0)}
    for _ in range(2):
        spelled = {
            (at + 1, used + len(form))
            for place, used in spelled
            if (at := _next_spelled(keys, place)) < len(keys.readings)
            for form in keys.readings[at]
            if letters.startswith(form, used)
        }
        for place, used in spelled:
            ends |= _ends_by_initials(letters[used:], keys, place)
    return ends


def _next_spelled(keys: NameKeys, place: int) -> int:
    while place < len(keys.readings) and not keys.readings[place]:
        place += 1
    return place
