"""The words a rule set speaks of, found in a text as written, spelled in pinyin, or mistyped by their sound."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct, field

from counter_tui.domain.guard.signs import Signs

BUT = "but "
ORDINARY = "ordinary"
"""The concept of ordinary words in which a listed one stands by chance: what overlaps them is not found."""

LONGEST_WORD = 12
"""No listed word has more signs."""

Spans = Mapping[str, Mapping[int, tuple[int, ...]]]
"""By concept and place of the first sign, the places behind the last one."""


class Concept(Struct, frozen=True):
    """A named list of words.

    ``sounds``: words of so many characters and more are also found when some are mistyped by their sound (0: none are).
    ``initials``: also the first letters of the syllables of a word. ``but``: words in which one of these stands by
    chance; unlike ordinary words they hide it from this concept alone. ``always``: ordinary words hide nothing of it.
    """

    name: str
    words: tuple[str, ...]
    sounds: int = 0
    initials: bool = False
    but: tuple[str, ...] = ()
    always: bool = False


class Node(Struct):
    """A place in the tree of words, by the next sign and by its sound."""

    exact: dict[str, Node] = field(default_factory=dict)
    sound: dict[str, list[Node]] = field(default_factory=dict)
    ends: list[tuple[str, int]] = field(default_factory=list)


class Lexicon(Struct, frozen=True):
    """All concepts in one tree; ``readings`` gives the readings of a character without tones."""

    root: Node
    readings: Callable[[str], tuple[str, ...]]
    syllables: frozenset[str]
    letters: frozenset[str]
    """Words of letters that are listed, and so no pinyin."""
    always: frozenset[str]
    """The concepts of which ordinary words hide nothing."""

    def find(self, text: Signs) -> Spans:
        """Where which concept stands."""
        found: dict[str, dict[int, set[int]]] = {}
        for start in range(len(text.signs)):
            for concept, end in self._from(text, start):
                found.setdefault(concept, {}).setdefault(start, set()).add(end)
        ordinary = _spans(found.pop(ORDINARY, {}))
        exceptions = {name: _spans(found.pop(name)) for name in list(found) if name.startswith(BUT)}
        left: dict[str, Mapping[int, tuple[int, ...]]] = {}
        for concept, places in found.items():
            covers = exceptions.get(BUT + concept, [])
            left[concept] = _left(places, covers if concept in self.always else [*ordinary, *covers])
        return left

    def _from(self, text: Signs, start: int) -> Iterable[tuple[str, int]]:
        """The words that begin with this sign, all ends of each within its clause."""
        clause = text.clauses[start]
        waiting = [(self.root, start, 0)]
        while waiting:
            node, place, mistyped = waiting.pop()
            for concept, sounds in node.ends:
                if not mistyped or (sounds and max(sounds, 2 * mistyped) <= place - start):
                    yield concept, place
            if place == len(text.signs) or text.clauses[place] != clause:
                continue
            sign = text.signs[place]
            same = node.exact.get(sign.text)
            if same is not None:
                waiting.append((same, place + 1, mistyped))
            if sign.spelled:
                waiting += [(alike, place + 1, mistyped) for alike in node.sound.get(sign.text, ())]
            elif mistyped < 2 and node.sound:
                waiting += [
                    (alike, place + 1, mistyped + 1)
                    for reading in self.readings(sign.text)
                    for alike in node.sound.get(reading, ())
                    if alike is not same
                ]


def _spans(places: Mapping[int, Iterable[int]]) -> list[tuple[int, int]]:
    return [(start, end) for start, ends in places.items() for end in ends]


def _left(places: Mapping[int, set[int]], covers: list[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
    """The places of a concept without those that stand in a longer one, or share a sign with a cover.

    A word that is longer than the cover and holds it whole stays.
    """
    covered: dict[int, list[tuple[int, int]]] = {}
    for cover in covers:
        for place in range(*cover):
            covered.setdefault(place, []).append(cover)
    left: dict[int, tuple[int, ...]] = {}
    behind = 0
    for start in sorted(places):
        end = max(places[start])
        if end > behind and not _is_covered(covered, start, end):
            left[start] = (end,)
        behind = max(behind, end)
    return left


def _is_covered(covered: Mapping[int, list[tuple[int, int]]], start: int, end: int) -> bool:
    return any(
        not (start <= cover[0] and cover[1] <= end and cover != (start, end))
        for place in range(start, end)
        for cover in covered.get(place, ())
    )


def make_lexicon(
    concepts: Sequence[Concept], readings: Callable[[str], tuple[str, ...]], syllables: frozenset[str]
) -> Lexicon:
    """The tree of the words of all concepts."""
    root = Node()
    letters: set[str] = set()
    for concept in _with_exceptions(concepts):
        for word in concept.words:
            if word.isascii():
                parts = word.split()
                letters.update(parts)
                _plant(root, [(part, ()) for part in parts], concept)
                continue
            signs = [(char, readings(char)) for char in word]
            _plant(root, signs, concept)
            if concept.initials and len(word) > 1 and all(heard for _char, heard in signs):
                short = "".join(heard[0][0] for _char, heard in signs)
                letters.add(short)
                _plant(root, [(short, ())], concept)
    always = frozenset(concept.name for concept in concepts if concept.always)
    return Lexicon(root, readings, syllables, frozenset(letters), always)


def _with_exceptions(concepts: Iterable[Concept]) -> Iterable[Concept]:
    for concept in concepts:
        yield concept
        if concept.but:
            yield Concept(BUT + concept.name, concept.but)


def _plant(root: Node, signs: list[tuple[str, tuple[str, ...]]], concept: Concept) -> None:
    node = root
    heard_too = concept.name != ORDINARY and not concept.name.startswith(BUT)
    for char, heard in signs:
        child = node.exact.setdefault(char, Node())
        if heard_too:
            _hear(node, child, heard)
        node = child
    if (end := (concept.name, concept.sounds)) not in node.ends:
        node.ends.append(end)


def _hear(node: Node, child: Node, heard: tuple[str, ...]) -> None:
    for reading in heard:
        alike = node.sound.setdefault(reading, [])
        if not any(known is child for known in alike):
            alike.append(child)
