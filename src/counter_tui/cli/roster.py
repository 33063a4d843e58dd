"""``roster``: who is on duty on a day with which post, who leads, who stands in, and what nobody can do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.i18n import _, language
from counter_tui.services.wording.shift import say_post

if TYPE_CHECKING:
    from counter_tui.services.views.shift import DutyLine


def run(options: Options) -> int:
    """The people of a day one a line, or the day as one object; what nobody can do as a remark."""
    with opened(options) as services:
        actor = actor_of(services, options)
        day = options.date or services.station.now().astimezone(services.station.zone).date()
        (line,) = services.shift.rosters(actor, day)
        names = {each.staff_no: each.name for each in services.staff.list(include_left=True)}
    if options.json:
        say_object(_roster(line))
        return DONE
    for staff_no, post in line.posts.items():
        stands_in = "  " + _("stands in for the lead") if staff_no == line.stand_in else ""
        say(f"{day.isoformat()}  {say_post(post)}  {names[staff_no]}{stands_in}")
    if line.stand_in and line.stand_in not in line.posts:
        say(f"{day.isoformat()}  {_('stands in for the lead')}  {names[line.stand_in]}")
    if not line.is_set:
        remark(_("no roster for {day}").format(day=day.isoformat()))
    if line.gaps:
        words = ", ".join(each.say(language()) for each in line.gaps)
        remark(_("nobody on duty can do: {words}").format(words=words))
    return DONE


def take(options: Options) -> int:
    """Set the rosters of a file."""
    with opened(options) as services:
        actor = actor_of(services, options)
        taken = services.rosters.import_file(actor, Path(options.file), dry_run=options.dry_run)
    days = ", ".join(day.isoformat() for day in taken.days) or _("none")
    dry = _("Dry run, nothing was changed. Would be set: {days}")
    say((dry if options.dry_run else _("Rosters set: {days}")).format(days=days))
    if taken.left_out:
        remark(
            _("Left out, since they are over: {days}").format(
                days=", ".join(day.isoformat() for day in taken.left_out)
            )
        )
    return DONE


def _roster(line: DutyLine) -> dict[str, object]:
    return {
        "day": line.day.isoformat(),
        "lead": line.lead,
        "stand_in": line.stand_in,
        "posts": dict(line.posts),
        "set_by": line.set_by,
        "set_at": line.set_at.isoformat() if line.set_at else None,
        "hall_opened_at": line.opened_at.isoformat() if line.opened_at else None,
        "hall_opened_by": line.opened_by,
        "gaps": [each.say(language()) for each in line.gaps],
    }
