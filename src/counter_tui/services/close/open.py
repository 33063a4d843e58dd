"""What stands open at the end of a day: work nobody has taken, papers not collected, promises broken."""

from __future__ import annotations

from datetime import date

from counter_tui.db import people
from counter_tui.db.reading import close as rows
from counter_tui.db.reading import meetings, packs
from counter_tui.domain.catalogue.models import Words
from counter_tui.domain.close.models import Figure, Gap
from counter_tui.services.close.day import DayTold, figure
from counter_tui.services.matter.breaches import broken_between


def hand_overs(told: DayTold) -> Figure:
    """Work that is offered and nobody has taken."""
    found = rows.offered(told.connection)
    gaps = [
        Gap("hand_overs", "not_taken", row.matter_id.hex(), "matter", row.matter_id.hex(), row.number)
        for row in found
    ]
    return figure("hand_overs", {"waiting": len(found)}, gaps)


def papers(told: DayTold, since: date) -> Figure:
    """The papers due since the working day before, by what became of them; what is owed is a gap."""
    found = rows.papers_due(told.connection, since.isoformat(), told.day.isoformat())
    counts = {"due": len(found), "collected": 0, "waived": 0}
    gaps = []
    for paper in found:
        if paper.state != "owed":
            counts[paper.state] += 1
        else:
            hex_id = paper.matter_id.hex()
            thing = Words(zh=paper.name_zh, en=paper.name_en)
            name = told.number(paper.matter_id)
            gaps.append(Gap("papers", "owed", f"{hex_id}/{paper.ordinal}", "matter", hex_id, name, thing))
    return figure("papers", counts, gaps)


def broken(told: DayTold) -> Figure:
    """Promises to customers that were broken on the day: each wants a word of reason and remedy."""
    gaps = []
    for matter, breach in broken_between(told.station, told.connection, told.start, told.end, told.now):
        given, hex_id = breach.promise.given, matter.matter_id.hex()
        if given.standing == "public":
            thing = Words(zh=given.name_zh, en=given.name_en)
            gaps.append(
                Gap("broken", "late", f"{hex_id}/{given.code}", "matter", hex_id, matter.number, thing)
            )
    return figure("broken", {"broken": len(gaps)}, gaps)


def meeting(told: DayTold) -> Figure:
    """The morning meeting of a working day, held to its end or not."""
    row = meetings.row(told.connection, told.day)
    due = row is not None or told.station.rules.calendar.is_working(told.day)
    held = row is not None and row.ended_ms is not None
    day = told.day.isoformat()
    gaps = [Gap("meeting", "not_held", day, "meeting", day)] if due and not held else []
    return figure("meeting", {"due": int(due), "held": int(held)}, gaps)


def hand_over_packs(told: DayTold) -> Figure:
    """The packs offered on the day, and every one nobody has signed for yet, whenever it was offered."""
    found = {row.pack: row for row in packs.between(told.connection, *told.span)}
    found.update({row.pack: row for row in packs.waiting(told.connection)})
    names = people.names(told.connection)
    gaps = []
    for row in found.values():
        if row.state == "offered":
            who = "→".join(names.get(each, each) for each in (row.giver, row.receiver))
            gaps.append(Gap("packs", "not_taken", row.pack.hex(), "pack", row.pack.hex(), who))
    return figure("packs", {"offered": len(found), "taken": len(found) - len(gaps)}, gaps)
