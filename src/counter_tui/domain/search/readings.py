"""How Han characters are read, without tones; ``ü`` is ``v`` and may be typed ``u`` as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

SPELLED_LENGTH = 32
"""So many characters of a name can be spelled; what stands behind them is found by its characters."""


class Readings(Struct, frozen=True):
    """The tables of readings: every character's, and those of surnames, which are often read in another way.

    ``first`` gives a character's usual reading, ``further`` its others. ``surnames`` gives the readings of a
    surname of one character, ``compounds`` those of a longer surname, one reading a character.
    """

    first: Mapping[str, str]
    further: Mapping[str, tuple[str, ...]]
    surnames: Mapping[str, tuple[str, ...]]
    compounds: Mapping[str, tuple[str, ...]]

    def of(self, char: str) -> tuple[str, ...]:
        """All readings of one folded character, the usual one first; nothing when it cannot be spelled."""
        if char.isascii():
            return (char,) if char.isalnum() else ()
        if char == "ü":
            return ("v", "u")
        usual = self.first.get(char)
        return () if usual is None else _typed((usual, *self.further.get(char, ())))

    def of_name(self, name: str) -> tuple[tuple[str, ...], ...]:
        """The readings of each character of a folded name; a surname's own reading comes first.

        Only the first ``SPELLED_LENGTH`` characters that can be spelled get readings.
        """
        own = self._of_surname(name)
        readings: list[tuple[str, ...]] = []
        spelled = 0
        for place, char in enumerate(name):
            known = self.of(char) if spelled < SPELLED_LENGTH else ()
            if known and place < len(own):
                known = tuple(dict.fromkeys((*_typed(own[place]), *known)))
            spelled += bool(known)
            readings.append(known)
        return tuple(readings)

    def _of_surname(self, name: str) -> tuple[tuple[str, ...], ...]:
        """The readings that the name's surname has as a surname, one tuple for each of its characters."""
        single = self.surnames.get(name[:1], ())
        compound = self.compounds.get(name[:2])
        if compound is None:
            return (single,)
        return ((compound[0], *single), *((reading,) for reading in compound[1:]))


def parse_readings(readings: str, surnames: str) -> Readings:
    """Read the two tables.

    ``readings`` has lines ``reading characters``; a line ``also`` starts the next rank of readings. ``surnames``
    has lines ``surname reading …``: all readings of one character, or one reading a character.
    """
    first: dict[str, str] = {}
    further: dict[str, tuple[str, ...]] = {}
    usual = True
    for line in _lines(readings):
        if line == "also":
            usual = False
            continue
        reading, chars = line.split(" ")
        if usual:
            first.update(dict.fromkeys(chars, reading))
        else:
            for char in chars:
                further[char] = (*further.get(char, ()), reading)
    listed = {name: tuple(parts) for name, *parts in map(str.split, _lines(surnames))}
    return Readings(
        first,
        further,
        {name: parts for name, parts in listed.items() if len(name) == 1},
        {name: parts for name, parts in listed.items() if len(name) > 1},
    )


def _lines(table: str) -> Iterable[str]:
    return (line for line in table.splitlines() if line and not line.startswith("#"))


def _typed(readings: tuple[str, ...]) -> tuple[str, ...]:
    """The readings and, where one has ``ü``, the same typed with ``u``."""
    if not any("v" in reading for reading in readings):
        return readings
    both = (form for reading in readings for form in (reading, reading.replace("v", "u")))
    return tuple(dict.fromkeys(both))
