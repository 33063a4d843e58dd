"""The words of a meeting, for whoever looks for one: what was said in it, without what it is made of."""

from __future__ import annotations

from collections.abc import Iterator

from counter_tui.domain.meeting.state import Meeting
from counter_tui.domain.text import fold_prose


def searchable(text: str) -> str:
    """A text as it is compared: folded, without capitals."""
    return fold_prose(text).casefold()


def spoken(meeting: Meeting) -> str:
    """Everything that was said in a meeting, a line each, as ``searchable`` has it."""
    return "\n".join(searchable(text) for text in _texts(meeting) if text)


def _texts(meeting: Meeting) -> Iterator[str]:
    yield from (each.name for each in meeting.begun.cases)
    yield from (each.words for each in meeting.absent)
    for failed in meeting.looks.values():
        yield from (each.words for each in failed)
    yield from (each.words for each in meeting.problems)
    for passed in meeting.notices:
        yield from (each.title for each in passed.notices)
    yield from meeting.points
    yield from (each.words for each in meeting.steps)
