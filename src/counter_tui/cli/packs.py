"""``packs``: the hand-over packs of a day, and what became of each line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_tui.cli.acting import actor_of, opened
from counter_tui.cli.exits import DONE
from counter_tui.cli.options import Options
from counter_tui.cli.streams import remark, say, say_object
from counter_tui.i18n import _, ngettext
from counter_tui.services.wording.packs import say_group, say_outcome, say_pack_state

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from counter_tui.services.views.packs import PackLineView, PackView


def run(options: Options) -> int:
    """A pack and its lines below each other, or one object a pack; the count as a remark."""
    with opened(options) as services:
        packs = services.packs.day(actor_of(services, options), options.date)
        zone = services.station.zone
    for pack in packs:
        if options.json:
            say_object(_object(pack))
        else:
            _say(pack, zone)
    count = ngettext("{count} hand-over pack", "{count} hand-over packs", len(packs))
    waiting = _("not signed for: {count}").format(count=sum(each.state == "offered" for each in packs))
    remark(f"{count.format(count=len(packs))}   {waiting}")
    return DONE


def _say(pack: PackView, zone: tzinfo) -> None:
    names = _("{giver} to {receiver}").format(giver=pack.giver_name, receiver=pack.to_name)
    parts = [f"{pack.offered_at.astimezone(zone):%H:%M}", names, say_pack_state(pack.state)]
    if pack.settled_at is not None:
        parts.append(f"{pack.settled_at.astimezone(zone):%m-%d %H:%M}")
    if pack.lead:
        parts.append(_("with the lead"))
    say("  ".join(parts))
    for line in pack.lines:
        _say_line(line)


def _say_line(line: PackLineView) -> None:
    due = _("by {day}").format(day=line.due.isoformat()) if line.due else ""
    parts = (say_group(line.kind), line.name, line.words, due, say_outcome(line.outcome), line.reason)
    say("    " + "  ".join(each for each in parts if each))


def _object(pack: PackView) -> dict[str, object]:
    return {
        "id": pack.pack_id,
        "giver": pack.giver,
        "giver_name": pack.giver_name,
        "receiver": pack.to,
        "receiver_name": pack.to_name,
        "lead": pack.lead,
        "state": pack.state,
        "offered_at": _iso(pack.offered_at),
        "settled_at": _iso(pack.settled_at),
        "lines": [
            {
                "kind": line.kind,
                "name": line.name,
                "words": line.words,
                "due": line.due.isoformat() if line.due else None,
                "outcome": line.outcome or None,
                "reason": line.reason,
            }
            for line in pack.lines
        ],
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
