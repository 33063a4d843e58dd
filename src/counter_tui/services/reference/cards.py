"""The answer cards that ship with the program: a start until the station has its own."""

from __future__ import annotations

from functools import cache

from counter_tui.domain.catalogue.blocks import Place, build, read_toml, tables
from counter_tui.domain.facts.voice import CardIssued
from counter_tui.domain.voice.texts import CardText
from counter_tui.services.reference.files import shipped

FILE = "cards.toml"


@cache
def load_cards() -> tuple[CardIssued, ...]:
    """The shipped cards, read at the first call only; raises CatalogueBroken for a damaged file."""
    place = Place(FILE, "")
    found = tables(read_toml(FILE, shipped(FILE)), "card", place)
    return tuple(_issued(build(CardText, each, place.inner("card", each, number))) for number, each in found)


def _issued(text: CardText) -> CardIssued:
    return CardIssued(
        card=text.code,
        edition=text.edition or 1,
        topics=text.topics,
        title_zh=text.title.zh,
        title_en=text.title.en,
        text_zh=text.text.zh,
        text_en=text.text.en,
        source=text.source,
        valid_from=text.valid_from,
        valid_until=text.valid_until,
    )
