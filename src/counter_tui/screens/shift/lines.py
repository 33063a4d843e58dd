"""The roster as rows of a table, and the shift as lines: who led today and who signed, what nobody can do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo

from counter_tui.i18n import N_, _, language
from counter_tui.screens.sheet import Lines, folded, labelled
from counter_tui.screens.shift.plan import DayPlan
from counter_tui.services.views.shift import ChangeLine, DutyLine, PersonLine, ShiftView
from counter_tui.services.wording.dates import say_moment, say_weekday
from counter_tui.services.wording.staff import say_role
from counter_tui.widgets.fact_table import Column, Row
from counter_tui.widgets.roles import Piece, Role

_SHORT = {"counter": N_("desk"), "guide": N_("guide"), "duty": N_("oncall"), "lead": N_("lead")}
NAME_CELLS, DAY_CELLS = 9, 7


def columns(days: Sequence[DutyLine], today: date, changed: Sequence[date]) -> tuple[Column, ...]:
    """The name, and a column a day; a day that was changed and not saved has a sign."""
    heads = (head_of(line.day, today) + ("*" if line.day in changed else "") for line in days)
    return (Column(_("Name"), NAME_CELLS), *(Column(head, DAY_CELLS) for head in heads))


def head_of(day: date, today: date) -> str:
    """A day in few cells: today, or the day of the week and of the month."""
    between = "" if language() == "zh" else " "
    return _("Today") if day == today else f"{say_weekday(day)}{between}{day.day}"


def row(person: PersonLine, days: Sequence[tuple[DutyLine, DayPlan]]) -> Row:
    """A person with the post of each day."""
    name = Piece(person.name, "quiet" if person.away else "text")
    return Row(person.staff_no, (name, *(_post(person.staff_no, line, plan) for line, plan in days)))


def _post(staff_no: str, line: DutyLine, plan: DayPlan) -> Piece:
    post, stands_in = plan.posts.get(staff_no, ""), plan.stand_in == staff_no
    short = _(_SHORT[post]) if post in _SHORT else ""
    if (post or stands_in) and staff_no in line.away:
        return Piece(f"{short}!" if post else _("away"), "broken")
    if stands_in:
        return Piece(_("{post}+").format(post=short), "accent")
    if not post:
        return Piece(_("away") if staff_no in line.away else "·", "quiet")
    role: Role = "strong" if post == "lead" else "text"
    return Piece(short, role)


def of_the_day(view: ShiftView, line: DutyLine, plan: DayPlan, head: str, empty: str, cells: int) -> Lines:
    """The marked day: its lead and stand-in, and what nobody on duty can do; ``empty`` is said without a roster."""
    lead = next((who for who, post in plan.posts.items() if post == "lead"), "")
    if not plan.posts:
        return labelled(head, [[Piece(empty, "soon")]])
    said = _("{lead} leads, {stand_in} stands in, {count} on duty").format(
        lead=view.name_of(lead) if lead else _("nobody"),
        stand_in=view.name_of(plan.stand_in) if plan.stand_in else _("nobody"),
        count=len(plan.posts),
    )
    lines = labelled(head, folded(said, cells - 10, "text" if lead and plan.stand_in else "soon"))
    missing = "、" if language() == "zh" else ", "
    if line.gaps and plan.says_as(line):
        words = missing.join(each.say(language()) for each in line.gaps)
        lines += labelled(
            "", folded(_("Nobody on duty can do: {words}").format(words=words), cells - 10, "soon")
        )
    return lines


def of_the_person(view: ShiftView, person: PersonLine, cells: int) -> Lines:
    """The marked person: role and skills."""
    between = "、" if language() == "zh" else ", "
    names = [name.say(language()) for code, name in view.groups if code in person.skills]
    skills = between.join(names) if names else _("no skills noted")
    words = f"{say_role(person.role)} · {skills}"
    return labelled(person.name, folded(words, cells - 10, "quiet", most=2))


def of_the_lead(changes: Sequence[ChangeLine], view: ShiftView, zone: tzinfo, cells: int) -> Lines:
    """Who took the shift today, the newest first, each with both signatures."""
    lines: Lines = []
    for each in list(reversed(changes))[:4]:
        lines += labelled("", folded(say_change(each, view, zone), cells - 10, "text", most=2))
    if lines:
        lines[0][0] = Piece(labelled(_("Shift"), [[]])[0][0].text, "secondary")
    return lines


def say_change(each: ChangeLine, view: ShiftView, zone: tzinfo) -> str:
    """One change of lead in a line."""
    at = say_moment(each.since, view.now, zone)
    if not each.was:
        return _("{at} {lead}, the first lead").format(at=at, lead=each.lead_name)
    said = _("{at} {was} → {lead}, signed by {signer} and {lead}").format(
        at=at, was=each.was_name, lead=each.lead_name, signer=each.signed_by_name
    )
    return said + (f" ({each.reason})" if each.reason else "")
