"""The lines of a month of ratings: one a group, the marked one in full, and the groups as a chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from counter_tui.domain.ratings_month.models import DIVISIONS, Division, Figures, Given, Group
from counter_tui.i18n import _, language
from counter_tui.screens.sheet import LABEL_CELLS, Lines, folded, labelled
from counter_tui.services.wording.rating_stats import (
    local_of,
    say_division,
    say_group,
    say_interval,
    say_levels,
    say_local,
    say_made_good,
    say_missing,
    say_percent,
    say_place,
    say_scale,
    say_series,
    say_unrated,
)
from counter_tui.services.wording.ratings import say_level, say_token_state
from counter_tui.widgets.cells import pad, width
from counter_tui.widgets.fact_table import Column, Row
from counter_tui.widgets.roles import Piece, Role

if TYPE_CHECKING:
    from counter_tui.domain.catalogue.ratings import RatingScale
    from counter_tui.services.views.rating_stats import RatingMonth

Way = Division | Literal["result", "series"]
WAYS: tuple[Way, ...] = (*DIVISIONS, "result", "series")
"""By what the lines are divided, in the order of their digits."""
_STATES = ("declined", "timed_out", "device_down", "unexplained", "armed")
_NAME = {"zh": 14, "en": 12}
_LONGEST, _SHORTEST = 44, 8
"""Cells of a bar."""
ALL = "all"
"""The id of the line of all visits."""


class Line(Struct, frozen=True):
    """A line: what it is called and the tokens it counts; ``group`` has its figures where it is not only a count."""

    id: str
    name: str
    tokens: tuple[Given, ...]
    group: Group | None
    rank: str = ""
    missing: tuple[str, ...] = ()


def say_way(way: Way) -> str:
    """By what the lines are divided."""
    if way == "result":
        return _("By result")
    return _("By series") if way == "series" else say_division(way)


def say_ways(chosen: Way) -> list[Piece]:
    """The digits and what each divides by, the one that is shown marked."""
    pieces = []
    for digit, way in enumerate(WAYS, start=1):
        role: Role = "heading" if way == chosen else "quiet"
        pieces.append(Piece(f"{digit} {say_way(way)}  ", role))
    return pieces


def lines_of(view: RatingMonth, way: Way, scale: RatingScale) -> tuple[Line, ...]:
    """The line of all visits at the counter, and one a group."""
    counter = view.of("counter")
    first = Line(ALL, _("All visits"), counter.whole.tokens, counter.whole)
    if way == "series":
        return tuple(
            Line(each.series, say_series(each.series), each.whole.tokens, each.whole) for each in view.series
        )
    if way == "result":
        return (first, *_results(counter.whole.tokens, scale))
    if way == "clerk":
        groups = {each.key: each for each in counter.clerk}
        return (first, *(_clerk(view, groups[each.clerk], place) for place, each in enumerate(view.places)))
    groups_of = counter.by(way)
    return (first, *(Line(each.key, say_group(view, way, each.key), each.tokens, each) for each in groups_of))


def _clerk(view: RatingMonth, group: Group, place: int) -> Line:
    found = view.places[place]
    name = say_group(view, "clerk", group.key)
    return Line(group.key, name, group.tokens, group, say_place(found), found.missing)


def _results(tokens: Sequence[Given], scale: RatingScale) -> list[Line]:
    """How often each level was pressed, and what became of the others."""
    made = []
    for level in (5, 4, 3, 2, 1):
        said = tuple(each for each in tokens if each.level == level and each.state == "rated")
        made.append(Line(str(level), f"{level} {say_level(scale, level)}", said, None))
    for state in _STATES:
        left = tuple(each for each in tokens if each.state == state)
        made.append(Line(state, say_token_state(state), left, None))
    return made


def columns(way: Way) -> tuple[Column, ...]:
    """What each line says; the first heading, by what they are divided."""
    chinese = language() == "zh"
    if way == "result":
        return (Column(say_way(way), 30), Column(_("Times"), 7, "right"), Column(_("Share"), 8, "right"))
    return (
        Column(say_way(way), _NAME[language()], most=30),
        Column(_("To rate"), 5 if chinese else 7, "right"),
        Column(_("Given"), 5, "right"),
        Column(_("Coverage"), 7 if chinese else 8, "right"),
        Column(_("5 and 4"), 7, "right"),
        Column(_("Low"), 4, "right"),
        Column(_("95% between"), 11, "right"),
        Column(_("Rank"), 6 if chinese else 7, "right"),
    )


def rows(way: Way, lines: Sequence[Line]) -> list[Row]:
    """The lines as rows of the table; of results each is counted among all visits."""
    if way != "result":
        return [_figured(line, line.group.figures) for line in lines if line.group is not None]
    whole = len(lines[0].tokens)
    return [_counted(line, whole) for line in lines]


def _counted(line: Line, whole: int) -> Row:
    count = len(line.tokens)
    share = say_percent(100 * count / whole if whole else None)
    return Row(line.id, (line.name, Piece(str(count), "strong"), Piece(share, "secondary")))


def _figured(line: Line, told: Figures) -> Row:
    low: Role = "soon" if told.low else "text"
    return Row(
        line.id,
        (
            line.name,
            str(told.armed),
            str(told.rated),
            say_percent(told.coverage),
            Piece(say_percent(told.good), "strong"),
            Piece(str(told.low), low),
            Piece(say_interval(told.between), "secondary"),
            Piece(line.rank, "secondary"),
        ),
    )


def in_full(view: RatingMonth, way: Way, line: Line, cells: int) -> Lines:
    """Everything known of a line."""
    group = line.group
    if group is None:
        whole = len(view.of("counter").whole.tokens)
        said = _("{count} of {whole} visits").format(count=len(line.tokens), whole=whole)
        return [[Piece(f"{line.name}   ", "secondary"), Piece(said)]] if line.tokens else []
    told, room = group.figures, cells - LABEL_CELLS
    series = (
        view.series[0].series if way != "series" else group.tokens[0].series if group.tokens else "counter"
    )
    parts = [
        (_("Levels"), say_levels(told), "text"),
        (_("Customs"), _customs(told), "text"),
        (_("Level"), say_scale(told), "text"),
        (_("Not rated"), say_unrated(told), "text"),
        (_("Low ones"), say_made_good(told), "soon" if told.low else "text"),
    ]
    division = None if line.id == ALL or way == "series" else way
    local = local_of(view, group, division if division != "result" else None, series)
    if local is not None and view.local is not None:
        words = _("{share} (only shown; {rule})")
        parts.append(
            (
                _("Local"),
                words.format(share=say_percent(local.good), rule=say_local(view.local.rule)),
                "quiet",
            )
        )
    if line.missing:
        parts.append((_("Lacks"), say_missing(line.missing), "soon"))
    made: Lines = []
    for label, text, role in parts:
        made += labelled(label, folded(text, room, role))  # type: ignore[arg-type]
    return made


def _customs(told: Figures) -> str:
    return _("5 and 4: {good}; with 3: {fair}").format(
        good=say_percent(told.good), fair=say_percent(told.good_or_fair)
    )


def chart(way: Way, lines: Sequence[Line], cells: int, plain: bool) -> Lines:
    """The lines as a chart; it can be read without colour."""
    lines = [each for each in lines if (each.group is None) == (way == "result")]
    tail = max((width(said) for line in lines for said in _tails(line)), default=0)
    label = min(max((width(each.name) for each in lines), default=0) + 1, max(cells - tail - _SHORTEST, 8))
    room = max(min(cells - label - tail, _LONGEST), _SHORTEST)
    if way == "result":
        return _counts(lines, label, room, plain)
    made: Lines = [[Piece(say_way(way), "heading")]]
    made += folded(_("Share of 5 and 4, between the ends of the interval"), cells, "quiet")
    made.append([Piece(" " * label + pad("0", room // 2) + pad("50", room - room // 2) + "100%", "quiet")])
    for line in lines:
        assert line.group is not None
        told = line.group.figures
        drawn, said = _between(told, room, plain), _tails(line)[0]
        made.append(
            [Piece(pad(line.name, label - 1) + " ", "secondary"), Piece(drawn, "accent"), Piece(said)]
        )
    made.append([])
    made.append([Piece(_("Visits rated, of a hundred"), "heading")])
    for line in lines:
        assert line.group is not None
        told = line.group.figures
        made.append(
            [
                Piece(pad(line.name, label - 1) + " ", "secondary"),
                Piece(pad(_bar(told.coverage or 0, 100, room, plain), room), "accent"),
                Piece(_tails(line)[1]),
            ]
        )
    return made


def _tails(line: Line) -> tuple[str, ...]:
    """What stands behind the bars of a line."""
    if line.group is None:
        return (f"   {len(line.tokens)}",)
    told = line.group.figures
    good = f" {say_percent(told.good)} ({told.rated})" if told.rated else f" {_('not rated')}"
    return (good, f" {say_percent(told.coverage)} ({told.rated}/{told.armed})")


def _between(told: Figures, room: int, plain: bool) -> str:
    """The interval as a line on which the share stands; the fewer ratings, the longer it is."""
    if told.between is None or told.good is None:
        return " " * room
    line, point = ("-", "#") if plain else ("─", "■")

    def place(share: float) -> int:
        return min(int(share * room / 100), room - 1)

    low, high = place(told.between.low), place(told.between.high)
    drawn = [" "] * low + [line] * (high - low + 1) + [" "] * (room - high - 1)
    drawn[place(told.good)] = point
    return "".join(drawn)


def _counts(lines: Sequence[Line], label: int, room: int, plain: bool) -> Lines:
    most = max((len(each.tokens) for each in lines), default=0)
    made: Lines = [[Piece(_("By result"), "heading")]]
    for line in lines:
        count = len(line.tokens)
        made.append(
            [
                Piece(pad(line.name, label + 1) + " ", "secondary"),
                Piece(_bar(count, most, room, plain) + " ", "accent"),
                Piece(str(count)),
            ]
        )
    return made


def _bar(value: float, most: float, room: int, plain: bool) -> str:
    cells = max(1, int(value * room / most)) if value and most else 0
    return ("#" if plain else "▆") * cells
