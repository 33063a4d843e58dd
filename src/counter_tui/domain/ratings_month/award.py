"""The best clerk of a month: who may be named, who confirms it, how it is withdrawn, and three months in a row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.awards import AwardFigures, AwardGiven, AwardWithdrawn
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.matter.context import Context
from counter_tui.domain.ratings_month.figures import wilson_bounds
from counter_tui.domain.ratings_month.models import days_of_month, month_before
from counter_tui.domain.ratings_month.rank import Place, best
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.typed import words_within

IN_A_ROW = 3
"""So many months in a row are told once."""
LONGEST = 200
"""Characters of the words about a clerk who is not the first, or whose naming is withdrawn."""


class Award(Struct, frozen=True):
    """Who was named the best of a month, by whom; ``row`` is which month in a row it is for him, from 1 on.

    ``streak`` is the month in which three in a row are complete, and only that: the next three begin anew.
    """

    given: AwardGiven
    by: str
    row: int

    @property
    def streak(self) -> bool:
        """Whether three months in a row were completed with this one."""
        return self.row % IN_A_ROW == 0


def awards(recorded: Iterable[Recorded]) -> Mapping[str, Award]:
    """The best clerks by month, as the facts tell; a later naming of a month counts only after a withdrawal."""
    given: dict[str, Recorded] = {}
    for entry in sorted(recorded, key=lambda each: each.order):
        fact = entry.fact
        if isinstance(fact, AwardGiven):
            given.setdefault(fact.month, entry)
        elif isinstance(fact, AwardWithdrawn) and _clerk(given.get(fact.month)) == fact.clerk:
            del given[fact.month]
    made: dict[str, Award] = {}
    for month in sorted(given):
        fact, before = given[month].fact, made.get(month_before(month))
        assert isinstance(fact, AwardGiven)
        row = before.row + 1 if before is not None and before.given.clerk == fact.clerk else 1
        made[month] = Award(fact, given[month].actor, row)
    return made


def _clerk(entry: Recorded | None) -> str:
    return entry.fact.clerk if entry is not None and isinstance(entry.fact, AwardGiven) else ""


def withdrawn(recorded: Iterable[Recorded], month: str) -> AwardWithdrawn | None:
    """The newest withdrawal in a month, whether or not somebody was named since."""
    told = (entry.fact for entry in sorted(recorded, key=lambda each: each.order))
    taken = [fact for fact in told if isinstance(fact, AwardWithdrawn) and fact.month == month]
    return taken[-1] if taken else None


def decide_withdrawal(
    context: Context, month: str, confirmer: Actor, award: Award | None, words: str
) -> AwardWithdrawn:
    """Withdraw the naming of a month: whoever leads asks, a lead or the head confirms.

    Raises RuleBroken("not_allowed"), "award_none", "award_reason_missing" or "reason_too_long".
    """
    require(context.actor, "lead_matter")
    require(confirmer, "lead_matter")
    if award is None:
        raise RuleBroken("award_none")
    words = words_within(words, LONGEST)
    if not words:
        raise RuleBroken("award_reason_missing")
    return AwardWithdrawn(month=month, clerk=award.given.clerk, asked_by=context.actor.staff_no, words=words)


def decide_award(
    context: Context,
    month: str,
    clerk: str,
    confirmer: Actor,
    found: Sequence[Place],
    given: Collection[str],
    today: date,
    words: str = "",
) -> AwardGiven:
    """Name the best clerk of a month that is over: whoever leads proposes, a lead or the head confirms.

    Another than the first who lacks nothing is named only with words. ``given`` are the months that have one. Raises
    RuleBroken("not_allowed"), "month_not_over", "award_given", "award_own", "award_nobody" for whom nobody rated,
    "award_lacking" with ``lacks``, "award_words_missing" or "reason_too_long".
    """
    require(context.actor, "lead_matter")
    require(confirmer, "lead_matter")
    if days_of_month(month)[1] >= today:
        raise RuleBroken("month_not_over")
    if month in given:
        raise RuleBroken("award_given")
    if clerk in (context.actor.staff_no, confirmer.staff_no):
        raise RuleBroken("award_own")
    place = next((each for each in found if each.clerk == clerk), None)
    if place is None:
        raise RuleBroken("award_nobody")
    if place.missing:
        raise RuleBroken("award_lacking", lacks=place.missing)
    first, words = best(found), words_within(words, LONGEST)
    if first is not None and first.clerk != clerk and not words:
        raise RuleBroken("award_words_missing")
    told = place.figures
    return AwardGiven(
        month=month,
        clerk=clerk,
        proposed_by=context.actor.staff_no,
        figures=AwardFigures(
            armed=told.armed,
            levels=told.levels,
            lower=round(10_000 * wilson_bounds(told.well, told.rated)[0]),
            rank=place.rank or 0,
        ),
        words=words,
    )
