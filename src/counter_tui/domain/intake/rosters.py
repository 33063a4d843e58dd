"""Reading rosters of some days from a table: one line a person and day, with his post and who stands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from counter_tui.domain.errors import RuleBroken
from counter_tui.domain.facts.shift import Post
from counter_tui.domain.intake.columns import Columns, line_fault
from counter_tui.domain.intake.dates import read_date
from counter_tui.domain.intake.folding import as_text, plain
from counter_tui.domain.intake.headings import Headings
from counter_tui.domain.intake.records import Cell, RawRecord
from counter_tui.domain.text import fold_code

ROSTERS = Columns(
    {
        "day": ("日期", "值班日期", "day", "date"),
        "staff_no": ("工号", "人员工号", "staff no", "staff number"),
        "post": ("岗位", "岗", "post"),
        "stand_in": ("代值长", "stand-in", "stand in"),
    },
    ("day", "staff_no", "post"),
)
"""The columns of a table of rosters by field, with the headings that name them."""

_POSTS: Mapping[str, Post] = {
    "柜台": "counter",
    "柜员": "counter",
    "counter": "counter",
    "引导": "guide",
    "引导员": "guide",
    "guide": "guide",
    "值班": "duty",
    "备班": "duty",
    "duty": "duty",
    "on call": "duty",
    "值长": "lead",
    "lead": "lead",
}
_YES = frozenset({"是", "√", "1", "y", "yes"})
_NO = frozenset({"", "否", "0", "n", "no"})


class DayRoster(Struct, frozen=True):
    """The roster of one day: the post of each person by staff number, and who stands in for the lead."""

    day: date
    posts: Mapping[str, Post]
    stand_in: str


def read_rosters(headings: Headings, records: Iterable[RawRecord]) -> tuple[DayRoster, ...]:
    """The rosters in a table, by day.

    Raises RuleBroken("roster_line_unusable") with the first ``line`` (from 1 after the headings) and ``column`` (as the
    table calls it) that cannot be used, "roster_line_uneven" with the first ``line`` whose cells do not stand under the
    headings: nothing of the table is taken then.
    """
    posts: dict[date, dict[str, Post]] = {}
    stand_ins: dict[date, str] = {}
    for record in records:
        fault = line_fault(headings, record)
        if fault is not None and fault.code == "blank_line":
            continue
        if fault is not None:
            raise RuleBroken("roster_line_uneven", line=record.row)
        cells: dict[str, Cell] = {name: record.cells[place] for name, place in headings.columns.items()}
        day, who = _required(headings, record, cells)
        stands_in = _word(cells, "stand_in")
        post = _word(cells, "post")
        known = posts.setdefault(day, {})
        if who in known or (post and post not in _POSTS) or stands_in not in _YES | _NO:
            raise _unusable(headings, record, "staff_no" if who in known else "post" if post else "stand_in")
        if post:
            known[who] = _POSTS[post]
        if stands_in in _YES:
            if day in stand_ins:
                raise _unusable(headings, record, "stand_in")
            stand_ins[day] = who
    return tuple(DayRoster(day, posts[day], stand_ins.get(day, "")) for day in sorted(posts))


def _required(headings: Headings, record: RawRecord, cells: Mapping[str, Cell]) -> tuple[date, str]:
    day, who = read_date(cells["day"]), fold_code(as_text(cells["staff_no"]))
    if day is None:
        raise _unusable(headings, record, "day")
    if not who:
        raise _unusable(headings, record, "staff_no")
    return day, who


def _word(cells: Mapping[str, Cell], name: str) -> str:
    return plain(as_text(cells.get(name))).lower()


def _unusable(headings: Headings, record: RawRecord, column: str) -> RuleBroken:
    return RuleBroken("roster_line_unusable", line=record.row, column=headings.titles[column])
