"""``breaches``: which promises were broken from one day to another, by how much, and who had the ball."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.i18n import _, language
from counter_tui.services.wording.breach import (
    say_ball,
    say_counts,
    say_late,
    say_owners,
    say_passed,
    say_shares,
)

if TYPE_CHECKING:
    from datetime import tzinfo

    from counter_tui.services.matter.breaches import BreachLine


def run(options: Options) -> int:
    """Each limit that was passed in a few lines or one object, the earliest first; the counts as a remark."""
    with opened(options) as services:
        actor = actor_of(services, options)
        ledger = services.breaches.ledger(actor, options.first, options.last, options.unit)
        zone = services.station.zone
        for line in ledger.lines:
            if options.json:
                say_object(_object(line, zone))
            else:
                _say(line, zone)
    remark(f"{ledger.first.isoformat()} - {ledger.last.isoformat()}   {say_counts(ledger)}")
    for unit, count in ledger.units:
        remark(f"  {unit.say(language())}  {count}")
    return DONE


def _say(line: BreachLine, zone: tzinfo) -> None:
    at, names = f"{line.at.astimezone(zone):%Y-%m-%d %H:%M:%S}", language()
    say(f"{line.number}  {line.kind.say(names)}  {line.promise.say(names)}")
    late = _("late by {late}").format(late=say_late(line.late))
    open_ = "" if line.done_at else "  " + _("still open")
    say(f"    {at}  {say_passed(line.standing)}  {late}{open_}")
    say("    " + _("ball with: {who}").format(who=say_ball(line.holder)))
    say("    " + _("time used: {shares}").format(shares=say_shares(line)))
    say(
        "    "
        + "  ".join([_("first contact {name}").format(name=line.first_contact), *say_owners(line, names)])
    )


def _object(line: BreachLine, zone: tzinfo) -> dict[str, object]:
    def owner(words: object) -> str:
        return words.say(language()) if words else ""  # type: ignore[attr-defined]

    return {
        "number": line.number,
        "kind": line.kind.say(language()),
        "promise": line.code,
        "name": line.promise.say(language()),
        "standing": line.standing,
        "limit": line.limit,
        "unit": line.unit,
        "source": line.source,
        "at": line.at.astimezone(zone).isoformat(),
        "done_at": line.done_at.astimezone(zone).isoformat() if line.done_at else None,
        "late_seconds": int(line.late.total_seconds()),
        "holder": {"kind": line.holder.kind, "name": line.holder.say(language()), "what": line.holder.what},
        "shares": [
            {
                "kind": share.ball.kind,
                "name": share.ball.say(language()),
                "what": share.ball.what,
                "seconds": int(share.used.total_seconds()),
                "percent": share.percent,
            }
            for share in line.shares
        ],
        "first_contact": line.first_contact,
        "business_owner": owner(line.business),
        "service_owner": owner(line.service),
    }
