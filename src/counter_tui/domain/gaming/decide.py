"""What may be done with flags and samples: a lead other than the clerk looks into them, the head into a lead's."""

from __future__ import annotations

from collections.abc import Iterable

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.gaming import CallOutcome, Finding, FlagChecked, SampleCalled
from counter_tui.domain.gaming.calls import AGAINST
from counter_tui.domain.gaming.state import Looked
from counter_tui.domain.gaming.visits import Flag, Visit
from counter_tui.domain.matter.context import Context
from counter_tui.domain.staff.absence import Colleague
from counter_tui.domain.staff.roles import require
from counter_tui.domain.typed import words_within

RATED: tuple[CallOutcome, ...] = ("confirmed", "denied", "other_level", "told")
UNRATED: tuple[CallOutcome, ...] = ("let_be", "kept")
"""What a customer can say who rated, and who did not."""
LONGEST = 200
"""Characters of what is said of a check or a call."""


def is_for_head(clerk: str, people: Iterable[Colleague]) -> bool:
    """Whether a flag about this person is the head's to look into: it is about a lead, and there is a head here.

    Leads take the shift from one another, so neither looks into the other's ratings.
    """
    known = tuple(people)
    led = any(each.staff_no == clerk and each.role == "lead" for each in known)
    return led and any(each.role == "head" and each.present for each in known)


def decide_check(
    context: Context,
    month: str,
    flags: Iterable[Flag],
    looked: Looked,
    clerk: str,
    rule: str,
    version: str,
    finding: Finding,
    words: str,
    *,
    for_head: bool = False,
) -> FlagChecked | None:
    """Say what was found behind a flag; None where the same was said of it already.

    ``for_head``: it is the head's to look into, see ``is_for_head``. Raises RuleBroken("flag_unknown"), "flag_own",
    "flag_of_lead", "flag_words_missing", "reason_too_long" or "not_allowed".
    """
    require(context.actor, "lead_matter")
    flag = next((each for each in flags if (each.clerk, each.rule) == (clerk, rule)), None)
    if flag is None:
        raise RuleBroken("flag_unknown")
    if context.actor.staff_no == clerk:
        raise RuleBroken("flag_own")
    if for_head and context.actor.role != "head":
        raise RuleBroken("flag_of_lead")
    words = words_within(words, LONGEST)
    if not words:
        raise RuleBroken("flag_words_missing")
    known = looked.check_of(flag)
    if known is not None and (known.finding, known.words, known.by) == (
        finding,
        words,
        context.actor.staff_no,
    ):
        return None
    return FlagChecked(
        month=month,
        clerk=clerk,
        rule=rule,
        rules=version,
        rows=len(flag.visits),
        finding=finding,
        words=words,
    )


def decide_called(
    context: Context,
    month: str,
    drawn: Iterable[Visit],
    looked: Looked,
    visit: str,
    outcome: CallOutcome,
    words: str,
    level: int = 0,
) -> SampleCalled:
    """Keep what a customer said who was called about a visit that had been drawn.

    Who did not rate is asked how content he was (``level``). What speaks against a rating needs words. Raises
    RuleBroken("sample_unknown"), "sample_own", "sample_called", "sample_outcome", "flag_words_missing",
    "reason_too_long" or "not_allowed".
    """
    require(context.actor, "lead_matter")
    token = next((each for each in drawn if each.visit == visit), None)
    if token is None:
        raise RuleBroken("sample_unknown")
    if context.actor.staff_no == token.clerk:
        raise RuleBroken("sample_own")
    known = looked.calls.get(visit)
    if known is not None and known.outcome != "not_reached":
        raise RuleBroken("sample_called")
    if outcome not in answers(token) or bool(level) != (outcome in UNRATED) or level not in range(6):
        raise RuleBroken("sample_outcome")
    words = words_within(words, LONGEST)
    if not words and outcome in AGAINST:
        raise RuleBroken("flag_words_missing")
    return SampleCalled(
        month=month, visit=visit, clerk=token.clerk, outcome=outcome, words=words, level=level
    )


def answers(visit: Visit) -> tuple[CallOutcome, ...]:
    """What can come of a call about this visit."""
    return (*(RATED if visit.rated else UNRATED), "not_reached")
