"""``checks``: which checks of the hall are due on a day, who did them, what failed and how often of late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.i18n import _, language
from counter_tui.services.wording.checks import say_result, say_standing
from counter_tui.services.wording.staff import say_role

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from counter_tui.services.views.checks import DroppedView, ItemView, ListView


def run(options: Options) -> int:
    """Each list in some lines or one object, in the order of the day; how many stand how as a remark."""
    with opened(options) as services:
        actor = actor_of(services, options)
        lists = services.checks.lists(actor, options.date)
        zone = services.station.zone
    for each in lists:
        if options.json:
            say_object(_object(each))
        else:
            _say(each, zone)
    due = sum(each.standing in ("due", "late") for each in lists)
    late = sum(each.standing in ("late", "done_late") for each in lists)
    done = sum(each.standing in ("done", "done_late") for each in lists)
    counts = _("to do: {due}   done: {done}   not in time: {late}   failed items: {failed}")
    remark(counts.format(due=due, done=done, late=late, failed=sum(each.failed for each in lists)))
    return DONE


def _say(check: ListView, zone: tzinfo) -> None:
    parts = [check.name.say(language()), say_standing(check.standing)]
    if check.due_on is not None:
        parts.append(_("due {day}").format(day=check.due_on.isoformat()))
    if check.asked:
        parts.append(f"{check.answered}/{check.asked}")
    say("  ".join([*parts, *check.people]))
    for item in check.items:
        _say_item(item, zone)
    for dropped in check.dropped:
        say("    " + _dropped(dropped))


def _say_item(item: ItemView, zone: tzinfo) -> None:
    parts = [say_result(item.result), item.name.say(language())]
    if item.result:
        parts += [item.words, item.by, _time(item.at, zone)]
    else:
        parts.append(say_role(item.who))
    if item.failed_90:
        often = _("failed: {month} in 30 days, {quarter} in 90")
        parts.append(often.format(month=item.failed_30, quarter=item.failed_90))
    if item.carried:
        parts.append(_("being put right"))
    say("    " + "  ".join(part for part in parts if part))


def _dropped(item: DroppedView) -> str:
    said = _("dropped by {name}: {reason}") if item.reason else _("dropped by {name}")
    return f"{item.name.say(language())}  {said.format(name=item.by, reason=item.reason)}"


def _time(at: datetime | None, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%m-%d %H:%M}" if at else ""


def _object(check: ListView) -> dict[str, object]:
    return {
        "list": check.list,
        "name": check.name.say(language()),
        "rhythm": check.due,
        "due_on": check.due_on.isoformat() if check.due_on else None,
        "until": _iso(check.until),
        "standing": check.standing,
        "done_at": _iso(check.done_at),
        "people": list(check.people),
        "answered": check.answered,
        "asked": check.asked,
        "items": [_item_object(each) for each in check.items],
        "dropped": [
            {
                "item": each.item,
                "name": each.name.say(language()),
                "required": each.required,
                "reason": each.reason,
                "by": each.by,
                "at": _iso(each.at),
            }
            for each in check.dropped
        ],
    }


def _item_object(item: ItemView) -> dict[str, object]:
    return {
        "item": item.item,
        "name": item.name.say(language()),
        "who": item.who,
        "required": item.required,
        "failed_means": item.failed.say(language()),
        "own": item.own,
        "in_force": item.in_force,
        "result": item.result or None,
        "words": item.words,
        "by": item.by or None,
        "at": _iso(item.at),
        "failed_30": item.failed_30,
        "failed_90": item.failed_90,
        "being_put_right": item.carried,
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
