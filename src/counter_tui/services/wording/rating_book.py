"""A month of ratings as a workbook: the table, and for each division its figures as numbers with a chart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from counter_tui.domain.ratings_month.models import LEVELS, Division, Figures, Group
from counter_tui.domain.sheet.paper import Table
from counter_tui.i18n import _
from counter_tui.services.tables.charts import BarChart
from counter_tui.services.tables.writing import Value
from counter_tui.services.views.rating_stats import RatingMonth
from counter_tui.services.wording.rating_stats import (
    local_of,
    say_division,
    say_group,
    say_month_sheet,
    say_place,
)

_SHOWN: tuple[Division, ...] = ("clerk", "kind", "hour", "counter")
_FLAT: frozenset[Division] = frozenset({"clerk", "kind"})
_COVERAGE, _GOOD = "G", "H"
"""The columns of the two shares that are drawn."""

Sheet = tuple[str, list[list[Value]]]


def book(view: RatingMonth, zone: tzinfo) -> tuple[list[Sheet], list[BarChart]]:
    """The sheets of the workbook, and the charts on them."""
    table = say_month_sheet(view, zone)
    sheets: list[Sheet] = [(table.title, list(_first(table)))]
    charts = []
    for division in _SHOWN:
        groups = _in_order(view, division)
        if not groups:
            continue
        name = say_division(division)
        sheets.append((name, [_head(view), *(_row(view, division, each) for each in groups)]))
        charts.append(_chart(name, len(sheets), len(groups), flat=division in _FLAT))
    return sheets, charts


def _chart(name: str, sheet: int, count: int, *, flat: bool) -> BarChart:
    return BarChart(
        sheet=sheet,
        name=name,
        title=name,
        first=2,
        last=count + 1,
        columns=((_COVERAGE, _("Coverage")), (_GOOD, _("5 and 4"))),
        flat=flat,
        row=count + 3,
    )


def _first(table: Table) -> Iterator[list[Value]]:
    yield [table.station]
    yield [table.title]
    for said in table.said:
        yield [said]
    yield ["", *table.head.days, table.head.total, table.head.note]
    for part in table.parts:
        yield [part.heading]
        for line in part.lines:
            yield [line.label, *line.days, line.total, line.note]
    for note in (*table.notes, table.foot):
        yield [note]


def _in_order(view: RatingMonth, division: Division) -> tuple[Group, ...]:
    groups = view.of("counter").by(division)
    if division != "clerk":
        return groups
    known = {each.key: each for each in groups}
    return tuple(known[place.clerk] for place in view.places)


def _head(view: RatingMonth) -> list[Value]:
    return [
        "",
        _("Rank"),
        _("To rate"),
        _("Given"),
        _("Low"),
        _("Average level"),
        f"{_('Coverage')} %",
        f"{_('5 and 4')} %",
        f"{_('With 3')} %",
        _("from %"),
        _("to %"),
        *map(str, LEVELS),
        *((f"{_('Local*')} %",) if view.local else ()),
    ]


def _row(view: RatingMonth, division: Division, group: Group) -> list[Value]:
    told: Figures = group.figures
    places = {each.clerk: each for each in view.places}
    rank: Value = None
    if division == "clerk":
        place = places[group.key]
        rank = place.rank if place.rank is not None else say_place(place)
    local = local_of(view, group, division)
    return [
        say_group(view, division, group.key),
        rank,
        told.armed,
        told.rated,
        told.low,
        told.mean,
        told.coverage,
        told.good,
        told.good_or_fair,
        told.between.low if told.between else None,
        told.between.high if told.between else None,
        *told.levels,
        *((local.good if local else None,) if view.local else ()),
    ]
