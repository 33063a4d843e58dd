"""The steps of the meeting and the questions of its drill, as data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta

from counter_tui.domain.catalogue.blocks import Place, build, read_toml, tables, twice
from counter_tui.domain.catalogue.models import Block, Code, Profile, Words

ASKED = 3
"""Questions of a drill."""


class PlannedStep(Block, frozen=True, kw_only=True):
    """A step: what it is called, what is done in it, how many minutes it should take, where it comes from."""

    code: Code
    name: Words
    does: Words
    required: bool
    minutes: Annotated[int, Meta(ge=0, le=30)]
    source: Annotated[str, Meta(min_length=1)]


class Question(Block, frozen=True, kw_only=True):
    """A question of the drill with its answer and the paper it rests on, for one profile or for both."""

    code: Code
    ask: Words
    answer: Words
    source: Annotated[str, Meta(min_length=1)]
    profile: Profile | None = None


def parse_steps(text: str, file: str = "meeting.toml") -> tuple[PlannedStep, ...]:
    """The steps of this TOML text, in its order. Raises CatalogueBroken: it names file, block and field."""
    place = Place(file, "top")
    steps = tuple(
        build(PlannedStep, table, place.inner("step", table, number))
        for number, table in tables(read_toml(file, text), "step", place)
    )
    if not steps:
        place.refuse("step", "empty")
    if double := twice([each.code for each in steps]):
        place.refuse("step", "twice", double)
    return steps


def parse_questions(text: str, file: str = "drills.toml") -> tuple[Question, ...]:
    """The questions of this TOML text, in its order. Raises CatalogueBroken: it names file, block and field."""
    place = Place(file, "top")
    questions = tuple(
        build(Question, table, place.inner("question", table, number))
        for number, table in tables(read_toml(file, text), "question", place)
    )
    if double := twice([each.code for each in questions]):
        place.refuse("question", "twice", double)
    return questions


def questions_of(day: date, questions: Sequence[Question], profile: Profile) -> tuple[Question, ...]:
    """The questions of a day: the next three in turn, so that each comes up again as late as it can."""
    fitting = [each for each in questions if each.profile in (None, profile)]
    if len(fitting) <= ASKED:
        return tuple(fitting)
    first = day.toordinal() * ASKED
    return tuple(fitting[(first + number) % len(fitting)] for number in range(ASKED))
