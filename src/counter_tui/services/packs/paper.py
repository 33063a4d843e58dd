"""A hand-over pack as paper: every line and what became of it, and both signatures."""

from __future__ import annotations

from datetime import datetime, tzinfo

from counter_tui.domain.receipt.slip import Receipt, Row, Section
from counter_tui.i18n import _, ngettext
from counter_tui.services.views.packs import PackLineView, PackView
from counter_tui.services.wording.dates import say_day
from counter_tui.services.wording.packs import say_group, say_outcome, say_pack_state


def pack_paper(pack: PackView, station: str, now: datetime, zone: tzinfo) -> Receipt:
    """What stands on the paper; customers are masked as on the screen."""
    groups = tuple(
        Section(f"{say_group(kind)}  {len(lines)}", tuple(_row(line, now, zone) for line in lines))
        for kind, lines in pack.groups
    )
    count = ngettext("{count} line", "{count} lines", len(pack.lines)).format(count=len(pack.lines))
    rows = [
        Row(_("Hands over"), _signed(pack.giver_name, pack.giver, pack.offered_at, zone)),
        Row(_("Takes over"), _receiver(pack, zone)),
        Row(_("Stands"), f"{say_pack_state(pack.state)}  {count}"),
    ]
    if pack.lead:
        rows.append(Row(_("Lead"), _("the lead of the shift goes with it")))
    return Receipt(
        station=station,
        title=_("Hand-over pack"),
        copy="",
        sections=(Section("", tuple(rows)), *groups),
        sign=(),
        foot=_foot(pack, _moment(now, zone)),
    )


def _foot(pack: PackView, at: str) -> str:
    if pack.state == "taken":
        return _("Printed {at}; signed by both with their PINs, kept in the ledger.").format(at=at)
    return _("Printed {at}; not signed for.").format(at=at)


def paper_name(pack: PackView, zone: tzinfo) -> str:
    """The name of its file: the day and the pack, nobody's name."""
    return f"pack-{pack.offered_at.astimezone(zone):%Y%m%d-%H%M}-{pack.pack_id[-6:]}"


def _row(line: PackLineView, now: datetime, zone: tzinfo) -> Row:
    due = say_day(line.due, now.astimezone(zone).date()) if line.due else ""
    outcome = say_outcome(line.outcome) if line.outcome else ""
    said = [line.words, _("by {day}").format(day=due) if due else "", outcome, line.reason]
    words = "  ".join(each for each in said if each)
    return Row(line.name, words) if words else Row("", line.name)


def _receiver(pack: PackView, zone: tzinfo) -> str:
    if pack.state == "taken" and pack.settled_at is not None:
        return _signed(pack.to_name, pack.to, pack.settled_at, zone)
    return f"{pack.to_name} ({pack.to})"


def _signed(name: str, number: str, at: datetime, zone: tzinfo) -> str:
    return _("{name} ({number}), signed with PIN {at}").format(name=name, number=number, at=_moment(at, zone))


def _moment(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
