"""What is kept of a name so that it is found by letters: its characters and how each may be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product

from msgspec import Struct

from counter_tui.domain.search.folding import fold_words
from counter_tui.domain.search.readings import Readings

LONGEST_INITIALS = 6
"""An index key has so many initials; a longer one ends in ``MORE``."""
LONGEST_SPELLING = 16
"""An index key has at least so many letters of full pinyin, or all there are."""
MORE = "+"
LONGEST_PERSON = 6
"""Names of up to so many characters are also found by a spelled surname and initials, as ``wangjg``."""
_MOST_FORMS = 512

Spelled = tuple[tuple[str, ...], ...]


class NameKeys(Struct, frozen=True):
    """A folded name and the readings of each of its characters; no reading means it cannot be spelled."""

    name: str
    readings: Spelled

    @property
    def initials(self) -> tuple[str, ...]:
        """The initials of the whole name in every reading, the usual one first."""
        return _joined(map(_first_letters, self._spellable))

    @property
    def full(self) -> tuple[str, ...]:
        """The full pinyin of the whole name in every reading, the usual one first."""
        return _joined(self._spellable)

    @property
    def usual_initials(self) -> str:
        """The initials of the whole name as it is usually read."""
        return "".join(readings[0][0] for readings in self._spellable)

    @property
    def usual_full(self) -> str:
        """The full pinyin of the whole name as it is usually read."""
        return "".join(readings[0] for readings in self._spellable)

    @property
    def _spellable(self) -> Spelled:
        return tuple(readings for readings in self.readings if readings)

    def index_keys(self) -> frozenset[str]:
        """The keys by which an index finds the name: whatever letters match it begin one of these.

        None begins another. Initials beyond ``LONGEST_INITIALS`` and letters beyond ``LONGEST_SPELLING`` are not in
        the keys.
        """
        syllables = self._spellable
        initials = tuple(map(_first_letters, syllables))
        keys: set[str] = set()
        for start in range(len(syllables)):
            end = start + LONGEST_INITIALS
            more = MORE if end < len(initials) else ""
            keys.update("".join(form) + more for form in product(*initials[start:end]))
            keys.update(_spellings(syllables[start:]))
        if len(syllables) <= LONGEST_PERSON:
            for surname in (1, 2):
                keys.update(map("".join, product(*syllables[:surname], *initials[surname:])))
        return frozenset(_unlike(keys))

    def encoded(self) -> str:
        """The readings as one text that ``decoded`` reads again."""
        return " ".join("|".join(readings) for readings in self.readings)

    @classmethod
    def decoded(cls, name: str, encoded: str) -> NameKeys:
        """The keys of a folded name from what ``encoded`` gave."""
        parts = encoded.split(" ") if name else []
        return cls(name, tuple(tuple(part.split("|")) if part else () for part in parts))


def name_keys(name: str, readings: Readings) -> NameKeys:
    """The keys of a name as it stands in a register."""
    folded = fold_words(name)
    return NameKeys(folded, readings.of_name(folded))


def _first_letters(readings: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reading[0] for reading in readings))


def _joined(parts: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map("".join, islice(product(*parts), _MOST_FORMS))))


def _unlike(keys: Iterable[str]) -> Iterator[str]:
    """The keys without those that begin another."""
    last = ""
    for key in sorted(keys, reverse=True):
        if not last.startswith(key):
            yield key
        last = key


def _spellings(syllables: Spelled) -> Iterator[str]:
    """Full pinyin from the first syllable on, each long enough for a key."""
    open_forms = [""]
    for readings in syllables:
        longer = [form + reading for form in open_forms for reading in readings]
        yield from (form for form in longer if len(form) >= LONGEST_SPELLING)
        open_forms = [form for form in longer if len(form) < LONGEST_SPELLING]
    yield from open_forms
