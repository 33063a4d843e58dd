"""``stats ratings``: the ratings of a month as a table, as one JSON object, or as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from counter_tui.cli.acting import actor_of
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.cli.written import write_out
from counter_tui.domain.ratings_month.models import DIVISIONS
from counter_tui.i18n import _

if TYPE_CHECKING:
    from counter_tui.bootstrap import Services
    from counter_tui.domain.ratings_month.award import Award
    from counter_tui.domain.ratings_month.models import Figures, SeriesMonth
    from counter_tui.services.views.rating_stats import LocalColumn, RatingMonth


def run(services: Services, options: Options) -> None:
    """The figures of the month that was asked for, this month by default."""
    actor, stats, month = actor_of(services, options), services.rating_stats, options.month or ""
    if options.xlsx or options.pdf:
        make = stats.xlsx if options.xlsx else stats.pdf
        path = write_out(options, options.xlsx or options.pdf, make(actor, month))
        remark(_("Sheet in {where}").format(where=path))
    elif options.json:
        say_object(as_object(stats.month(actor, month)))
    else:
        say(stats.text(actor, month).rstrip("\n"))


def as_object(view: RatingMonth) -> dict[str, Any]:
    """The month as plain values; ``docs/cli.md`` says what each is."""
    return {
        "month": view.month,
        "first": view.first.isoformat(),
        "last": view.last.isoformat(),
        "over": view.over,
        "made_at": view.made_at.isoformat(timespec="seconds"),
        "conditions": {"least": view.conditions.least, "coverage": view.conditions.coverage},
        "series": [_series(each) for each in view.series],
        "places": [
            {
                "clerk": each.clerk,
                "name": view.people.get(each.clerk, ""),
                "rank": each.rank,
                "missing": each.missing,
            }
            for each in view.places
        ],
        "best": view.best.clerk if view.best else None,
        "award": _award(view.award),
        "local": _local(view.local),
    }


def _series(month: SeriesMonth) -> dict[str, Any]:
    return {
        "series": month.series,
        "all": figures(month.whole.figures),
        **{
            f"{division}s": [{division: each.key, **figures(each.figures)} for each in month.by(division)]
            for division in DIVISIONS
        },
    }


def figures(told: Figures) -> dict[str, Any]:
    """The figures of a group as plain values, the levels by their numbers."""
    plain: dict[str, Any] = to_builtins(told)
    return {**plain, "levels": dict(zip("54321", told.levels, strict=True))}


def _award(award: Award | None) -> dict[str, Any] | None:
    if award is None:
        return None
    given = award.given
    return {
        "clerk": given.clerk,
        "proposed_by": given.proposed_by,
        "confirmed_by": award.by,
        "words": given.words or None,
        "months_in_a_row": award.row,
        "streak": award.streak,
    }


def _local(local: LocalColumn | None) -> dict[str, Any] | None:
    if local is None:
        return None
    return {
        "rule": local.rule,
        "level": local.default.level,
        "days": local.default.days,
        "working_days": local.default.working,
        "all": to_builtins(local.whole),
        "clerks": [{"clerk": clerk, **to_builtins(told)} for clerk, told in local.clerk.items()],
    }
