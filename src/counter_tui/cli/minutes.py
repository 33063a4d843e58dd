"""``minutes``: those of a morning meeting to read or as a file, found by what was said, proved by the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE, FOUND
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.cli.written import write_out
from counter_tui.i18n import _, ngettext
from counter_tui.paths import named_path

if TYPE_CHECKING:
    from datetime import tzinfo

    from counter_tui.bootstrap import Services
    from counter_tui.domain.staff.roles import Actor
    from counter_tui.services.meeting.minutes import Minutes
    from counter_tui.services.views.meeting import MeetingLine


def run(options: Options) -> int:
    """What was asked of the minutes; 1 where the ledger does not have the meeting of a fingerprint any more."""
    with opened(options) as services:
        actor = actor_of(services, options)
        if options.search is not None:
            _found(services, actor, options.search)
        elif options.output is not None:
            _give_out(services, actor, options)
        elif options.check is not None:
            return _check(services, actor, options)
        else:
            _one(services, actor, options)
    return DONE


def _one(services: Services, actor: Actor, options: Options) -> None:
    minutes, day = services.minutes, options.date
    if options.pdf:
        path = write_out(options, options.pdf, minutes.pdf(actor, day))
        remark(_("Minutes in {where}").format(where=path))
    elif options.print:
        remark(_("Minutes in {where}").format(where=minutes.print(actor, day).file))
    elif options.json:
        say_object(_object(minutes.of(actor, day), services.station.zone))
    else:
        say(minutes.of(actor, day).text.rstrip("\n"))


def _found(services: Services, actor: Actor, words: str) -> None:
    lines = services.minutes.search(actor, words)
    for line in lines:
        say(_said(line, services.station.zone))
    remark(ngettext("{count} meeting", "{count} meetings", len(lines)).format(count=len(lines)))


def _said(line: MeetingLine, zone: tzinfo) -> str:
    from counter_tui.services.wording.meeting import say_meeting, say_minutes

    began = f"{line.begun_at.astimezone(zone):%H:%M}" if line.begun_at else ""
    took = say_minutes(line.seconds) if line.seconds is not None else ""
    return "  ".join(
        filter(None, (line.day.isoformat(), began, took, line.chair, say_meeting(line.standing)))
    )


def _check(services: Services, actor: Actor, options: Options) -> int:
    from counter_tui.services.wording.minutes import say_checked

    day = options.date or services.station.today()
    checked = services.minutes.check(actor, day, options.check)
    say(say_checked(checked, day.isoformat()))
    return DONE if checked == "stands" else FOUND


def _give_out(services: Services, actor: Actor, options: Options) -> None:
    today = services.station.today()
    last = options.last or today
    first = options.first or options.date or last
    days = services.minutes.give_out(actor, first, last, options.output)
    said = ngettext(
        "Minutes of {count} meeting in {where}", "Minutes of {count} meetings in {where}", len(days)
    )
    remark(said.format(count=len(days), where=named_path(options.output)))


def _object(minutes: Minutes, zone: tzinfo) -> dict[str, object]:
    meeting, paper = minutes.meeting, minutes.paper
    return {
        "day": meeting.day.isoformat(),
        "chair": meeting.chair,
        "begun_at": meeting.begun_at.astimezone(zone).isoformat(),
        "ended_at": meeting.ended_at.astimezone(zone).isoformat() if meeting.ended_at else None,
        "seconds": meeting.seconds,
        "fingerprint": minutes.fingerprint,
        "hash": meeting.end_head,
        "figures": {each.code: each.value for each in meeting.begun.figures},
        "parts": [
            {"heading": part.heading, "rows": [[row.label, row.text] for row in part.rows]}
            for part in paper.sections
        ],
    }
