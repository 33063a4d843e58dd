"""Who did best in a month: by the lower end of the interval, so that small numbers do not win."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from counter_tui.domain.ratings_month.figures import wilson_bounds
from counter_tui.domain.ratings_month.models import Figures, Group

Missing = Literal["too_few", "coverage", "recovery_open", "flag_unchecked"]
"""Why a clerk cannot be the best of a month: too few ratings, too many visits without one, a low rating that is not
made good, a flag nobody has checked or that was found true."""


class Conditions(Struct, frozen=True):
    """What the best clerk of a month needs: so many ratings, so great a share of visits rated (of a hundred)."""

    least: int = 30
    coverage: int = 60


class Place(Struct, frozen=True):
    """A clerk in a month: his rank from 1 on, None where there are too few ratings, and what he lacks."""

    clerk: str
    figures: Figures
    rank: int | None
    missing: tuple[Missing, ...]


def places(
    clerks: Sequence[Group],
    conditions: Conditions,
    recovering: Collection[str],
    flagged: Collection[str],
) -> tuple[Place, ...]:
    """Everybody in order: who has ratings enough by rank, then the others by their staff numbers.

    ``recovering`` are those with a low rating that is not made good, ``flagged`` those whom a flag keeps out.
    """
    enough = sorted((each for each in clerks if each.figures.rated >= conditions.least), key=_worth)
    few = [each for each in clerks if each.figures.rated < conditions.least]
    ranks: list[int | None] = [*range(1, len(enough) + 1), *([None] * len(few))]
    return tuple(
        Place(each.key, each.figures, rank, _missing(each, conditions, recovering, flagged))
        for each, rank in zip([*enough, *few], ranks, strict=True)
    )


def best(found: Sequence[Place]) -> Place | None:
    """The first who lacks nothing."""
    return next((each for each in found if each.rank is not None and not each.missing), None)


def as_seen_by(found: Sequence[Place], staff_no: str) -> tuple[Place, ...]:
    """The places as somebody sees them: nobody learns of a flag about himself before it is settled."""
    return tuple(
        replace(each, missing=tuple(code for code in each.missing if code != "flag_unchecked"))
        if each.clerk == staff_no
        else each
        for each in found
    )


def _worth(group: Group) -> tuple[float, float, int, str]:
    """What sorts the better clerk before the other; who was rated more often goes before who was not."""
    told = group.figures
    bound = wilson_bounds(told.well, told.rated)[0] if told.rated else 0.0
    return (-bound, -(told.mean or 0), -told.rated, group.key)


def _missing(
    group: Group, conditions: Conditions, recovering: Collection[str], flagged: Collection[str]
) -> tuple[Missing, ...]:
    told = group.figures
    lacking: tuple[tuple[Missing, bool], ...] = (
        ("too_few", told.rated < conditions.least),
        ("coverage", 100 * told.rated < conditions.coverage * told.armed),
        ("recovery_open", group.key in recovering),
        ("flag_unchecked", group.key in flagged),
    )
    return tuple(code for code, lacks in lacking if lacks)
