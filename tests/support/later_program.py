"""A later program: it knows a new kind of fact, a new version of one, and a new field of another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import MappingProxyType
from typing import ClassVar

import pytest

from counter_centre import judge
from counter_tui.db import ledger
from counter_tui.db.travel import in_step
from counter_tui.domain.facts.base import Fact
from counter_tui.domain.facts.matter import MatterCorrected
from counter_tui.domain.facts.registry import FACT_TYPES, UPCASTERS


class LoudNote(Fact, frozen=True, kw_only=True):
    """A note in its second version: its words have another name, and it says how loud they were."""

    type: ClassVar[str] = "NoteAdded"
    version: ClassVar[int] = 2

    words: str
    loud: bool


class WitnessedCorrection(MatterCorrected, frozen=True, kw_only=True):
    """A correction of the same version with a field more."""

    witness: str = ""


class KettleBoiled(Fact, frozen=True, kw_only=True):
    """A kind of fact nobody had thought of."""

    type: ClassVar[str] = "KettleBoiled"

    cups: int


LATER = (LoudNote, WitnessedCorrection, KettleBoiled)


@contextmanager
def later_program() -> Iterator[None]:
    """Whatever reads facts meanwhile is of the later program, at a PC and at the centre."""
    types = MappingProxyType({**FACT_TYPES, **{fact.type: fact for fact in LATER}})
    steps = {**UPCASTERS, ("NoteAdded", 1): lambda values: {"words": values["text"], "loud": False}}
    with pytest.MonkeyPatch.context() as to:
        for module in (ledger, in_step, judge):
            to.setattr(module, "FACT_TYPES", types)
            to.setattr(module, "UPCASTERS", MappingProxyType(steps))
        yield
