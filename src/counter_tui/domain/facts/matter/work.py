"""What happens while a matter is worked on: stages, notes, corrections, and what is looked at or taken back."""

from __future__ import annotations

from typing import ClassVar

from counter_tui.domain.facts.base import Fact
from counter_tui.domain.facts.matter.promises import PromiseGiven


class StageReached(Fact, frozen=True, kw_only=True):
    """The work reached a stage of its kind; promises that start there were given."""

    type: ClassVar[str] = "StageReached"
    personal: ClassVar[frozenset[str]] = frozenset({"note"})

    stage: str
    name_zh: str
    name_en: str
    note: str = ""
    promises: tuple[PromiseGiven, ...] = ()


class NoteAdded(Fact, frozen=True, kw_only=True):
    """Somebody wrote down something that others working on the matter need to know."""

    type: ClassVar[str] = "NoteAdded"
    personal: ClassVar[frozenset[str]] = frozenset({"text"})

    text: str


class MatterCorrected(Fact, frozen=True, kw_only=True):
    """A mistake in what was taken down was put right; both values stay."""

    type: ClassVar[str] = "MatterCorrected"
    personal: ClassVar[frozenset[str]] = frozenset({"was", "now"})

    field: str
    was: str
    now: str
    reason: str = ""


class AttentionSettled(Fact, frozen=True, kw_only=True):
    """A lead looked at a fact that had come to nothing, by its id (hex), and said what is to hold; nothing else moves.

    Two PCs that did not know of each other make such facts: the one that came later by the hybrid clock did not fit.
    """

    type: ClassVar[str] = "AttentionSettled"
    personal: ClassVar[frozenset[str]] = frozenset({"words"})

    fact: str
    words: str


class ActUndone(Fact, frozen=True, kw_only=True):
    """The act recorded just before was taken back within the time allowed; it counts as not done."""

    type: ClassVar[str] = "ActUndone"

    undone: str


class DetailsShown(Fact, frozen=True, kw_only=True):
    """The customer's full particulars were shown to somebody: why, and which of them; never what they are.

    ``reason`` is a code of ``domain.revealing``; the own words of ``own`` stand in ``words``.
    """

    type: ClassVar[str] = "DetailsShown"
    personal: ClassVar[frozenset[str]] = frozenset({"words"})

    reason: str
    words: str = ""
    fields: tuple[str, ...] = ()
