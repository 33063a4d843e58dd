"""What a clerk typed into the search, taken apart."""

from __future__ import annotations

import re
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.ids import parse_number
from counter_tui.domain.search.folding import fold_phone, fold_words
from counter_tui.domain.text import fold, unify_dashes

LONGEST_QUERY = 100
"""What stands behind so many characters of a query is not looked at."""
MOST_WORDS = 8
SHORTEST_HYPHENED = 7
"""Fewer digits with a hyphen among them are a house number, as 3-201, and no end of a telephone number."""

_SEPARATORS = re.compile(r"[\s,;、]+")
_STRETCHES = re.compile("[0-9a-zü]+|[^0-9a-zü]+")
_LETTER = re.compile("[a-zü]")
_WRITTEN_U = re.compile("(?<=[jqxy])v")
_NUMERIC = re.compile(r"\+?[0-9-]+")
_PINYIN = re.compile("[A-Za-zÀ-ǜ'’]+")
_MATTER_TAIL = re.compile(r"(?:[A-Z]-)?(?:\d{6}|\d{4})-\d{4,6}(?:-[2-9A-Z]{2})?|\d{4,6}-[2-9A-Z]{2}")


class Run(Struct, frozen=True):
    """A stretch of a word: letters that spell characters of a name, or the characters themselves."""

    text: str
    spelled: bool


class Word(Struct, frozen=True):
    """One word of a query, folded, with all that it may be.

    ``literal`` is a part of a name or address. ``runs`` are its stretches when letters may spell a name, else
    empty. ``number`` is the end of a telephone, account or meter number, else empty.
    """

    literal: str
    runs: tuple[Run, ...]
    number: str

    @property
    def spelled(self) -> str:
        """The letters of a word that is nothing but letters, else empty."""
        return self.runs[0].text if len(self.runs) == 1 else ""


class Query(Struct, frozen=True):
    """A query: a customer fits when all words of one of the ``alternatives`` fit.

    ``matter`` is the whole number of a matter or its tail, in capitals, when the query may be one.
    """

    alternatives: tuple[tuple[Word, ...], ...]
    matter: str | None = None

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of all alternatives."""
        return tuple(word for words in self.alternatives for word in words)


def parse_query(text: str) -> Query:
    """Take a query apart; any text is accepted, and one that says nothing has no alternatives.

    Blanks and list commas separate words, which must all fit. Groups of digits may also be one number,
    groups of letters one name, and ``v`` after j, q, x and y the ``u`` that pinyin writes for ``ü``.
    """
    typed = fold(text[:LONGEST_QUERY])
    parts = [part for part in _SEPARATORS.split(typed) if part][:MOST_WORDS]
    readings = [parts]
    if len(parts) > 1 and (all(map(_NUMERIC.fullmatch, parts)) or all(map(_PINYIN.fullmatch, parts))):
        readings.append(["".join(parts)])
    alternatives: dict[tuple[Word, ...], None] = {}
    for reading in readings:
        words = tuple(word for part in reading if (word := _word(part)) is not None)
        alternatives |= dict.fromkeys((words, tuple(map(_with_written_u, words))))
    return Query(tuple(filter(None, alternatives)), _matter(typed))


def _word(part: str) -> Word | None:
    literal = fold_words(part)
    if not literal:
        return None
    number = fold_phone(part)
    if "-" in literal and len(number) < SHORTEST_HYPHENED:
        number = ""
    return Word(literal, _runs(literal), number)


def _runs(literal: str) -> tuple[Run, ...]:
    """The stretches of a word; none when no letter in it can spell anything."""
    runs = tuple(
        Run(text.replace("ü", "v") if spelled else text, spelled)
        for spelled, stretches in groupby(_STRETCHES.findall(literal), _spells)
        for text in ["".join(stretches)]
    )
    return runs if any(run.spelled for run in runs) else ()


def _spells(stretch: str) -> bool:
    return _LETTER.search(stretch) is not None


def _with_written_u(word: Word) -> Word:
    """The word with ``u`` for a ``v`` where pinyin writes ``ü`` so, as ``xv`` for ``xu``."""
    return replace(word, runs=tuple(replace(run, text=_WRITTEN_U.sub("u", run.text)) for run in word.runs))


def _matter(typed: str) -> str | None:
    number = unify_dashes(typed).replace(" ", "").upper()
    return number if parse_number(number) or _MATTER_TAIL.fullmatch(number) else None
