"""What a brief says of the people: what nobody on duty can do, and whether somebody answers for the station."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from counter_tui.db import ledger
from counter_tui.db.reading import shift as rows
from counter_tui.db.store import Reading
from counter_tui.domain.brief.models import Item
from counter_tui.domain.clock import to_ms
from counter_tui.domain.facts.shift import SkillGiven, SkillWithdrawn
from counter_tui.domain.shift.skills import fold, gaps
from counter_tui.services.shift.site_card import card_gaps
from counter_tui.services.station import Station


def skill_gaps(station: Station, connection: Reading, day: date, away: Collection[str]) -> list[Item] | None:
    """The groups of business nobody on duty on the day can do; None without a roster of it, or without any skill noted.

    ``away`` are those of the roster who are not there. Skills noted after the day do not count.
    """
    known = rows.duty_day(connection, day)
    end = datetime.combine(day + timedelta(days=1), time.min, station.zone)
    before = ledger.hlc_from(to_ms(end))
    noted = ledger.of_types(connection, SkillGiven.type, SkillWithdrawn.type)
    skills = fold(each for each in noted if each.hlc < before)
    if known.roster is None or not any(skills.values()):
        return None
    on_duty = [who for who in known.on_duty if who not in away]
    groups = [each.code for each in station.rules.catalogue.families]
    return [
        Item(id=each, kind="skill", opens=each, name=each, group=each)
        for each in gaps(skills, on_duty, groups)
    ]


def card_items(station: Station, connection: Reading, today: date) -> list[Item]:
    """What is wrong with the site card today."""
    return [
        Item(
            id=gap,
            kind="card",
            opens=gap,
            name=gap,
            group=gap,
            who=card.card.responsible if card else "",
            at=card.set_at if card else None,
        )
        for gap, card in card_gaps(station, connection, today)
    ]
