"""The best clerk of a month: who may be named, who confirms it, and three months in a row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.awards import AwardFigures, AwardGiven
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.matter.context import Context
from counter_tui.domain.ratings_month.figures import wilson_bounds
from counter_tui.domain.ratings_month.models import days_of_month, month_before
from counter_tui.domain.ratings_month.rank import Place, best
from counter_tui.domain.staff.roles import Actor, require
from counter_tui.domain.text import fold_prose

IN_A_ROW = 3
"""So many months in a row are told once."""
LONGEST = 200
"""Characters of the words about a clerk who is not the first."""


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
    """The best clerks by month, as the facts tell; the first fact of a month counts, the later ones change nothing."""
    given: dict[str, Recorded] = {}
    for entry in sorted(recorded, key=lambda each: each.order):
        if isinstance(entry.fact, AwardGiven):
            given.setdefault(entry.fact.month, entry)
    made: dict[str, Award] = {}
    for month in sorted(given):
        fact, before = given[month].fact, made.get(month_before(month))
        assert isinstance(fact, AwardGiven)
        row = before.row + 1 if before is not None and before.given.clerk == fact.clerk else 1
        made[month] = Award(fact, given[month].actor, row)
    return made


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
    first, words = best(found), fold_prose(words)
    if first is not None and first.clerk != clerk and not words:
        raise RuleBroken("award_words_missing")
    if len(words) > LONGEST:
        raise RuleBroken("reason_too_long", longest=LONGEST)
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
