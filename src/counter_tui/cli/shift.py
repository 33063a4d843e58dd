"""``shift``: who leads since when, and who led on a day with both signatures."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.i18n import _

if TYPE_CHECKING:
    from counter_tui.services.views.shift import ChangeLine, Coverage, ShiftView


def run(options: Options) -> int:
    """Who leads now as a remark; the times of the day one a line or one object, with a gap where nobody led."""
    with opened(options) as services:
        actor, zone = actor_of(services, options), services.station.zone
        view, covered = services.shift.view(actor, 1), services.shift.coverage(actor, options.date)
    for change in covered.changes:
        if options.json:
            say_object(_change(change))
        else:
            say(_line(change, covered, zone))
    for begins, ends in covered.gaps:
        if options.json:
            say_object({"lead": "", "since": begins.isoformat(), "until": ends.isoformat()})
        else:
            say(f"{_clock(begins, zone)} - {_clock(ends, zone)}  {_('nobody')}")
    remark(_leads(view, zone))
    remark(_("gaps: {count}").format(count=len(covered.gaps)))
    return DONE


def _leads(view: ShiftView, zone: tzinfo) -> str:
    if not view.lead:
        return _("nobody leads the shift")
    since = f"{view.since.astimezone(zone):%Y-%m-%d %H:%M}" if view.since else "…"
    return _("{lead} leads since {at}").format(lead=view.lead_name, at=since)


def _line(change: ChangeLine, covered: Coverage, zone: tzinfo) -> str:
    until = min(change.until or covered.ends, covered.ends)
    span = f"{_clock(max(change.since, covered.begins), zone)} - {_clock(until, zone)}  {change.lead_name}"
    if not change.was:
        return span + "  " + _("first lead of the station")
    signed = _("from {was}, signed by {signer} and {lead}").format(
        was=change.was_name, signer=change.signed_by_name, lead=change.lead_name
    )
    return f"{span}  {signed}" + (f"  ({change.reason})" if change.reason else "")


def _clock(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"


def _change(change: ChangeLine) -> dict[str, object]:
    return {
        "lead": change.lead,
        "lead_name": change.lead_name,
        "since": change.since.isoformat(),
        "until": change.until.isoformat() if change.until else None,
        "was": change.was,
        "signed_by": [change.signed_by, change.lead] if change.signed_by else [change.lead],
        "reason": change.reason,
    }
