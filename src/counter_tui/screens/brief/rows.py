"""The rows behind a figure of the brief: what each is about, in the words of people."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from msgspec import Struct

from counter_tui.domain.ids import parse_number
from counter_tui.domain.promise.due import DAY_END
from counter_tui.i18n import _, language, ngettext
from counter_tui.screens.sheet import LABEL_CELLS, Lines, folded, labelled
from counter_tui.services.wording.absence import say_absence
from counter_tui.services.wording.actions import say_action_state
from counter_tui.services.wording.brief import say_figure, say_held, say_length, say_mark, say_who, say_why
from counter_tui.services.wording.dates import say_day, say_due
from counter_tui.services.wording.outages import say_outage_kind
from counter_tui.services.wording.particulars import say_field
from counter_tui.services.wording.praise import say_praise_source
from counter_tui.services.wording.ratings import say_token_state
from counter_tui.services.wording.recovery import say_step
from counter_tui.services.wording.site_card import say_card_gap
from counter_tui.widgets.fact_table import Column, Row
from counter_tui.widgets.roles import Piece, Role, sign

if TYPE_CHECKING:
    from counter_tui.domain.brief.models import Case, Item
    from counter_tui.services.brief.service import BriefView

_BY_DUE = frozenset({"paper", "action", "person", "check"})
"""What is told by its day, and not by when it was written down."""


class What(Struct, frozen=True):
    """A row in words: the number people say, what it is about, whose it is, and a remark."""

    number: str
    about: str
    who: str
    remark: str = ""


def what_of(code: str, row: Item, view: BriefView) -> What:
    """What a row of a figure is about."""
    number = parse_number(row.name)
    return What(
        number=number.short if number else "",
        about=_about(code, row, view),
        who=say_who(row.kind, row.who, lambda who: view.people.get(who, who)),
        remark=_remark(code, row, view),
    )


def _about(code: str, row: Item, view: BriefView) -> str:
    names = language()
    if row.kind == "card":
        return say_card_gap(row.name)
    if row.kind in ("check", "skill"):
        known = view.kinds.get(row.name)
        return known.say(names) if known else row.name
    if row.kind == "enquiry":
        topic = view.topics.get(row.group if code != "served" else row.name)
        return topic.say(names) if topic else _("a question")
    if row.kind == "praise":
        return say_praise_source(row.name)
    if row.kind in ("action", "notice", "outage", "person"):
        return row.name
    kind = view.matters.get(row.opens, "")
    named = view.kinds.get(kind)
    part = view.parts.get((kind, row.group))
    said = (named.say(names) if named else "", part.say(names) if part else "")
    if not any(said):
        return "" if row.name else _("not accepted in the end")
    return " ".join(filter(None, said))


def _remark(code: str, row: Item, view: BriefView) -> str:
    said: str = _plain_remark(code, row, view)
    if row.late:
        late: str = _("still open") if code in ("promises_broken", "limits_passed") else _("late")
        return f"{late} {said}".rstrip()
    return said


def _plain_remark(code: str, row: Item, view: BriefView) -> str:
    names = language()
    if code == "served":
        return f"{say_length(row.count)} {say_mark(row.group)}" if row.count else say_mark(row.group)
    if code == "recoveries_due":
        return say_step(row.group)
    if row.kind in ("visit", "recovery") and row.group in view.levels:
        return view.levels[row.group].say(names)
    if code in ("tokens", "declined", "timed_out", "not_rated"):
        return say_token_state(row.group)
    if code in ("refusals_held", "wording_held"):
        return say_held(row.group)
    if code == "corrections":
        return say_field(row.group)
    if code == "bounced" and row.count > 1:
        return ngettext("sent back {count} time", "sent back {count} times", row.count).format(
            count=row.count
        )
    if row.kind == "action":
        age = ngettext("{count} day", "{count} days", row.count).format(count=row.count)
        return f"{age} {say_action_state(row.group)}"
    if row.kind == "outage":
        return say_outage_kind(row.group)
    return say_absence(row.group) if row.kind == "person" else ""


def columns() -> tuple[Column, ...]:
    """When, which, what, whose, and what there is to say."""
    return (
        Column(_("When"), 11),
        Column(_("Number"), 9),
        Column(_("About"), 22, most=60),
        Column(_("Person"), 7, most=14),
        Column("", 17, most=40),
    )


def figure_rows(view: BriefView, code: str, zone: tzinfo, *, plain: bool = False) -> list[Row]:
    """As many rows of a table as the figure counts; without a code the cases, none where there is no source."""
    if not code:
        return [case_row(case, view, zone) for case in view.brief.cases]
    rows = view.brief.figure(code).rows or ()
    return [table_row(code, row, view, zone, plain=plain) for row in rows]


def table_row(code: str, row: Item, view: BriefView, zone: tzinfo, *, plain: bool) -> Row:
    """A row of a figure as a row of a table."""
    what = what_of(code, row, view)
    role: Role = "broken" if row.late else "secondary"
    mark = f"{sign('broken', plain)} " if row.late else ""
    cells = (
        Piece(_when(row, zone), "secondary"),
        what.number,
        what.about,
        what.who,
        Piece(mark + what.remark, role),
    )
    return Row(row.id, cells)


def case_row(case: Case, view: BriefView, zone: tzinfo) -> Row:
    """A case as a row of a table: why it is spoken of, instead of a remark."""
    what = what_of(case.figure, case.item, view)
    cells = (
        Piece(_when(case.item, zone), "secondary"),
        what.number,
        what.about,
        what.who,
        Piece(_(", ").join(map(say_why, case.why)), "soon"),
    )
    return Row(case_id(case), cells)


def case_id(case: Case) -> str:
    """What tells a case from the others: what it opens."""
    return f"{case.item.kind}/{case.item.opens}"


def _when(row: Item, zone: tzinfo) -> str:
    if row.kind in _BY_DUE and row.due is not None:
        return f"{row.due:%m-%d}"
    if row.at is None:
        return ""
    at = row.at.astimezone(zone)
    return f"{at:%m-%d}" if row.due and at.time().replace(microsecond=0) == DAY_END else f"{at:%m-%d %H:%M}"


def in_full(
    code: str, row: Item, view: BriefView, now: datetime, zone: tzinfo, cells: int, why: tuple[str, ...] = ()
) -> Lines:
    """Everything the brief knows of a row, over as many lines as it takes."""
    room = cells - LABEL_CELLS
    what = what_of(code, row, view)
    number = row.name if what.number else ""
    made = labelled(_("About"), folded("   ".join(filter(None, (number, what.about))), room, "strong"))
    if why:
        made += labelled(_("Why"), folded(_(", ").join(map(say_why, why)), room, "soon"))
    if what.remark or not why:
        role: Role = "broken" if row.late else "text"
        remark = "   ".join(filter(None, (say_figure(code), what.remark)))
        made += labelled(_("Counted"), folded(remark, room, role))
    return made + labelled(_("When"), folded(_said_when(code, row, what, now, zone), room, "secondary"))


def _said_when(code: str, row: Item, what: What, now: datetime, zone: tzinfo) -> str:
    parts = []
    if row.at is not None:
        parts.append(say_due(row.at, now, zone))
    if row.due is not None and row.kind in _BY_DUE:
        day = say_day(row.due, now.astimezone(zone).date())
        parts.append(_("until {day}").format(day=day))
    if what.who:
        said = _("{name} stands in") if code == "staff_away" else "{name}"
        parts.append(said.format(name=what.who))
    return "   ".join(parts)
