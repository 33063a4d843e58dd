"""What happens to anonymous comments (匿名评议): a batch is typed in, a lead settles each of them.

Nobody may find out who wrote one: a batch has the day its box was emptied and nothing nearer, and its comments stand in
an order that says nothing.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from counter_tui.domain.facts.base import Fact

Came = Literal["box", "sheets"]
"""Slips out of the box of the hall, or sheets filled in at an appraisal (评议)."""


class CommentsTaken(Fact, frozen=True, kw_only=True):
    """The comments of one batch were typed in. The order of ``words`` is not that of the slips."""

    type: ClassVar[str] = "CommentsTaken"
    personal: ClassVar[frozenset[str]] = frozenset({"words"})
    kept: ClassVar[frozenset[str]] = frozenset({"words"})

    day: date
    came: Came
    words: tuple[str, ...]


class CommentSettled(Fact, frozen=True, kw_only=True):
    """A lead dealt with one comment of the batch: the ``place``-th, from 1; ``words`` say how."""

    type: ClassVar[str] = "CommentSettled"
    personal: ClassVar[frozenset[str]] = frozenset({"words"})
    kept: ClassVar[frozenset[str]] = frozenset({"words"})

    place: int
    words: str
