"""What people ask at a counter, as the program is shipped with it."""

from __future__ import annotations

from counter_tui.domain.enquiry.topics import Topic, parse_topics
from counter_tui.services.reference.files import shipped


def load_topics() -> tuple[Topic, ...]:
    """The shipped topics, read anew at every call; raises CatalogueBroken for a damaged file."""
    return parse_topics(shipped("enquiry", "topics.toml"))
