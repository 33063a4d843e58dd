"""What people ask at a counter: topics are data, offered by how often they are asked."""

from __future__ import annotations

from collections.abc import Mapping

from counter_tui.domain.catalogue.blocks import Place, build, read_toml, tables, twice
from counter_tui.domain.catalogue.models import Block, Words
from counter_tui.domain.errors import RuleBroken

OFFERED = 9
"""How many topics have a digit."""


class Topic(Block, frozen=True, kw_only=True):
    """Something people ask; ``kind`` is the kind of matter it becomes where it cannot be answered at once."""

    code: str
    name: Words
    initials: tuple[str, ...]
    kind: str


def parse_topics(text: str, file: str = "topics.toml") -> tuple[Topic, ...]:
    """The topics of this TOML text, in its order.

    Raises:
        CatalogueBroken: something does not fit; it names file, block and field.
    """
    place = Place(file, "top")
    listed = tables(read_toml(file, text), "topic", place)
    topics = tuple(build(Topic, table, place.inner("topic", table, number)) for number, table in listed)
    if not topics:
        place.refuse("topic", "empty")
    if double := twice([topic.code for topic in topics]):
        place.refuse("topic", "twice", double)
    return topics


def topic_of(topics: tuple[Topic, ...], code: str) -> Topic:
    """The topic with this code. Raises RuleBroken("topic_unknown")."""
    for topic in topics:
        if topic.code == code:
            return topic
    raise RuleBroken("topic_unknown", topic=code)


def by_use(topics: tuple[Topic, ...], asked: Mapping[str, int]) -> tuple[Topic, ...]:
    """The topics, what is asked most first; what is asked as often stays in the order of the data."""
    return tuple(sorted(topics, key=lambda topic: -asked.get(topic.code, 0)))
