"""How the meeting is drawn around its steps: the list at the left, the heading, the timer, before and after it."""

from __future__ import annotations

from counter_tui.domain.meeting.held import AMBER, OVER, pace
from counter_tui.domain.meeting.state import Meeting
from counter_tui.domain.meeting.steps import PlannedStep
from counter_tui.i18n import _, language
from counter_tui.screens.meeting.pane import Shown, in_two
from counter_tui.screens.sheet import Lines, folded
from counter_tui.services.views.meeting import MeetingView
from counter_tui.services.wording.meeting import say_absent, say_meeting, say_minutes
from counter_tui.services.wording.staff import say_role
from counter_tui.widgets.cells import pad, width
from counter_tui.widgets.fact_table import Row
from counter_tui.widgets.roles import Piece, Role, sign

_BAR, _LONG_BAR = 20, 50
"""Cells of the timer's bar: ten minutes."""
_WIDE = 26
"""Cells of the list of steps from which on a line is left between two: it is read from across the room."""


def steps(view: MeetingView, at: str, cells: int, plain: bool) -> Lines:
    """The steps with what became of each; the one at hand stands out."""
    meeting, lines = view.meeting, Lines()
    for planned in view.planned:
        known = meeting.step_of(planned.code) if meeting else None
        state = known.state if known else "open"
        mark = {"done": sign("done", plain), "skipped": "-"}.get(state, " ")
        name = planned.name.say(language())
        here = planned.code == at
        role: Role = "strong" if here else "done" if state == "done" else "quiet"
        if state == "open" and not here:
            role = "text"
        pointer = ">" if here else " "
        time = say_minutes(known.seconds) if known and state == "done" else ""
        room = cells - 4 - width(time)
        lines.append([Piece(f"{pointer}{mark} ", role), Piece(pad(name, room), role), Piece(time, "quiet")])
        if cells >= _WIDE:
            lines.append([])
    return lines


def heading(planned: PlannedStep, meeting: Meeting | None) -> tuple[Piece, ...]:
    """The step at hand and what is to be done in it."""
    pieces = [
        Piece(planned.name.say(language()), "heading"),
        Piece(f"   {planned.does.say(language())}", "quiet"),
    ]
    known = meeting.step_of(planned.code) if meeting else None
    if known is not None and known.state == "skipped":
        pieces.append(Piece("   " + _("passed over: {why}").format(why=known.words or "-"), "soon"))
    return tuple(pieces)


def timer(
    view: MeetingView, seconds: int, step_seconds: int, at: str, *, plain: bool, wide: bool
) -> tuple[Piece, ...]:
    """The bar of ten minutes; what it means stands beside it in words."""
    role: Role = {"calm": "done", "amber": "soon", "red": "broken"}[pace(seconds)]  # type: ignore[assignment]
    cells = _LONG_BAR if wide else _BAR
    full = min(cells, seconds * cells // OVER)
    bar = ("#" if plain else "█") * full + ("." if plain else "░") * (cells - full)
    planned = next((each for each in view.planned if each.code == at), None)
    step = _("this step {time} of {minutes} min").format(
        time=say_minutes(step_seconds), minutes=planned.minutes if planned else 0
    )
    return (
        Piece(f" {say_minutes(seconds)} ", "strong"),
        Piece(bar, role),
        Piece(f" {_words(seconds)}", role),
        Piece(f"   {step}" if planned and planned.minutes else "", "quiet"),
    )


def _words(seconds: int) -> str:
    if seconds >= OVER:
        return _("over time by {time}").format(time=say_minutes(seconds - OVER))
    if seconds >= AMBER:
        return _("come to the end: {time} left").format(time=say_minutes(OVER - seconds))
    return _("of 10 minutes")


def waiting_rows(view: MeetingView) -> list[Row]:
    """Who should be there, before the meeting has begun."""
    return [
        in_two(
            each.name,
            Piece(say_absent(each.absence), "soon")
            if each.absence
            else Piece(say_role(each.role), "secondary"),
            each.staff_no,
        )
        for each in view.staff
        if each.expected or each.absence
    ]


def before(view: MeetingView, shown_until: str, cells: int) -> Lines:
    """What there is to do before it has begun."""
    role: Role = "broken" if view.red else "text"
    due = say_meeting(view.standing)
    if view.standing != "not_due":
        due = _("{standing}; in time until {time}").format(standing=due, time=shown_until)
    words = _("Enter begins the meeting.") if view.may_chair else _("Whoever leads begins it.")
    return [*folded(due, cells, role), [], *folded(words, cells, "strong")]


def after(shown: Shown, cells: int) -> Lines:
    """What the meeting was, after it has ended."""
    meeting = shown.meeting
    seconds = meeting.seconds or 0
    over = pace(seconds) == "red"
    told = _("Over after {time}.").format(time=say_minutes(seconds))
    lines = [*folded(told, cells, "broken" if over else "strong"), []]
    count = _(
        "Here {here}, signed {signed}; problems {problems}, points {points}; steps passed over {skipped}."
    )
    lines += folded(
        count.format(
            here=len(meeting.present),
            signed=len(meeting.signed),
            problems=len(meeting.problems),
            points=len(meeting.points),
            skipped=sum(each.state == "skipped" for each in meeting.steps),
        ),
        cells,
    )
    lines += [[], *folded(_("Enter: the minutes."), cells, "strong")]
    return [*lines, [], *folded(_("Record {head}").format(head=meeting.end_head[:12]), cells, "quiet")]
