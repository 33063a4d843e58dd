"""The words of the commitment letter, as people write them in TOML, checked when they are read."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter
from typing import Annotated

from msgspec import Meta

from counter_tui.domain.catalogue.blocks import Place, build, read_toml
from counter_tui.domain.catalogue.models import Block, Words

FIELDS = frozenset(
    {
        "station",
        "number",
        "request",
        "customer",
        "document",
        "agent",
        "day",
        "clerk",
        "version",
        "printed",
    }
)
"""What may stand in braces in a text of the letter."""

_Some = Annotated[tuple[Words, ...], Meta(min_length=1)]


class LetterText(Block, frozen=True, kw_only=True):
    """The words of the letter in both languages, with ``FIELDS`` in braces.

    ``version`` is printed on every letter and kept with it. ``shown`` is said where an identity paper was shown,
    ``agent`` where somebody acts for the customer. ``owed`` stands above the papers still owed, ``pledge`` above the
    ``pledges``; ``sign`` are the places to write by hand.
    """

    version: Annotated[str, Meta(min_length=1)]
    title: Words
    opening: Words
    shown: Words
    agent: Words
    owed: Words
    pledge: Words
    pledges: _Some
    sign: _Some
    foot: Words


def parse_letter(file: str, text: str) -> LetterText:
    """The words of this TOML text.

    Raises:
        CatalogueBroken: something does not fit; it names file, block and field.
    """
    place = Place(file, "letter")
    made = build(LetterText, read_toml(file, text), place)
    for where, words in _texts(made):
        for said in (words.zh, words.en):
            _check_fields(place, where, said)
    return made


def _texts(text: LetterText) -> Iterator[tuple[str, Words]]:
    """Every text of the letter, and where it stands."""
    for name in text.__struct_fields__:
        value = getattr(text, name)
        if isinstance(value, Words):
            yield name, value
        elif isinstance(value, tuple):
            yield from ((f"{name}.{number}", each) for number, each in enumerate(value, start=1))


def _check_fields(place: Place, where: str, said: str) -> None:
    try:
        named = [name for _text, name, _spec, _conversion in Formatter().parse(said) if name is not None]
    except ValueError:
        place.refuse(where, "wrong_form", said)
    for name in named:
        if name not in FIELDS:
            place.refuse(where, "no_such_field", name)
