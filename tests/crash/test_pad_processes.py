"""Counter and pad as two processes on one store, both killed again and again: one state a token, none lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random
from typing import get_args

from msgspec.structs import replace

from counter_tui.db import sql
from counter_tui.db.tables.counter import TokenRow
from counter_tui.domain.clock import from_ms
from counter_tui.domain.facts.base import Recorded
from counter_tui.domain.facts.visit import RatingGiven, ReasonGiven
from counter_tui.domain.visit.rating import Standing, standing
from support.acknowledged import facts_in
from support.looking import looked_over
from support.pad_days import Day, PadDay, amiss_at_pads
from support.stations import open_small_station

TOKENS = 50
SEED = 20_251_123


def test_fifty_tokens_have_one_state_each_whatever_is_killed(tmp_path: Path) -> None:
    """Presses, double presses, reasons, time-outs, pads and counters killed: what was told kept is kept."""
    small = open_small_station(tmp_path, empty=True)
    played = PadDay(small.home.folder, Random(SEED))
    day = played.play(TOKENS)
    assert looked_over(small.home).findings == ()
    with small.services.base.store.reading() as connection:
        facts = facts_in(connection)
        rows = sql.read(connection, TokenRow, "", ())
    small.services.close()
    assert amiss_at_pads(facts, day) == []
    assert len(day.visits) >= TOKENS
    assert day.kills["pad"] > 5
    assert day.kills["counter"] > 0
    for later in (timedelta(), timedelta(hours=3)):
        now = played.over + later
        found = [standing(row.state, from_ms(row.armed_ms), row.shown_ms is not None, now) for row in rows]
        assert set(found) <= set(get_args(Standing))
        assert not later or "armed" not in found
    _finds_what_is_wrong(facts, day)


def _finds_what_is_wrong(facts: list[Recorded], day: Day) -> None:
    """A rating doubled, one taken away, one of a visit nobody submitted, a reason twice or first: each is seen."""
    given = next(each for each in facts if isinstance(each.fact, RatingGiven))
    doubled = replace(given, seq=given.seq + 10**6)
    strange = replace(given, subject=replace(given.subject, id=b"\1" * 16))
    assert amiss_at_pads([*facts, doubled], day)
    assert amiss_at_pads([each for each in facts if each is not given], day)
    assert amiss_at_pads([*facts, strange], day)
    said = next(each for each in facts if isinstance(each.fact, ReasonGiven))
    assert amiss_at_pads([*facts, replace(said, seq=said.seq + 10**6)], day)
    assert amiss_at_pads([*(each for each in facts if each is not said), replace(said, seq=0)], day)
