"""500 tokens at a pad and a counter that are killed again and again; the pad's own window killed while it asks."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from telling import Tell, of_environ

from counter_tui.bootstrap import open_services
from counter_tui.db import sql
from counter_tui.db.reading import tokens
from counter_tui.db.tables.counter import TokenRow
from counter_tui.domain.clock import from_ms
from counter_tui.domain.visit.rating import standing
from support.acknowledged import facts_in
from support.looking import looked_over
from support.pad_days import PadDay, amiss_at_pads
from support.stations import BILL, LI, SmallStation, open_small_station

TOKENS = of_environ("TOKENS", 500)
WINDOWS = of_environ("WINDOWS", 20)
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


class Window:
    """The real command in a terminal of its own, begun anew after each kill, and what its presses become."""

    def __init__(self, small: SmallStation, terminal: Callable[..., Any]) -> None:
        self.services = open_services(small.home)
        self._begin = partial(
            terminal, [sys.executable, "-m", "counter_tui", "pad", "--home", str(small.home.folder)]
        )
        self.window = self._begin()
        self.kills = 0

    def submit(self) -> str:
        """The counter takes a request down; its visit."""
        draft = self.services.drafts.new(LI, kind=BILL)
        draft = draft.with_values(name="何静", phone="13812340009", fields={"content": "电费多了"})
        return self.services.acceptance.submit(LI, draft).visit

    def row(self, visit: str) -> TokenRow:
        """The visit's token."""
        with self.services.base.store.reading() as connection:
            return tokens.of_visits(connection, [bytes.fromhex(visit)])[bytes.fromhex(visit)]

    def shown(self, visit: str, after: int = 1) -> TokenRow:
        """Wait until the question was put, once more than the token had facts."""
        for _look in range(600):
            row = self.row(visit)
            if row.shown_ms is not None and row.facts > after:
                return row
            self.window.listen(0.02)
        raise AssertionError("it never asked")

    def killed(self, visit: str) -> None:
        """Kill it; the next one asks again where nothing was kept."""
        self.window.end()
        self.kills += 1
        left = self.row(visit)
        self.window = self._begin()
        if left.state == "armed":
            self.shown(visit, left.facts)

    def pressed(self, visit: str, level: int) -> TokenRow:
        """Press until it is kept: a key struck before the question is drawn is nobody's."""
        for _press in range(100):
            row = self.row(visit)
            if row.state == "rated":
                return row
            self.window.press(str(level))
            self.window.listen(0.1)
        raise AssertionError("no press was kept")


def test_the_window_itself_is_killed_while_it_asks(
    tmp_path: Path, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``counter-tui pad``: each question stands there again after a kill, and one press of it is kept."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "bench"))
    from terminal import Terminal

    small = open_small_station(tmp_path, empty=True)
    random, window, waited = Random(SEED), Window(small, Terminal), []
    window.pressed(window.submit(), 5)
    for _customer in range(WINDOWS):
        # Thanked for two seconds, it rests again.
        window.window.listen(2.5)
        visit, level = window.submit(), random.randint(1, 5)
        asked = window.shown(visit)
        waited.append((asked.shown_ms or 0) - asked.armed_ms)
        if random.random() < 0.25:
            window.killed(visit)
        elif random.random() < 0.5:
            window.window.press(str(level))
            window.window.listen(random.uniform(0, 0.05))
            window.killed(visit)
        assert window.pressed(visit, level).level == level
        if level < 3:
            # Between the level and its reason.
            window.killed(visit)
            assert (window.row(visit).state, window.row(visit).level) == ("rated", level)
    window.window.end()
    window.services.close()
    small.services.close()
    tell(customers=WINDOWS, kills=window.kills, asked_within_ms=max(waited))
    assert looked_over(small.home).findings == ()
