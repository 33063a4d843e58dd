"""The terms of the customers' index: whatever finds a customer is the beginning of one of that customer's terms.

A term is a letter that says what it is, and a text. Terms are looked up by their beginning, so that one character,
one letter or the end of a number costs no more than a whole name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from counter_tui.domain.search.keys import LONGEST_PERSON, NameKeys

GRAM = 4
"""A name or address is cut into stretches of so many characters, one from each character on.

A longer text is found by all its stretches. They stand one behind the other wherever no three characters of the text
occur twice in the name or address; those in which they do have a term that says so, and are looked at one by one.
"""

END = " "
"""Closes a whole name, spelling or reversed number. No folded text has a blank."""

IN_NAME, IN_ADDRESS = "n", "a"
TWICE_IN_NAME, TWICE_IN_ADDRESS = "N", "A"
NAME, USUAL, SPELLED, NUMBER = "b", "i", "s", "t"
CHAR_AT, READING_AT = "p", "q"
BEFORE, AFTER = "c", "d"
"""A character and how the next is read, and a character and how the one before it is read."""
UNSPELLED, LONG = "u", "l"
"""``UNSPELLED`` are names of which not every character can be spelled, ``LONG`` those longer than a person's."""

SET_APART = CHAR_AT + READING_AT
"""Kinds of few terms that very many customers have."""

_SHORTEST = {NUMBER: 5, CHAR_AT: 3, READING_AT: 3, BEFORE: 3, AFTER: 3}


def shortest(kind: str) -> int:
    """The length below which nobody asks for the beginning of a term of this kind."""
    return _SHORTEST.get(kind, 2)


def terms_of(keys: NameKeys, address: str, numbers: Iterable[str]) -> set[str]:
    """All terms of a customer with this name, folded address and folded numbers."""
    name = keys.name
    terms = {
        NAME + name + END,
        USUAL + keys.usual_initials + END,
        USUAL + keys.usual_full + END,
        *_stretches(IN_NAME, TWICE_IN_NAME, name),
        *_stretches(IN_ADDRESS, TWICE_IN_ADDRESS, address),
    }
    terms.update([SPELLED + key for key in keys.index_keys()])
    terms.update([NUMBER + number[::-1] + END for number in numbers])
    if len(name) > LONGEST_PERSON:
        terms.add(LONG)
    if all(keys.readings):
        terms.update(_places(keys))
    else:
        terms.add(UNSPELLED)
    return terms


def char_at(place: int, char: str) -> str:
    """The term of a character at a place of a name, from 0."""
    return f"{CHAR_AT}{chr(0x30 + place)}{char}"


def reading_at(place: int, letters: str) -> str:
    """The beginning of the term of a reading at a place of a name; with ``END`` the whole term."""
    return f"{READING_AT}{chr(0x30 + place)}{letters}"


def _stretches(kind: str, twice: str, text: str) -> Iterator[str]:
    places = range(len(text))
    yield from [kind + text[place : place + GRAM] for place in places]
    overlaps = [text[place : place + GRAM - 1] for place in places[: 2 - GRAM]]
    if len(set(overlaps)) < len(overlaps):
        seen: set[str] = set()
        for overlap in overlaps:
            if overlap in seen:
                yield twice + overlap
            seen.add(overlap)


def _places(keys: NameKeys) -> Iterator[str]:
    for place, (char, readings) in enumerate(zip(keys.name, keys.readings, strict=True)):
        yield char_at(place, char)
        for reading in readings:
            yield reading_at(place, reading) + END
    for place, (char, following) in enumerate(pairwise(keys.name)):
        yield from (f"{BEFORE}{char}{reading}{END}" for reading in keys.readings[place + 1])
        yield from (f"{AFTER}{following}{reading}{END}" for reading in keys.readings[place])
