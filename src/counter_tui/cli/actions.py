"""``actions``: what is to be put right, by whom and by when; with ``--verified`` what was looked at lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.i18n import _, ngettext
from counter_tui.services.wording.actions import say_action_state, say_origin

if TYPE_CHECKING:
    from counter_tui.services.actions.service import ActionLine


def run(options: Options) -> int:
    """One action item in two lines or one object, the nearest day first; the count as a remark."""
    with opened(options) as services:
        actor = actor_of(services, options)
        lines = services.actions.verified(actor) if options.verified else services.actions.carried(actor)
    for line in lines:
        if options.json:
            say_object(_object(line))
        else:
            _say(line)
    if not options.verified:
        late = _("late: {count}").format(count=sum(line.late for line in lines))
        count = ngettext("{count} action item carried", "{count} action items carried", len(lines))
        remark(f"{count.format(count=len(lines))}   {late}")
    return DONE


def _say(line: ActionLine) -> None:
    age = ngettext("{count} day", "{count} days", line.age).format(count=line.age)
    say(f"{line.due.isoformat()}  {line.owner_name}  {line.words}")
    parts = [say_action_state(line.state), say_origin(line.origin), age]
    if line.came_back:
        parts.append(_("came back {count}").format(count=line.came_back))
    if line.moved:
        parts.append(_("moved {count}").format(count=line.moved))
    say("    " + "  ".join([*parts, _("look: {check}").format(check=line.check)]))


def _object(line: ActionLine) -> dict[str, object]:
    return {
        "id": line.item_id,
        "words": line.words,
        "owner": line.owner,
        "owner_name": line.owner_name,
        "check": line.check,
        "origin": line.origin,
        "state": line.state,
        "set_by": line.set_by,
        "opened_at": line.opened_at.isoformat(),
        "first_due": line.first_due.isoformat(),
        "due": line.due.isoformat(),
        "done": line.words_done,
        "verified_by": line.verified_by,
        "verified_at": line.verified_at.isoformat() if line.verified_at else None,
        "moved": line.moved,
        "sent_back": line.sent_back,
        "came_back": line.came_back,
        "age_days": line.age,
        "late": line.late,
    }
