"""What the domain says when something is not allowed or does not fit."""

from __future__ import annotations

from collections.abc import Callable


class RuleBroken(Exception):
    """A rule forbids this; nothing was written.

    ``code`` names the rule in snake case; ``facts`` are the values a person needs to see in the words that
    explain it. The words are made by ``services.wording``; nothing here is shown as it is.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return self.code


def allowed(trial: Callable[[], object]) -> bool:
    """Whether no rule forbids what is tried."""
    try:
        trial()
    except RuleBroken:
        return False
    return True
