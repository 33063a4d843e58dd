"""``meeting``: whether the meeting of a day was held, when, by whom, its steps and who signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.i18n import _, language
from counter_tui.services.wording.meeting import (
    say_absent,
    say_meeting,
    say_minutes,
    say_post,
    say_step_state,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from counter_tui.domain.meeting.state import Meeting
    from counter_tui.services.views.meeting import MeetingLine, MeetingView


def run(options: Options) -> int:
    """The meeting of a day as lines or one object; with ``--month`` how those of the last days stand."""
    with opened(options) as services:
        actor, zone = actor_of(services, options), services.station.zone
        if options.month:
            _say_month(services.meeting.held(actor, options.date), zone, json=options.json)
            return DONE
        view = services.meeting.view(actor, options.date)
    if options.json:
        say_object(_object(view, zone))
        return DONE
    say(f"{view.day.isoformat()}  {say_meeting(view.standing)}")
    if view.meeting is not None:
        for line in _lines(view, view.meeting, zone):
            say(f"  {line}")
    return DONE


def _lines(view: MeetingView, meeting: Meeting, zone: tzinfo) -> Iterator[str]:
    begun = _("begun {time}, led by {name}").format(
        time=_time(meeting.begun_at, zone), name=view.name(meeting.chair)
    )
    yield begun
    if meeting.seconds is not None:
        yield _("Over after {time}.").format(time=say_minutes(meeting.seconds))
    names = {each.code: each.name.say(language()) for each in view.planned}
    for step in meeting.steps:
        parts = (
            names.get(step.code, step.code),
            say_step_state(step.state),
            say_minutes(step.seconds),
            step.words,
        )
        yield "  ".join(filter(None, parts if step.state != "open" else parts[:2]))
    posts, signed = (
        {each.staff_no: each.post for each in meeting.posts},
        {each.staff_no: each.at for each in meeting.signed},
    )
    for who in meeting.present:
        post = say_post(posts[who]) if who in posts else ""
        mark = _("signed {time}").format(time=_time(signed[who], zone)) if who in signed else _("not signed")
        yield "  ".join(filter(None, (view.name(who), post, mark)))
    for each in meeting.absent:
        yield "  ".join(filter(None, (view.name(each.staff_no), say_absent(each.reason), each.words)))


def _say_month(lines: tuple[MeetingLine, ...], zone: tzinfo, *, json: bool) -> None:
    for each in lines:
        if json:
            say_object(
                {
                    "day": each.day.isoformat(),
                    "standing": each.standing,
                    "begun_at": each.begun_at.isoformat() if each.begun_at else None,
                    "seconds": each.seconds,
                    "chair": each.chair or None,
                    "present": each.present,
                    "signed": each.signed,
                    "skipped": each.skipped,
                    "problems": each.problems,
                }
            )
        else:
            begun = _time(each.begun_at, zone) if each.begun_at else ""
            lasted = say_minutes(each.seconds) if each.seconds is not None else ""
            signed = f"{each.signed}/{each.present}" if each.begun_at else ""
            parts = (each.day.isoformat(), say_meeting(each.standing), begun, lasted, each.chair, signed)
            say("  ".join(filter(None, parts)))
    remark(_("days: {count}   red: {red}").format(count=len(lines), red=sum(each.red for each in lines)))


def _object(view: MeetingView, zone: tzinfo) -> dict[str, object]:
    meeting = view.meeting
    head = {
        "day": view.day.isoformat(),
        "standing": view.standing,
        "red": view.red,
        "in_time_until": _iso(view.until, zone),
    }
    return {**head, "meeting": _object_of_meeting(meeting, zone) if meeting else None}


def _object_of_meeting(meeting: Meeting, zone: tzinfo) -> dict[str, object]:
    return {
        "begun_at": _iso(meeting.begun_at, zone),
        "ended_at": _iso(meeting.ended_at, zone),
        "seconds": meeting.seconds,
        "chair": meeting.chair,
        "chair_for": meeting.begun.chair_for or None,
        "present": list(meeting.present),
        "absent": [
            {"staff_no": each.staff_no, "reason": each.reason, "words": each.words} for each in meeting.absent
        ],
        "steps": [
            {
                "step": each.code,
                "required": each.required,
                "state": each.state,
                "seconds": each.seconds,
                "words": each.words,
            }
            for each in meeting.steps
        ],
        "figures": {each.code: each.value for each in meeting.begun.figures},
        "problems": [
            {
                "item": each.item,
                "words": each.words,
                "owner": each.owner,
                "due": each.due.isoformat(),
                "how": each.how,
            }
            for each in meeting.problems
        ],
        "notices": [one.notice for each in meeting.notices for one in each.notices],
        "points": list(meeting.points),
        "posts": {each.staff_no: each.post for each in meeting.posts},
        "drill": [{"question": each.question, "right": each.right} for each in meeting.drill],
        "signed": [{"staff_no": each.staff_no, "at": _iso(each.at, zone)} for each in meeting.signed],
        "head": meeting.end_head or None,
    }


def _time(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"


def _iso(at: datetime | None, zone: tzinfo) -> str | None:
    return at.astimezone(zone).isoformat() if at else None
