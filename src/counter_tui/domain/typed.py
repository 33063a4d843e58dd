"""What somebody typed for others to read, as a fact takes it."""

from __future__ import annotations

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.text import fold_prose


def words_within(typed: str, longest: int) -> str:
    """The words, folded, of at most so many characters. Raises RuleBroken("reason_too_long")."""
    words = fold_prose(typed)
    if len(words) > longest:
        raise RuleBroken("reason_too_long", longest=longest)
    return words
