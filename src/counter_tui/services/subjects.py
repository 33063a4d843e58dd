"""Finding what an id from a screen or the shell means: the subject of its facts, and what these tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from counter_tui.db import ledger
from counter_tui.db.store import Reading
from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.base import Recorded, Subject

Known = TypeVar("Known")


def subject_of(kind: str, hex_id: str, code: str) -> Subject:
    """The subject of this kind with this id (hex). Raises RuleBroken(``code``) for what is no id."""
    try:
        return Subject(kind, bytes.fromhex(hex_id))
    except ValueError:
        raise RuleBroken(code) from None


def known_of(
    connection: Reading, subject: Subject, fold: Callable[[Iterable[Recorded]], Known | None], code: str
) -> Known:
    """What the facts of this subject tell. Raises RuleBroken(``code``) where they tell nothing."""
    known = fold(ledger.facts_of(connection, subject))
    if known is None:
        raise RuleBroken(code)
    return known
