"""``brief``: the morning brief of a day, to read or with the rows of every figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import say, say_object
from counter_tui.i18n import _, language
from counter_tui.services.wording.brief import (
    say_figure,
    say_mark,
    say_share,
    say_typical,
    say_value,
    say_who,
    say_why,
)

if TYPE_CHECKING:
    from datetime import tzinfo

    from counter_tui.domain.brief.models import Case, Figure, Item
    from counter_tui.services.brief.service import BriefView

_CASES = 10
"""So many cases are told in the text: more than ten minutes hold."""


def run(options: Options) -> int:
    """The brief as lines, or as one object with the rows of its figures."""
    with opened(options) as services:
        view = services.brief.of(actor_of(services, options), options.date)
        zone = services.station.zone
    if options.json:
        say_object(_object(view, zone))
    else:
        _say(view)
    return DONE


def _say(view: BriefView) -> None:
    brief = view.brief
    head = _("Morning brief {day}, looking back at {first} to {last}")
    say(head.format(day=brief.day.isoformat(), first=brief.first.isoformat(), last=brief.last.isoformat()))
    if brief.cases:
        say(_("First of all"))
        for number, case in enumerate(brief.cases[:_CASES], start=1):
            say(f"  {number:>2}  {_case(case, view)}")
        left = len(brief.cases) - _CASES
        if left > 0:
            say("      " + _("and {count} more").format(count=left))
    for part, title in (("yesterday", _("Since the last working day")), ("today", _("Today"))):
        say(title)
        for figure in brief.figures:
            if figure.part == part:
                say("  " + "  ".join(filter(None, (_figure(figure), _groups(figure, view)))))
    shares = (say_share(each.code, each.part, each.whole, each.percent) for each in brief.shares)
    for line in filter(None, (*shares, say_typical(brief.typical_seconds))):
        say(line)


def _case(case: Case, view: BriefView) -> str:
    who = say_who(case.item.kind, case.item.who, lambda who: view.people.get(who, who))
    known = view.kinds.get(case.item.name)
    name = known.say(language()) if known else case.item.name
    return "  ".join(filter(None, (_(", ").join(map(say_why, case.why)), name, who)))


def _figure(figure: Figure) -> str:
    return f"{say_figure(figure.code)}  {say_value(figure.value)}"


def _groups(figure: Figure, view: BriefView) -> str:
    """What a figure is divided by, where that has words: kinds of matter, and how far a time can be believed."""
    said = []
    for group, count in figure.groups:
        if group in view.kinds:
            said.append(f"{view.kinds[group].say(language())} {count}")
        elif figure.code == "served":
            said.append(f"{say_mark(group)} {count}")
    return _(", ").join(said)


def _object(view: BriefView, zone: tzinfo) -> dict[str, object]:
    brief = view.brief
    return {
        "day": brief.day.isoformat(),
        "first": brief.first.isoformat(),
        "last": brief.last.isoformat(),
        "figures": [
            {
                "code": figure.code,
                "part": figure.part,
                "name": say_figure(figure.code),
                "source": figure.rows is not None,
                "value": figure.value,
                "groups": dict(figure.groups),
                "rows": None if figure.rows is None else [_row(row, zone) for row in figure.rows],
            }
            for figure in brief.figures
        ],
        "shares": [
            {"code": each.code, "part": each.part, "whole": each.whole, "percent": each.percent}
            for each in brief.shares
        ],
        "typical_seconds": brief.typical_seconds,
        "cases": [
            {"figure": case.figure, "row": case.item.id, "why": list(case.why), "weight": case.weight}
            for case in brief.cases
        ],
    }


def _row(row: Item, zone: tzinfo) -> dict[str, object]:
    return {
        "id": row.id,
        "kind": row.kind,
        "opens": row.opens,
        "name": row.name,
        "group": row.group,
        "who": row.who,
        "at": row.at.astimezone(zone).isoformat() if row.at else None,
        "due": row.due.isoformat() if row.due else None,
        "count": row.count,
        "late": row.late,
    }
