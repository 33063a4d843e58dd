"""A typed text as signs: one for each Han character, pinyin syllable, word of letters or number, without the rest.

Width, capitals, blanks and marks between single characters say nothing; a mark between longer pieces ends a clause.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping

from msgspec import Struct

SYLLABLE_LENGTH = 6
RUN_LENGTH = 60
"""A run of letters longer than this is no pinyin."""

_BREAKS = frozenset("，,。.；;！!？?\n\r…（）()【】[]—~|")


class Sign(Struct, frozen=True):
    """One sign: what it is, where it stands in the typed text, and whether it is a syllable of pinyin."""

    text: str
    start: int
    end: int
    spelled: bool = False


class Signs(Struct, frozen=True):
    """The signs of a text and the number of each one's clause."""

    signs: tuple[Sign, ...]
    clauses: tuple[int, ...]

    def last_of(self, clause: int, after: int) -> int:
        """The end (exclusive) of the clause in which the sign ``after`` stands."""
        end = after
        while end < len(self.signs) and self.clauses[end] == clause:
            end += 1
        return end


def read_signs(
    text: str, traditional: Mapping[str, str], syllables: Collection[str], words: Collection[str]
) -> Signs:
    """The signs of the text; ``words`` are words of letters that are never read as pinyin."""
    pieces: list[list[Sign]] = [[]]
    run = ""
    begun = 0
    for place, typed in enumerate(text):
        for char in unicodedata.normalize("NFKC", typed).lower():
            if run and not _joins(run, char):
                pieces[-1] += _signs_of_run(run, begun, syllables, words)
                run = ""
            if char.isascii() and char.isalnum():
                begun = begun if run else place
                run += char
            elif char.isalnum():
                pieces[-1].append(Sign(traditional.get(char, char), place, place + 1))
            elif char in _BREAKS and pieces[-1]:
                pieces.append([])
    if run:
        pieces[-1] += _signs_of_run(run, begun, syllables, words)
    return _in_clauses([piece for piece in pieces if piece])


def _joins(run: str, char: str) -> bool:
    """Whether the character goes on with the run of letters, or of digits."""
    return char.isascii() and char.isalnum() and char.isdigit() == run[-1].isdigit()


def _signs_of_run(run: str, start: int, syllables: Collection[str], words: Collection[str]) -> list[Sign]:
    # Letters are one character each when typed; only ligatures are not, and their place is then their neighbour's.
    if run.isdigit() or run in words or len(run) > RUN_LENGTH:
        return [Sign(run, start, start + len(run))]
    spelled = _syllables(run, syllables)
    if not spelled:
        return [Sign(run, start, start + len(run))]
    signs = []
    for syllable in spelled:
        signs.append(Sign(syllable, start, start + len(syllable), True))
        start += len(syllable)
    return signs


def is_spelled(word: str, syllables: Collection[str]) -> bool:
    """Whether a word of letters can be read as pinyin."""
    return bool(_syllables(word, syllables))


def _syllables(run: str, syllables: Collection[str]) -> list[str]:
    """The run cut into the fewest syllables; nothing where it is no pinyin."""
    best: list[list[str] | None] = [[]]
    for end in range(1, len(run) + 1):
        ways = [
            [*before, run[start:end]]
            for start in range(max(0, end - SYLLABLE_LENGTH), end)
            if (before := best[start]) is not None and run[start:end] in syllables
        ]
        best.append(min(ways, key=len) if ways else None)
    return best[-1] or []


def _in_clauses(pieces: list[list[Sign]]) -> Signs:
    """The pieces joined: a mark between single signs stands there to disguise a word, and ends no clause."""
    signs: list[Sign] = []
    clauses: list[int] = []
    clause = 0
    for number, piece in enumerate(pieces):
        if number and (len(piece) > 1 or len(pieces[number - 1]) > 1):
            clause += 1
        signs += piece
        clauses += [clause] * len(piece)
    return Signs(tuple(signs), tuple(clauses))
