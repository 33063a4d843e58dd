"""500 tokens at a pad and a counter that are killed again and again, on several days drawn anew."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from telling import Tell, of_environ

from counter_tui.db import sql
from counter_tui.db.tables.counter import TokenRow
from counter_tui.domain.clock import from_ms
from counter_tui.domain.visit.rating import standing
from support.acknowledged import facts_in
from support.looking import looked_over
from support.pad_days import PadDay, amiss_at_pads
from support.stations import open_small_station

TOKENS = of_environ("TOKENS", 500)
SEED = of_environ("SEED", 20_251_124)


@pytest.mark.parametrize("day", range(3))
def test_five_hundred_tokens(day: int, tmp_path: Path, tell: Tell) -> None:
    small = open_small_station(tmp_path, empty=True)
    played = PadDay(small.home.folder, Random(SEED + day))
    told = played.play(TOKENS)
    assert looked_over(small.home).findings == ()
    with small.services.base.store.reading() as connection:
        facts = facts_in(connection)
        rows = sql.read(connection, TokenRow, "", ())
    small.services.close()
    later = played.over + timedelta(hours=3)
    states = Counter(
        standing(row.state, from_ms(row.armed_ms), row.shown_ms is not None, later) for row in rows
    )
    tell(
        tokens=len(rows),
        seed=SEED + day,
        lost_submits=told.lost_submits,
        **told.kills,
        **{str(name): count for name, count in states.items()},
    )
    assert amiss_at_pads(facts, told) == []
    assert len(rows) >= TOKENS
    assert "armed" not in states
