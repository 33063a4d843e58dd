"""The steps of the meeting and the questions of its drill that ship with the program."""

from __future__ import annotations

from counter_tui.domain.meeting.steps import PlannedStep, Question, parse_questions, parse_steps
from counter_tui.services.reference.files import shipped


def load_steps() -> tuple[PlannedStep, ...]:
    """The shipped steps, read anew at every call; raises CatalogueBroken for a damaged file."""
    return parse_steps(shipped("meeting.toml"))


def load_questions() -> tuple[Question, ...]:
    """The shipped questions, read anew at every call; raises CatalogueBroken for a damaged file."""
    return parse_questions(shipped("drills.toml"))
