"""Charts of letters, for whoever would rather look than read: ASCII in the plain look, and none needs colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING

from counter_tui.i18n import _, language
from counter_tui.screens.sheet import Lines
from counter_tui.widgets.cells import pad, width
from counter_tui.widgets.roles import Piece, Role

if TYPE_CHECKING:
    from counter_tui.domain.brief.models import Brief, Point
    from counter_tui.services.brief.service import BriefView

_EIGHTHS = "▁▂▃▄▅▆▇█"
_SPARK, _SPARK_PLAIN = _EIGHTHS[:-1], "_.:-=+*#"
"""Below a whole cell: two lines of signs one above the other stay two."""
_HIGH = 4
"""Lines of a chart of columns."""
_MOST_KINDS = 6
_LABEL, _LONGEST = 14, 30
_LEFT = 38
"""Cells of the chart at the left, where another has room beside it."""


def spark(values: Sequence[int | None], plain: bool, top: int | None = None) -> str:
    """One sign for each value, the higher the fuller; a blank where there is none.

    ``top`` is what fills a sign, else the greatest of them does. What is below it never looks full, and what is above 0
    never looks empty.
    """
    signs = _SPARK_PLAIN if plain else _SPARK
    most = top or max((each for each in values if each is not None), default=0)
    return "".join(" " if each is None else signs[_level(each, most, len(signs) - 1)] for each in values)


def _level(value: int, most: int, levels: int) -> int:
    """Of so many levels the one of a value."""
    if value <= 0 or most <= 0:
        return 0
    return max(1, min(value, most) * levels // most)


def upright(values: Sequence[int], plain: bool, high: int = _HIGH, wide: int = 2) -> list[str]:
    """Columns side by side over so many lines, the uppermost line first."""
    levels, most = (1, "#") if plain else (8, "█"), max(values, default=0)
    steps = [max(1, each * high * levels[0] // most) if each > 0 and most else 0 for each in values]
    return [
        "".join(_cell(step - line * levels[0], levels[0], plain).ljust(wide) for step in steps).rstrip()
        for line in reversed(range(high))
    ]


def _cell(step: int, levels: int, plain: bool) -> str:
    """What of a column lies in a line, of so many steps."""
    if step <= 0:
        return " "
    if plain:
        return "#"
    return _EIGHTHS[min(step, levels) - 1]


def bars(named: Sequence[tuple[str, int]], cells: int, plain: bool) -> Lines:
    """A line for each name: a bar as long as its number is high, and the number."""
    most = max((count for _name, count in named), default=0)
    room = max(min(cells - _LABEL - 6, _LONGEST), 4)
    sign = "#" if plain else "▆"
    return [
        [
            Piece(pad(name, _LABEL - 1) + " ", "secondary"),
            Piece(sign * max(1, count * room // most) + " ", "accent"),
            Piece(str(count), "text"),
        ]
        for name, count in named
        if count
    ]


def charts(view: BriefView, points: Sequence[Point], zone: tzinfo, cells: int, plain: bool) -> Lines:
    """All charts of a brief: where there is room the hours beside the days, else one below the other."""
    days, hours = _accepted(points, plain), _hours(view.brief, zone, plain)
    wide = cells >= 2 * _LEFT
    lines = _beside(days, hours) if wide else days
    lines += [[], _share(_("Promises kept"), [each.kept_percent for each in points], plain)]
    lines += [_share(_("Visits rated"), [each.rated_percent for each in points], plain)]
    kinds = [(_kind(view, code), count) for code, count in view.brief.figure("accepted").groups]
    if kinds:
        lines += [[], _title(_("Accepted by kind")), *bars(kinds[:_MOST_KINDS], cells, plain)]
    return lines if wide or not hours else [*lines, [], *hours]


def _beside(left: Lines, right: Lines) -> Lines:
    """Two charts side by side, ending on the same line."""
    high = max(len(left), len(right))
    above: Lines = [[] for _line in range(high - len(left))] + left
    beside: Lines = right[:1] + [[] for _line in range(high - len(right))] + right[1:]
    return [
        [*line, Piece(" " * (_LEFT - sum(width(piece.text) for piece in line))), *other]
        for line, other in zip(above, beside, strict=True)
    ]


def _kind(view: BriefView, code: str) -> str:
    return view.kinds[code].say(language()) if code in view.kinds else code


def _title(words: str, remark: str = "") -> list[Piece]:
    return [Piece(words, "heading"), Piece(f"  {remark}" if remark else "", "quiet")]


def _accepted(points: Sequence[Point], plain: bool) -> Lines:
    values = [each.accepted for each in points]
    remark = _("last {count}, most {most}").format(count=len(points), most=max(values, default=0))
    lines = [_title(_("Accepted each day"), remark)]
    lines += [[Piece(line, "accent")] for line in upright(values, plain)]
    if points:
        ends = (f"{points[0].first:%m-%d}", f"{points[-1].first:%m-%d}")
        gap = max(2 * len(points) - sum(map(width, ends)) - 1, 1)
        lines.append([Piece(ends[0] + " " * gap + ends[1], "quiet")])
    return lines


def _share(name: str, values: Sequence[int | None], plain: bool) -> list[Piece]:
    """A share of a hundred on each of the days, with its last one."""
    last = values[-1] if values else None
    role: Role = "soon" if last is not None and last < 100 else "text"
    said = _("none") if last is None else f"{last}%"
    return [
        Piece(pad(name, _LABEL), "heading"),
        Piece(spark(values, plain, 100) + "  ", "accent"),
        Piece(said, role),
    ]


def _hours(brief: Brief, zone: tzinfo, plain: bool) -> Lines:
    """How many came in each hour of the days the brief looks back at."""
    came = [
        row.at.astimezone(zone).hour
        for code in ("accepted", "enquiries")
        for row in brief.figure(code).rows or ()
        if row.at
    ]
    if not came:
        return []
    count = Counter(came)
    hours = range(min(came), max(came) + 1)
    values = [count[hour] for hour in hours]
    lines: Lines = [_title(_("By the hour"), _("most {most}").format(most=max(values)))]
    lines += [[Piece(line, "accent")] for line in upright(values, plain, high=3, wide=3)]
    return [*lines, [Piece("".join(f"{hour:<3}" for hour in hours).rstrip(), "quiet")]]
