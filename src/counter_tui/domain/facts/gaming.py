"""What people found who looked into a month's ratings: flags checked, customers called."""

from __future__ import annotations

from typing import ClassVar, Literal

from counter_tui.domain.facts.base import Fact

Finding = Literal["clean", "manipulated", "unclear"]
"""What a lead found behind a flag."""
CallOutcome = Literal["confirmed", "denied", "other_level", "told", "let_be", "kept", "not_reached"]
"""What the customer said, or that nobody answered.

Of a good rating: he rated so, he never rated, he pressed something else, he was told what to press. Of a visit without
a rating: he let it be, or he was not asked or was kept from it.
"""


class FlagChecked(Fact, frozen=True, kw_only=True):
    """A lead other than the clerk looked into a flag of a clerk's month (``2026-11``).

    ``rules`` is the version of the rules that raised it, ``rows`` how many visits stood behind it then: with more of
    them it is open again.
    """

    type: ClassVar[str] = "FlagChecked"

    month: str
    clerk: str
    rule: str
    rules: str
    rows: int
    finding: Finding
    words: str


class SampleCalled(Fact, frozen=True, kw_only=True):
    """A customer whose good rating, or visit without one, had been drawn was called; ``clerk`` had served him.

    ``visit`` (hex) is the token's. ``level`` is how content he says he was, where he had not rated; else 0.
    """

    type: ClassVar[str] = "SampleCalled"
    personal: ClassVar[frozenset[str]] = frozenset({"words"})

    month: str
    visit: str
    clerk: str
    outcome: CallOutcome
    words: str = ""
    level: int = 0
