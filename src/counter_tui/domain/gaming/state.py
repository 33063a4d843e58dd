"""What people found of a month's flags and samples. Total: a fact that does not fit changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.gaming import CallOutcome, Finding, FlagChecked, SampleCalled
from counter_tui.domain.gaming.visits import Called, Flag


class Checked(Struct, frozen=True):
    """The last time somebody looked into a flag."""

    finding: Finding
    words: str
    rules: str
    rows: int
    by: str
    at: datetime


class SampleCall(Struct, frozen=True):
    """A call to a customer; the last one that reached him counts."""

    clerk: str
    outcome: CallOutcome
    words: str
    by: str
    at: datetime
    tries: int
    level: int = 0


class Looked(Struct, frozen=True):
    """What is known of a month: checks by clerk and rule, calls by visit (hex), and the newest fact's hash."""

    checks: Mapping[tuple[str, str], Checked]
    calls: Mapping[str, SampleCall]
    head: bytes = b""

    def check_of(self, flag: Flag) -> Checked | None:
        """The check of this flag, unless more has come to stand behind it since."""
        known = self.checks.get((flag.clerk, flag.rule))
        return known if known is not None and len(flag.visits) <= known.rows else None

    def barred(self, flags: Iterable[Flag]) -> frozenset[str]:
        """The clerks whose month is out of the award: a flag is not settled, or was found manipulated.

        What was found manipulated stays so, whatever the rules of a later version raise.
        """
        found = {clerk for (clerk, _rule), each in self.checks.items() if each.finding == "manipulated"}
        for flag in flags:
            known = self.check_of(flag)
            if known is None or known.finding != "clean":
                found.add(flag.clerk)
        return frozenset(found)

    def called(self) -> tuple[Called, ...]:
        """What the customers said, as the rules look at it."""
        return tuple(
            Called(visit, each.clerk, each.outcome, each.level) for visit, each in self.calls.items()
        )


def fold(recorded: Iterable[Recorded]) -> Looked:
    """What the facts of one month tell, whatever order they come in."""
    checks: dict[tuple[str, str], Checked] = {}
    calls: dict[str, SampleCall] = {}
    head = b""
    for entry in sorted(recorded, key=lambda each: each.order):
        fact, head = entry.fact, entry.fact_id
        if isinstance(fact, FlagChecked):
            checks[(fact.clerk, fact.rule)] = Checked(
                fact.finding, fact.words, fact.rules, fact.rows, entry.actor, entry.at
            )
        elif isinstance(fact, SampleCalled):
            before = calls.get(fact.visit)
            if before is None or before.outcome == "not_reached":
                tries = before.tries + 1 if before else 1
                calls[fact.visit] = SampleCall(
                    fact.clerk, fact.outcome, fact.words, entry.actor, entry.at, tries, fact.level
                )
    return Looked(checks, calls, head)
