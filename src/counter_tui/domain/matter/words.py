"""Which facts are a word on a matter: something somebody wrote or said about it, not only a change of its state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from counter_tui.domain.facts import first_contact as care
from counter_tui.domain.facts import matter as facts
from counter_tui.domain.facts import tasks
from counter_tui.domain.facts.base import Fact

_WORDS: Mapping[str, Callable[[Any], bool]] = MappingProxyType(
    {
        facts.NoteAdded.type: lambda _fact: True,
        facts.MatterAnswered.type: lambda _fact: True,
        facts.CustomerInformed.type: lambda _fact: True,
        facts.CustomerNotReached.type: lambda _fact: True,
        care.CustomerCalled.type: lambda _fact: True,
        care.FirstContactStepDone.type: lambda _fact: True,
        care.ScopeSet.type: lambda fact: bool(fact.unit),
        tasks.TaskDone.type: lambda _fact: True,
        facts.StageReached.type: lambda fact: bool(fact.note),
        facts.ClockPaused.type: lambda fact: bool(fact.note),
        facts.HandedOver.type: lambda fact: bool(fact.told),
    }
)


def is_word(fact: Fact) -> bool:
    """Whether this is a word: a note, the answer, a task's result, a call to the customer, an act with what was said.

    Passing work on, sending it back, a stage or a pause without a note, papers and corrections are none.
    """
    said = _WORDS.get(fact.type)
    return said is not None and said(fact)
